/* When an activity falls: of the fields about days only those of the chosen way are shown. Without this file all of
   them are there, folded. */
"use strict";

const ways = JSON.parse(document.getElementById("ways").textContent);
const way = document.getElementById("id_way");
const every = new Set(Object.values(ways).flat());

const fieldOf = (name) => {
  const input = document.getElementById(`id_${name}`);
  return input && input.closest(".s-field");
};

const show = () => {
  const shown = new Set(ways[way.value] || []);
  const folds = new Set();
  for (const name of every) {
    const field = fieldOf(name);
    if (!field) continue;
    field.hidden = !shown.has(name) && !field.querySelector(".s-wrong");
    if (field.closest("details")) folds.add(field.closest("details"));
  }
  for (const fold of folds) fold.hidden = !fold.querySelector(".s-field:not([hidden])");
};

/* The fold that the chosen way is filled in in; rarer questions stay folded. */
const unfold = () => {
  const first = fieldOf((ways[way.value] || [])[0]);
  const fold = first && first.closest("details");
  if (fold) fold.open = true;
};

show();
way.addEventListener("change", () => {
  show();
  unfold();
});
