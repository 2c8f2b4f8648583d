// Saves a section of the supplier's page as it is written, where the browser can. The buttons save without it.
// Old words on purpose: it must run, or do nothing, in a browser of some years ago.
"use strict";

(function () {
  var form = document.querySelector("form[data-saving]");
  var told = document.getElementById("saved");
  if (!form || !told || !window.FormData || !window.XMLHttpRequest) return;
  var waiting = null, sending = false, again = false;

  function later() {
    if (waiting) clearTimeout(waiting);
    waiting = setTimeout(save, 1500);
  }

  function hasFiles() {
    return Array.prototype.some.call(form.querySelectorAll("input[type=file]"), function (field) { return field.value; });
  }

  function save() {
    waiting = null;
    if (hasFiles()) return;  // files go with the button
    if (sending) { again = true; return; }
    sending = true;
    told.textContent = form.getAttribute("data-saving");
    var data = new FormData(form);
    data.append("go", "quiet");
    var call = new XMLHttpRequest();
    call.open("POST", form.action || location.href);
    call.onload = function () {
      sending = false;
      var found = null;
      try { found = call.status === 200 ? JSON.parse(call.responseText) : null; } catch (fault) { found = null; }
      if (found) {
        told.textContent = found.words;
        form.elements.namedItem("drawn").value = found.drawn;
      } else {
        told.textContent = form.getAttribute("data-not-saved");
      }
      if (again) { again = false; later(); }
    };
    call.onerror = function () {
      sending = false;
      told.textContent = form.getAttribute("data-not-saved");
    };
    call.send(data);
  }

  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("submit", function () { if (waiting) clearTimeout(waiting); });
})();
