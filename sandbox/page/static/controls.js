// Buttons, menus, boxes and fields of Block Kit: what is done with them becomes a call.

import { confirmed } from "./modal.js";
import { complain, post } from "./post.js";

const TYPED = new Set(["plain_text_input", "number_input", "email_text_input", "url_text_input", "rich_text_input"]);
const PRESSED = new Set(["button", "workflow_button", "icon_button", "feedback_buttons", "overflow"]);
const SEVERAL = (type) => type === "checkboxes" || type.startsWith("multi_");

// The element that holds an action's attributes, for anything inside it.
export const heldIn = (element) => element.closest("[data-action]");

// What stands in a control now: a string, a list of strings or null.
export function valueOf(holder) {
  const { type } = holder.dataset;
  if (SEVERAL(type)) return [...holder.querySelectorAll("input:checked")].map((one) => one.value);
  if (type === "radio_buttons") return holder.querySelector("input:checked")?.value ?? null;
  if (type === "external_select") {
    const option = [...(holder.list?.options ?? [])].find((one) => one.value === holder.value);
    return option?.dataset.value ?? null;
  }
  return holder.value === "" ? null : holder.value;
}

// Everything that stands in the inputs of a view.
export function gathered(view) {
  const holders = [...view.querySelectorAll("[data-action]")].filter(({ dataset }) => !PRESSED.has(dataset.type) && dataset.type !== "file_input");
  return holders.map((one) => ({ block: one.dataset.block, action: one.dataset.action, type: one.dataset.type, value: valueOf(one) }));
}

async function use(holder, value) {
  const surface = holder.closest("[data-surface]");
  if (!surface || holder.getAttribute("aria-busy") === "true") return;
  if (holder.dataset.confirm && !(await confirmed(JSON.parse(holder.dataset.confirm)))) {
    undo(holder);
    return;
  }
  const { type, block, action } = holder.dataset;
  const where = surface.dataset.ts ? { ts: surface.dataset.ts } : { view: surface.dataset.view, state: gathered(surface) };
  const label = (holder.textContent ?? "").trim().slice(0, 75) || action;
  holder.setAttribute("aria-busy", "true");
  const answer = await post("use", { ...where, block, action, type, value, label }, holder);
  holder.removeAttribute("aria-busy");
  complain(answer.error, holder);
}

// A choice that was not confirmed goes back to what it was.
function undo(holder) {
  for (const one of [holder, ...holder.querySelectorAll("input, option")]) {
    if ("defaultChecked" in one && ["checkbox", "radio"].includes(one.type)) one.checked = one.defaultChecked;
    if ("defaultSelected" in one) one.selected = one.defaultSelected;
  }
}

// An input waits for the submission unless it is to tell the app at once.
const waits = (holder) => Boolean(holder.closest(".bk-input")) && !holder.dataset.dispatch;

export function watchControls() {
  document.addEventListener("click", (event) => {
    const holder = heldIn(event.target);
    if (!holder || !PRESSED.has(holder.dataset.type)) return;
    holder.closest("details.bk-overflow")?.removeAttribute("open");
    if (holder.dataset.url) window.open(holder.dataset.url, "_blank", "noopener");
    use(holder, holder.dataset.type === "overflow" || holder.dataset.type === "feedback_buttons" ? holder.dataset.value : null);
  });
  document.addEventListener("change", (event) => {
    const holder = heldIn(event.target);
    if (!holder || !holder.dataset.type || TYPED.has(holder.dataset.type)) return;
    if (holder.dataset.type.startsWith("multi_")) chips(holder);
    if (holder.dataset.type === "file_input" || waits(holder)) return;
    if (holder.dataset.type.startsWith("multi_")) holder.dataset.touched = "yes";
    else use(holder, valueOf(holder));
  });
  // A list of several is sent when it closes, as one choice.
  document.addEventListener("toggle", (event) => {
    const holder = heldIn(event.target);
    if (!holder?.dataset.touched || event.target.open) return;
    delete holder.dataset.touched;
    use(holder, valueOf(holder));
  }, true);
  document.addEventListener("keydown", (event) => {
    const holder = heldIn(event.target);
    if (event.key !== "Enter" || event.isComposing || !TYPED.has(holder?.dataset.type)) return;
    if (!holder.dataset.dispatch?.includes("on_enter_pressed") || event.shiftKey) return;
    event.preventDefault();
    use(holder, valueOf(holder));
  });
  document.addEventListener("input", (event) => {
    const holder = heldIn(event.target);
    if (!TYPED.has(holder?.dataset.type) || !holder.dataset.dispatch?.includes("on_character_entered")) return;
    clearTimeout(holder.waiting);
    holder.waiting = setTimeout(() => use(holder, valueOf(holder)), 400);
  });
}

function chips(holder) {
  const summary = holder.querySelector("summary");
  const chosen = [...holder.querySelectorAll("input:checked")];
  if (!summary || !chosen.length) return;
  summary.replaceChildren(...chosen.map((one) => {
    const chip = document.createElement("span");
    chip.className = "bk-chip";
    chip.textContent = one.dataset.label;
    return chip;
  }));
}
