// A survey: how many of its scales are answered.
const surveyForm = document.querySelector("form[data-survey]");

function countAnswered() {
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
