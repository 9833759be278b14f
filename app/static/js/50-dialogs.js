// Dialogs: openers that would otherwise be links, and a question before a form marked data-confirm is sent.
import { word } from "./10-page.js";

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open]");
  const dialog = opener && document.getElementById(opener.dataset.open);
  if (dialog && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    dialog.showModal();
  }
  if (event.target.matches("dialog")) event.target.close();
});

function button(text, kind, value) {
  const made = document.createElement("button");
  made.className = `button ${kind}`;
  made.value = value;
  made.textContent = text;
  return made;
}

function question(sentence) {
  const dialog = document.createElement("dialog");
  const text = document.createElement("p");
  const answers = document.createElement("form");
  dialog.className = "dialog";
  dialog.setAttribute("aria-label", sentence);
  text.textContent = sentence;
  answers.method = "dialog";
  answers.className = "form-end";
  answers.append(button(word("yes"), "primary", "yes"), button(word("no"), "quiet", "no"));
  dialog.append(text, answers);
  return dialog;
}

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (!form.dataset.confirm || form.dataset.sure) return;
    event.preventDefault();
    event.stopPropagation();
    const dialog = question(form.dataset.confirm);
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (dialog.returnValue !== "yes") return;
      form.dataset.sure = "yes";
      form.requestSubmit(event.submitter);
    });
    document.body.append(dialog);
    dialog.showModal();
  },
  true,
);
