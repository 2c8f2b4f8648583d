// What makes the pages quicker for those whose browser runs scripts. Nothing here is needed to read or to save.
"use strict";

const root = document.documentElement;
const live = document.getElementById("live");

// One polite live region: partial answers say what happened through the header HX-Trigger: {"said": "…"}
function say(words) {
  if (!live) return;
  live.textContent = "";
  window.setTimeout(() => { live.textContent = words; }, 50);
}
document.addEventListener("said", (event) => say(event.detail.value || ""));

// Panels in the bar close with Escape and when something else is pressed
function closePanels(except) {
  for (const open of document.querySelectorAll("details.s-choice[open], details.s-filter[open]")) {
    if (open !== except && !open.contains(except)) open.open = false;
  }
}
document.addEventListener("click", (event) => closePanels(event.target));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.activeElement && document.activeElement.closest("details.s-choice[open], details.s-filter[open]");
  closePanels(null);
  if (open) open.querySelector("summary").focus();
});

// Dialogs: the button that would lead to a page opens the dialog instead
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-dialog]");
  const dialog = button && document.getElementById(button.dataset.dialog);
  if (!dialog || typeof dialog.showModal !== "function") return;
  event.preventDefault();
  dialog.showModal();
});

// The error summary has autofocus; in a part that is swapped in, the browser does not act on it
document.addEventListener("htmx:afterSettle", (event) => {
  const found = event.target.querySelector && event.target.querySelector("#errors");
  if (found) found.focus();
});

// Unsaved text: the browser asks before it is lost
let unsaved = false;
document.addEventListener("input", (event) => { if (event.target.closest("form[data-guard]")) unsaved = true; });
document.addEventListener("submit", (event) => { if (event.target.closest("form[data-guard]")) unsaved = false; });
window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });

// Half a date, or letters where a number belongs: the browser would send it as empty, and nobody would know that it was
// lost. Sent as something that cannot be read, it gets its message at the field
document.addEventListener("formdata", (event) => {
  for (const field of event.target.elements) {
    if (field.name && field.validity && field.validity.badInput) event.formData.set(field.name, "?");
  }
});

// A filter that changes shows its result at once; the button "Show" is for those without scripts
for (const form of document.querySelectorAll("form.s-filters")) {
  const apply = form.querySelector(".s-apply");
  if (apply) apply.hidden = true;
  form.addEventListener("change", (event) => {
    if (event.target.matches("input[type=search], input[type=text], input[type=number]")) return;
    form.requestSubmit();
  });
}

// Keys, unless the person switched them off: / g+letter j k e ?
const keysOn = root.hasAttribute("data-keys");
let waiting = false;

function typing(target) {
  return target.isContentEditable || target.closest("input, textarea, select, [role=textbox]");
}

function rows() {
  return [...document.querySelectorAll("main tbody th[scope=row] a, main .s-rules > li a:first-of-type")];
}

function step(by) {
  const all = rows();
  if (!all.length) return;
  const now = all.indexOf(document.activeElement);
  const next = all[Math.min(Math.max(now + by, 0), all.length - 1)];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

function go(letter) {
  const link = document.querySelector(`.s-menu a[data-go="${CSS.escape(letter)}"]`);
  if (link) window.location.assign(link.href);
}

document.addEventListener("keydown", (event) => {
  if (!keysOn || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (waiting) {
    waiting = false;
    go(event.key);
    return;
  }
  const acts = {
    "/": () => { const box = document.getElementById("search-all"); if (box) { box.focus(); box.select(); } },
    g: () => { waiting = true; window.setTimeout(() => { waiting = false; }, 1500); },
    j: () => step(1),
    k: () => step(-1),
    e: () => { const link = document.querySelector("main [data-edit]"); if (link) link.click(); },
    "?": () => { const list = document.getElementById("shortcuts"); if (list) list.showModal(); },
  };
  const act = acts[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
