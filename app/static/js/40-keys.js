// Keys of the checklist: j and k walk, 1 to 4 answer, n writes a note, e opens the evidence, x chooses, ? shows them all.
import { answerRow } from "./30-inline.js";

const STATES = { 1: "open", 2: "doing", 3: "done", 4: "na" };

function rows() {
  return [...document.querySelectorAll(".check[data-row]")];
}

function present() {
  return document.activeElement?.closest?.(".check[data-row]");
}

function walk(step) {
  const all = rows();
  const at = all.indexOf(present());
  const next = all[at < 0 ? 0 : Math.min(Math.max(at + step, 0), all.length - 1)];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "nearest" });
}

function act(key, row) {
  if (STATES[key]) answerRow(row, STATES[key]);
  else if (key === "n") row.querySelector(".note")?.focus();
  else if (key === "e") row.querySelector(".evidence")?.click();
  else if (key === "x") row.querySelector(".pick")?.click();
  else if (key === "o") row.querySelector(".question a")?.click();
  else return false;
  return true;
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.matches("input, textarea, select");
  if (typing && event.target.matches(".note")) {
    if (event.key === "Escape") event.target.closest("[data-row]").focus();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) answerRow(event.target.closest("[data-row]"));
  }
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !document.querySelector(".check[data-row]")) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "j" || event.key === "k") walk(event.key === "j" ? 1 : -1);
  else if (event.key === "?") document.getElementById("keys")?.showModal();
  else if (!present() || !act(event.key, present())) return;
  event.preventDefault();
});
