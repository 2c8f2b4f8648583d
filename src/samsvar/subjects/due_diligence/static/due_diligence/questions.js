// Opens and folds away questions as the answers they depend on are given. Without it the server does so on save.
"use strict";

function chosenIn(form, name) {
  const field = document.getElementById(name);
  if (!field || field.hidden) return [];
  return [...form.querySelectorAll(`[name="${CSS.escape(name)}"]:checked`)].map((one) => one.value);
}

function holds(form, condition) {
  const terms = condition.terms.map((term) => chosenIn(form, term.name).some((code) => term.is.includes(code)));
  return condition.every ? terms.every(Boolean) : terms.some(Boolean);
}

// Conditions ask only for earlier questions, so one pass from the top settles all.
function show(form) {
  for (const question of form.querySelectorAll("[data-shown-when]")) {
    question.hidden = !JSON.parse(question.dataset.shownWhen).every((condition) => holds(form, condition));
  }
  for (const section of form.querySelectorAll(".dd-asked")) {
    section.hidden = !section.querySelector(".dd-question:not([hidden])");
  }
}

for (const form of document.querySelectorAll("form.dd-questions")) {
  form.addEventListener("change", () => show(form));
  show(form);
}
