// Sends a chosen file in pieces and goes on after a broken line. Without this script the form does it whole.
(() => {
  const PIECE = 256 * 1024, TRIES = 8;
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));

  async function ask(address, token, body, type) {
    for (let tries = 0; ; tries++) {
      try {
        const headers = { "X-CSRFToken": token, "Content-Type": type };
        return await fetch(address, { method: "POST", body, headers, credentials: "same-origin" });
      } catch (broken) {
        if (tries >= TRIES) throw broken;
        await wait(Math.min(500 * 2 ** tries, 15000));
      }
    }
  }

  async function send(form, file, bar) {
    const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    const about = new URLSearchParams({ paper: form.querySelector("[name=paper]").value, name: file.name, size: file.size });
    const begun = await ask(form.dataset.pieces, token, about, "application/x-www-form-urlencoded");
    let answer = await begun.json();
    while (!answer.error && !answer.done) {
      const piece = file.slice(answer.offset, answer.offset + PIECE);
      const address = `${form.dataset.pieces}${answer.mark}/?offset=${answer.offset}`;
      answer = { mark: answer.mark, ...(await (await ask(address, token, piece, "application/octet-stream")).json()) };
      bar.value = answer.offset || 0;
    }
    return answer.error;
  }

  document.querySelectorAll("form[data-pieces]").forEach((form) => form.addEventListener("submit", async (event) => {
    const files = [...form.querySelector("[type=file]").files];
    if (!files.length) return;
    event.preventDefault();
    const bar = document.createElement("progress"), said = form.querySelector("[data-said]");
    bar.setAttribute("aria-label", form.dataset.label);
    form.append(bar);
    for (const file of files) {
      bar.max = file.size;
      let problem;
      try { problem = await send(form, file, bar); } catch { problem = form.dataset.broken; }
      if (problem) { said.textContent = problem; bar.remove(); return; }
    }
    location.reload();
  }));
})();
