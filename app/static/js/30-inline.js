// Inline forms: a form[data-inline] inside a [data-row] is sent without leaving the page; the answer replaces the row.
import { say } from "./10-page.js";
import { forget, keep, kept } from "./20-drafts.js";

const ANSWERS = new Set([200, 409, 422]);
const OF_ANOTHER_SESSION = 400;
const AGAIN = "again";
const waiting = new Map();
const unsent = new Set();

function noteOf(row) {
  return row.querySelector("textarea[name]");
}

/** Put the answer where the row was; keep focus and what was typed meanwhile. */
function replaceRow(row, html, sentNote) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const fresh = holder.content.querySelector("[data-row]");
  if (!fresh) return null;
  const active = document.activeElement;
  const typed = noteOf(row)?.value;
  const place = row.contains(active) ? { name: active.name, value: active.localName === "button" ? active.value : null } : null;
  for (const part of holder.content.querySelectorAll("[data-swap][id]")) document.getElementById(part.id)?.replaceWith(part);
  row.replaceWith(fresh);
  if (typed !== undefined && typed !== sentNote && noteOf(fresh)) {
    noteOf(fresh).value = typed;
    markUnsaved(fresh);
  }
  if (place) refocus(fresh, place);
  return fresh;
}

function refocus(row, { name, value }) {
  const wanted = [...row.querySelectorAll("[name]:not([type=hidden])")].find((field) => field.name === name && (value === null || field.value === value));
  (wanted ?? row).focus({ preventScroll: true });
}

function markUnsaved(row) {
  row.querySelector(".save")?.classList.add("unsaved");
}

async function send(form, submitter) {
  const row = form.closest("[data-row]");
  if (row.getAttribute("aria-busy") === "true") {
    waiting.set(row.id, submitter?.value);
    return;
  }
  const action = form.getAttribute("action");
  const sentNote = noteOf(row)?.value;
  row.setAttribute("aria-busy", "true");
  say("saving");
  try {
    const answer = await fetch(action, { method: "POST", headers: { "X-Inline": "1" }, body: new URLSearchParams(new FormData(form, submitter)) });
    if (answer.redirected) {
      keep(action, sentNote);
      location.assign(answer.url);
      return;
    }
    if (answer.status === OF_ANOTHER_SESSION) {
      readAnew(action, sentNote);
      return;
    }
    const fresh = ANSWERS.has(answer.status) ? replaceRow(row, await answer.text(), sentNote) : null;
    if (!fresh) {
      fail(row, action, sentNote, "failed");
      return;
    }
    forget(action);
    say(answer.ok ? "saved" : fresh.querySelector(".error, .theirs > p")?.textContent ?? "failed");
    if (!answer.ok) noteOf(fresh)?.focus();
    sendWaiting(fresh);
    if (answer.ok) tellWhatIsLeft();
  } catch {
    fail(row, action, sentNote, "offline");
    unsent.add({ id: row.id, value: submitter?.value });
  }
}

// What is left before the gate takes longer to find out than an answer to save: asked for once, after the last of several.
const LEFT = ["#gate-left", ".rail"];
const PAUSE = 1200;
let asking;

function tellWhatIsLeft() {
  clearTimeout(asking);
  if (document.querySelector(LEFT[0])) asking = setTimeout(readWhatIsLeft, PAUSE);
}

async function readWhatIsLeft() {
  try {
    const answer = await fetch(location.href);
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of LEFT) {
      const fresh = page.querySelector(part);
      if (fresh) document.querySelector(part)?.replaceWith(fresh);
    }
  } catch {
    // What stood there stays; the next page shows it as it is.
  }
}

/** Somebody signed in anew in another tab, so this page's forms are no longer taken: read it anew, and say what happened. */
function readAnew(action, note) {
  keep(action, note);
  sessionStorage.setItem(AGAIN, "1");
  location.reload();
}

function fail(row, action, note, word) {
  row.removeAttribute("aria-busy");
  waiting.delete(row.id);
  keep(action, note);
  markUnsaved(row);
  say(word);
}

function sendWaiting(row) {
  if (!waiting.has(row.id)) return;
  const value = waiting.get(row.id);
  waiting.delete(row.id);
  answerRow(row, value);
}

/** Press the button of a row that stands for this state. */
export function answerRow(row, value) {
  const button = row.querySelector(`.states button[value="${CSS.escape(value ?? "")}"]`) ?? row.querySelector(".save");
  if (button && !button.disabled) button.form.requestSubmit(button);
}

document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || !event.target.matches("[data-row] form[data-inline]")) return;
  event.preventDefault();
  send(event.target, event.submitter);
});

document.addEventListener("input", (event) => {
  const row = event.target.closest("[data-row]");
  if (row && event.target.matches("textarea")) markUnsaved(row);
});

// Leaving a note saves it, unless the person is just pressing one of the row's buttons.
document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-row] form[data-inline] textarea")) return;
  const id = event.target.closest("[data-row]").id;
  const saveLater = () => {
    const row = document.getElementById(id);
    if (row?.matches(":active")) setTimeout(saveLater, 300);
    else if (row?.querySelector(".save.unsaved") && row.getAttribute("aria-busy") !== "true") answerRow(row);
  };
  setTimeout(saveLater, 300);
});

globalThis.addEventListener("online", () => {
  for (const { id, value } of unsent) {
    const row = document.getElementById(id);
    if (row) answerRow(row, value);
  }
  unsent.clear();
});

for (const form of document.querySelectorAll("[data-row] form[data-inline]")) {
  const text = kept(form.getAttribute("action"));
  const note = form.elements.namedItem("note");
  if (text && note && note.value !== text) {
    note.value = text;
    markUnsaved(form.closest("[data-row]"));
    say("restored");
  }
}

if (sessionStorage.getItem(AGAIN)) {
  sessionStorage.removeItem(AGAIN);
  say("failed");
}
