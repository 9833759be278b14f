// The time zone of this machine, where the form knows none yet and nothing had to be looked at again.

for (const select of document.querySelectorAll("select[data-own-zone]")) {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (select.value === "UTC" && !document.querySelector("[aria-invalid=true]")) choose(select, own);
}

/** Choose a zone by its name, or by the name that this browser gives it: some still say Asia/Calcutta for Asia/Kolkata. */
function choose(select, own) {
  const called = (name) => new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  const names = [...select.options].map((option) => option.value).filter(Boolean);
  const found = names.includes(own) ? own : names.find((name) => called(name) === called(own));
  if (found) select.value = found;
}
