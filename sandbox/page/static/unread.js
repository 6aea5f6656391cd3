// The line above what came since one last looked here.

import { word } from "./spoken.js";

const messages = () => [...document.querySelectorAll("#messages > .msg")];

export const newest = () => messages().at(-1)?.dataset.ts ?? "";

// Puts the line above the first message of others after `seen`; brings it into sight when it is above.
export function markNew(seen) {
  if (!seen) return;
  const first = messages().find((one) => one.dataset.ts > seen && !one.hasAttribute("data-own") && !one.hasAttribute("data-whispered"));
  if (!first) return;
  for (const old of document.querySelectorAll("#messages .new-line")) old.remove();
  const line = document.createElement("p");
  line.className = "new-line";
  line.textContent = word("new");
  first.prepend(line);
  const box = first.closest(".scroll");
  if (first.getBoundingClientRect().top < box.getBoundingClientRect().top) first.scrollIntoView({ block: "start" });
}
