// A survey: how many of its scales are answered; what was missing and is there now is no longer complained of.
const surveyForm = document.querySelector("form[data-survey]");

function countAnswered() {
  for (const question of surveyForm.querySelectorAll(".survey-q.wrong:has(input:checked)")) {
    question.classList.remove("wrong");
    question.removeAttribute("aria-describedby");
    question.querySelector(".error")?.remove();
  }
  const answered = surveyForm.querySelectorAll(".survey-scale:has(input:checked)").length;
  surveyForm.querySelector("[data-survey-progress]").value = answered;
  surveyForm.querySelector("[data-survey-answered]").textContent = answered;
}

if (surveyForm) {
  surveyForm.addEventListener("change", countAnswered);
  // A browser that comes back to the page puts the choices back after this has run.
  globalThis.addEventListener("pageshow", countAnswered);
  countAnswered();
}
