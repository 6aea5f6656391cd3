// The traffic: sifting the list, one entry, copying it.

import { word } from "./spoken.js";

export function sift() {
  const wanted = document.getElementById("filter")?.value.trim().toLowerCase() ?? "";
  const refused = document.getElementById("refused")?.checked ?? false;
  for (const line of document.querySelectorAll("#traffic > .line")) {
    line.hidden = !line.textContent.toLowerCase().includes(wanted) || (refused && !line.classList.contains("refused"));
  }
}

async function open(number) {
  const { as } = document.body.dataset;
  const answer = await fetch(`/page/traffic/${number}?${new URLSearchParams({ as })}`);
  const pane = document.getElementById("entry");
  const text = await answer.text();
  if (answer.headers.get("Content-Type").startsWith("text/html")) pane.innerHTML = text;
  else pane.textContent = text;
  for (const line of document.querySelectorAll("#traffic [data-entry]")) {
    line.toggleAttribute("aria-current", line.dataset.entry === number);
  }
}

export function watchTraffic() {
  document.addEventListener("input", (event) => { if (event.target.id === "filter") sift(); });
  document.addEventListener("change", (event) => { if (event.target.id === "refused") sift(); });
  document.addEventListener("click", async (event) => {
    const line = event.target.closest("[data-entry]");
    if (line) await open(line.dataset.entry);
    const copy = event.target.closest("[data-copy]");
    if (!copy) return;
    await navigator.clipboard.writeText(copy.closest("#entry").querySelector("pre").textContent);
    copy.textContent = word("copied");
    setTimeout(() => { copy.textContent = word("copy_payload"); }, 1500);
  });
}
