// Lists that stay at their end while one looks at the end.

import { word } from "./spoken.js";

const NEAR = 60; // pixels

export const atEnd = (box) => box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;

export function toEnd(box) {
  box.scrollTop = box.scrollHeight;
  box.parentElement.querySelector(":scope > .new-below")?.remove();
}

// Runs `work` and keeps the end in sight if it was; otherwise says that something is new below.
export function keeping(box, work) {
  if (!box) return work();
  const end = atEnd(box);
  const fresh = work();
  if (end) toEnd(box);
  else if (fresh?.some((one) => one.matches(".msg"))) below(box);
  return fresh;
}

function below(box) {
  if (box.parentElement.querySelector(":scope > .new-below")) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "new-below";
  button.textContent = `↓ ${word("new_messages")}`;
  button.addEventListener("click", () => toEnd(box));
  box.after(button);
}

export function watch(box) {
  if (!box || box.dataset.watched) return;
  box.dataset.watched = "yes";
  toEnd(box);
  box.addEventListener("scroll", () => {
    if (atEnd(box)) box.parentElement.querySelector(":scope > .new-below")?.remove();
  }, { passive: true });
  // Pictures that arrive late must not push the end out of sight.
  box.addEventListener("load", () => { if (box.dataset.end === "yes") toEnd(box); }, true);
  new ResizeObserver(() => { if (box.dataset.end === "yes") toEnd(box); }).observe(box);
  box.addEventListener("scroll", () => { box.dataset.end = atEnd(box) ? "yes" : "no"; }, { passive: true });
  box.dataset.end = "yes";
}
