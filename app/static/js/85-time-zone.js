// The time zone of this machine, where the form knows none yet and nothing had to be looked at again.

for (const select of document.querySelectorAll("select[data-own-zone]")) {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const known = [...select.options].some((option) => option.value === own);
  if (known && select.value === "UTC" && !document.querySelector("[aria-invalid=true]")) select.value = own;
}
