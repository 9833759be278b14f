// The rating page: each choice and note is sent by itself; what could not be sent stays marked for the Save button.
import { say } from "./10-page.js";

const ratingForm = document.querySelector("form[data-rating]");

// A note is sent when its writer pauses; the field may still have the focus then.
const pauses = new WeakMap();

function tellRating(word) {
  const state = ratingForm.querySelector("[data-rating-state]");
  state.textContent = state.dataset[word] ?? "";
}

/** Send one row; a later choice made meanwhile is sent after it. */
async function sendRating(row) {
  row.classList.add("unsaved");
  if (row.dataset.busy) {
    row.dataset.again = "1";
    return;
  }
  row.dataset.busy = "1";
  tellRating("saving");
  const body = new URLSearchParams([["csrf_token", ratingForm.elements.csrf_token.value]]);
  for (const field of row.querySelectorAll("input:checked, textarea")) body.append(field.name, field.value);
  let saved = false;
  try {
    const answer = await fetch(ratingForm.action, { method: "POST", headers: { "X-Inline": "1" }, body });
    saved = answer.ok && !answer.redirected;
    if (saved) showRated(await answer.text());
  } catch {
    saved = false;
  }
  delete row.dataset.busy;
  row.toggleAttribute("data-failed", !saved);
  if (row.dataset.again) {
    delete row.dataset.again;
    sendRating(row);
    return;
  }
  if (saved) row.classList.remove("unsaved");
  tellRating(stateOfRows());
  say(saved ? "saved" : "failed");
}

/** What holds for all rows: one that could not be sent comes before those that are on their way or being written. */
function stateOfRows() {
  if (ratingForm.querySelector(".rate-row[data-failed]")) return "failed";
  return ratingForm.querySelector(".rate-row.unsaved") ? "saving" : "saved";
}

function showRated(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const fresh = holder.content.querySelector("#rated");
  if (fresh) document.getElementById("rated").replaceWith(fresh);
}

if (ratingForm) {
  ratingForm.addEventListener("change", (event) => {
    const row = event.target.closest("[data-rate]");
    if (row) sendRating(row);
  });
  ratingForm.addEventListener("input", (event) => {
    if (!event.target.matches("textarea")) return;
    const row = event.target.closest("[data-rate]");
    row.classList.add("unsaved");
    tellRating(stateOfRows());
    clearTimeout(pauses.get(row));
    pauses.set(row, setTimeout(() => row.classList.contains("unsaved") && sendRating(row), 1200));
  });
  let leaving = false;
  ratingForm.addEventListener("submit", () => {
    leaving = true;
  });
  globalThis.addEventListener("online", () => {
    for (const row of ratingForm.querySelectorAll(".rate-row.unsaved")) sendRating(row);
  });
  globalThis.addEventListener("beforeunload", (event) => {
    if (!leaving && ratingForm.querySelector(".rate-row.unsaved")) event.preventDefault();
  });
}
