// Comfort for the counter; every page works without it.
"use strict";
(() => {
  // "/" goes to the number field, from anywhere that is not a field.
  document.addEventListener("keydown", (event) => {
    const inField = event.target.closest("input, textarea, select");
    if (event.key === "/" && !inField) {
      event.preventDefault();
      document.getElementById("jump")?.focus();
    }
    // Arrows walk through what is suggested under a search field, and back.
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const here = [document.querySelector(".search input[hx-get]"), ...document.querySelectorAll("#suggestions a")];
      const next = here[here.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1)];
      if (here.includes(event.target) && next) {
        event.preventDefault();
        next.focus();
      }
      return;
    }
    // Enter moves on instead of sending half a form; Ctrl+Enter sends.
    const form = event.target.closest("form[data-moves-on]");
    if (!form || event.key !== "Enter" || event.target.matches("textarea, button, [type=submit]")) return;
    event.preventDefault();
    if (event.ctrlKey) {
      form.querySelector("[data-send]").click();
      return;
    }
    if (event.target.id === "identity" && !form.elements.name.value) {
      form.querySelector("[data-look]").click();
      return;
    }
    const fields = [...form.querySelectorAll("input:not([type=hidden]), select, textarea, button[data-send]")]
      .filter((each) => !each.disabled && each.offsetParent !== null);
    fields[fields.indexOf(event.target) + 1]?.focus();
  });
  // Files may be dropped on a line of the check-list; one that has a file is ticked.
  for (const zone of document.querySelectorAll(".drop")) {
    const input = zone.querySelector("input[type=file]");
    const over = (on) => (event) => { event.preventDefault(); zone.classList.toggle("is-over", on); };
    zone.addEventListener("dragover", over(true));
    zone.addEventListener("dragleave", over(false));
    zone.addEventListener("drop", (event) => {
      over(false)(event);
      if (event.dataTransfer.files.length) {
        input.files = event.dataTransfer.files;
        input.dispatchEvent(new Event("change"));
      }
    });
    input.addEventListener("change", () => {
      const tick = document.getElementById(input.dataset.ticks);
      if (tick && input.files.length) tick.checked = true;
    });
  }
  // A form is sent once; the key inside makes a second sending harmless anyway.
  for (const form of document.querySelectorAll("form[method=post]")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) event.preventDefault();
      if (!form.dataset.keeps) form.dataset.sent = "yes";
    });
  }
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });
  // The receipt goes to the printer by itself where the browser can print a PDF in a frame.
  const paper = document.querySelector("[data-print]");
  if (paper && navigator.pdfViewerEnabled && !sessionStorage.getItem(paper.dataset.print)) {
    sessionStorage.setItem(paper.dataset.print, "printed");
    const frame = document.createElement("iframe");
    frame.hidden = true;
    frame.title = paper.textContent;
    frame.src = paper.dataset.print;
    frame.addEventListener("load", () => frame.contentWindow.print());
    document.body.append(frame);
  }
})();
