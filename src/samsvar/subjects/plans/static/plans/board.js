/* Dragging a card presses the same button as "Move" on the card: without this file the buttons are what there is. */
"use strict";

for (const board of document.querySelectorAll("[data-board]")) {
  let held = null;
  for (const card of board.querySelectorAll("[data-card]")) {
    if (!card.querySelector("form")) continue;
    card.draggable = true;
    card.addEventListener("dragstart", (event) => {
      held = card;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", "");
    });
    card.addEventListener("dragend", () => {
      held = null;
    });
  }
  for (const column of board.querySelectorAll("[data-column]")) {
    column.addEventListener("dragover", (event) => {
      if (!held || column.contains(held)) return;
      event.preventDefault();
      column.classList.add("pl-over");
    });
    column.addEventListener("dragleave", () => column.classList.remove("pl-over"));
    column.addEventListener("drop", (event) => {
      event.preventDefault();
      column.classList.remove("pl-over");
      const button = held && held.querySelector(`button[name="to"][value="${column.dataset.column}"]`);
      if (button) button.form.requestSubmit(button);
    });
  }
}
