// Drafts: what a person typed is kept for this tab until it is known to be saved.
import { say } from "./10-page.js";

const KEPT = "kept:";

/** Keep the text of one form under its address. */
export function keep(action, values) {
  sessionStorage.setItem(KEPT + action, JSON.stringify(values));
}

/** Forget it: it is saved. */
export function forget(action) {
  sessionStorage.removeItem(KEPT + action);
}

/** What was kept for this address, or null. */
export function kept(action) {
  return JSON.parse(sessionStorage.getItem(KEPT + action) ?? "null");
}

function texts(form) {
  const fields = [...form.elements].filter((field) => field.matches("textarea, input[type=text], input[type=url], input[type=search], select"));
  return Object.fromEntries(fields.filter((field) => field.name && field.value).map((field) => [field.name, field.value]));
}

// A whole form: kept when sent, put back only if the answer was a sign-in or an error page.
const SENT = "sent";
const failed = document.body.matches(".plain");

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-leave]")) sessionStorage.removeItem(SENT);
  if (!form.matches("[data-keep]") || event.defaultPrevented || form.querySelector("input[type=password]")) return;
  sessionStorage.setItem(SENT, JSON.stringify({ path: location.pathname, values: texts(form), failed: false }));
  if (!navigator.onLine) {
    event.preventDefault();
    say("offline");
  }
});

function putBack() {
  const sent = JSON.parse(sessionStorage.getItem(SENT) ?? "null");
  if (!sent) return;
  if (failed) {
    sessionStorage.setItem(SENT, JSON.stringify({ ...sent, failed: true }));
    return;
  }
  if (sent.path === location.pathname && sent.failed) {
    for (const form of document.querySelectorAll("form[data-keep]")) {
      for (const [name, value] of Object.entries(sent.values)) {
        const field = form.elements.namedItem(name);
        if (field instanceof Element) field.value = value;
      }
    }
    say("restored");
  }
  sessionStorage.removeItem(SENT);
}

putBack();
