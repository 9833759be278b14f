// Menus close when one looks elsewhere; the theme changes at once; filters apply themselves; tables narrow while typing.
import { say } from "./10-page.js";

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) if (menu !== except) menu.open = false;
}

document.addEventListener("click", (event) => closeMenus(event.target.closest("details[data-menu]")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest("details[data-menu][open]");
  closeMenus();
  menu?.querySelector("summary").focus();
});

document.addEventListener("submit", async (event) => {
  if (!event.target.matches("[data-theme-switch]")) return;
  event.preventDefault();
  const form = event.target;
  const theme = event.submitter.value;
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  for (const choice of form.querySelectorAll("button")) choice.setAttribute("aria-pressed", String(choice === event.submitter));
  try {
    await fetch(form.getAttribute("action"), { method: "POST", body: new URLSearchParams(new FormData(form, event.submitter)) });
  } catch {
    say("failed");
  }
});

document.addEventListener("change", (event) => {
  if (event.target.matches("form[data-autosubmit] select, form[data-autosubmit] input[type=checkbox]")) event.target.form.requestSubmit();
});

for (const table of document.querySelectorAll("table[data-filter]")) {
  const field = document.querySelector(table.dataset.filter);
  field?.addEventListener("input", () => {
    const wanted = field.value.trim().toLowerCase();
    for (const row of table.tBodies[0].rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
  });
}
