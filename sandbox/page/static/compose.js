// Writing: Enter sends, drafts are kept per place, the arrow up edits one's last message.

import { edit } from "./editing.js";
import { complete, offer, pickOffer, closeOffers } from "./offers.js";
import { complain, post } from "./post.js";
import { toEnd } from "./scroll.js";

const draftKey = (form) => `draft ${document.body.dataset.as} ${document.body.dataset.in} ${form.dataset.thread}`;

export function grow(field) {
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight + 2, 260)}px`;
}

function noted(form) {
  const field = form.querySelector("textarea");
  form.querySelector(".send").disabled = !field.value.trim();
  if (field.value) sessionStorage.setItem(draftKey(form), field.value);
  else sessionStorage.removeItem(draftKey(form));
  grow(field);
}

export function readyComposers() {
  for (const form of document.querySelectorAll("form.composer")) {
    const field = form.querySelector("textarea");
    field.value ||= sessionStorage.getItem(draftKey(form)) ?? "";
    noted(form);
  }
}

async function send(form) {
  const field = form.querySelector("textarea");
  const text = field.value.trimEnd();
  if (!text.trim()) return;
  const broadcast = form.querySelector("[name=broadcast]");
  field.value = "";
  closeOffers(field);
  noted(form);
  complain("", form);
  const answer = await post("say", { text, broadcast: broadcast?.checked ?? false }, form);
  if (answer.ok) {
    if (broadcast) broadcast.checked = false;
    const box = form.parentElement.querySelector(".scroll");
    if (box) toEnd(box);
    return;
  }
  complain(answer.error, form);
  if (!field.value) field.value = text; // nothing typed is lost
  noted(form);
}

export function watchComposers() {
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form.composer")) return;
    event.preventDefault();
    send(event.target);
  });
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form.composer");
    if (!form || !event.target.matches("textarea")) return;
    noted(form);
    offer(event.target);
  });
  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (!field.matches?.("form.composer textarea") || event.isComposing || event.keyCode === 229) return;
    if (complete(field, event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send(field.form);
    } else if (event.key === "ArrowUp" && !field.value) {
      const own = [...(field.form.parentElement.querySelectorAll(".msg[data-own]"))].at(-1);
      if (own) {
        event.preventDefault();
        edit(own);
      }
    }
  });
  document.addEventListener("focusout", (event) => {
    if (event.target.matches?.("form.composer textarea")) setTimeout(() => closeOffers(event.target), 150);
  });
  document.addEventListener("pointerdown", (event) => {
    const choice = event.target.closest(".offers [role=option]");
    if (!choice) return;
    event.preventDefault();
    pickOffer(choice);
  });
  document.addEventListener("click", async (event) => {
    const shortcut = event.target.closest("[data-shortcut]");
    if (!shortcut) return;
    shortcut.closest("details").open = false;
    const answer = await post("shortcut", { callback_id: shortcut.dataset.shortcut });
    complain(answer.error, shortcut);
  });
}
