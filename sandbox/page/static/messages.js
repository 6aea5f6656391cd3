// What is done with a message: reactions, replies, its menu.

import { edit, remove } from "./editing.js";
import { complain, post } from "./post.js";
import { word } from "./spoken.js";

let bar = null;

function toolbarOn(message) {
  if (!message || message.matches(".editing, .tombstone") || document.querySelector(".popup")) return;
  if (bar?.parentElement === message) return;
  bar?.remove();
  bar = document.getElementById("toolbar").content.firstElementChild.cloneNode(true);
  bar.querySelector("[data-deed=reply]").setAttribute("href", message.dataset.url);
  if (message.hasAttribute("data-whispered")) {
    for (const one of bar.querySelectorAll("[data-react], [data-deed]")) one.remove();
    return;
  }
  const menu = document.getElementById("more").content;
  if (!message.hasAttribute("data-own") && !menu.querySelector("[data-message-shortcut]")) bar.querySelector("[data-deed=more]").remove();
  if (message.closest("#replies")) bar.querySelector("[data-deed=reply]").remove();
  message.append(bar);
  const ceiling = message.closest(".scroll").getBoundingClientRect().top;
  bar.classList.toggle("low", bar.getBoundingClientRect().top < ceiling);
}

function closePopup(focus = false) {
  const popup = document.querySelector(".popup");
  const message = popup?.closest(".msg");
  popup?.remove();
  if (focus) message?.focus();
}

function place(popup, message) {
  message.append(popup);
  const low = popup.getBoundingClientRect().bottom > window.innerHeight - 80;
  popup.classList.toggle("upwards", low);
  popup.querySelector("button, input")?.focus();
}

function openMenu(message) {
  const popup = document.getElementById("more").content.firstElementChild.cloneNode(true);
  if (!message.hasAttribute("data-own")) for (const one of popup.querySelectorAll("[data-deed]")) one.remove();
  place(popup, message);
}

function openPicker(message) {
  const popup = document.createElement("div");
  popup.className = "sheet popup picker";
  popup.setAttribute("role", "group");
  popup.setAttribute("aria-label", word("react"));
  for (const { name, more } of JSON.parse(document.getElementById("offers").textContent).emoji) {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.react = name;
    button.title = `:${name}:`;
    button.setAttribute("aria-label", `:${name}:`);
    button.textContent = more;
    popup.append(button);
  }
  place(popup, message);
}

// One message of each list is in the tab order, the newest unless one is among them; arrows go to the others.
export function roving() {
  for (const list of document.querySelectorAll("#messages, #replies")) {
    const rows = [...list.querySelectorAll(":scope > .msg")];
    if (!rows.length || (list.contains(document.activeElement) && rows.some((one) => one.tabIndex === 0))) continue;
    for (const one of rows) one.tabIndex = -1;
    rows.at(-1).tabIndex = 0;
  }
}

function move(message, step) {
  const rows = [...message.parentElement.querySelectorAll(":scope > .msg")];
  const next = rows[rows.indexOf(message) + step];
  if (!next) return;
  message.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

export function watchMessages() {
  document.addEventListener("pointerover", (event) => toolbarOn(event.target.closest(".msg")));
  document.addEventListener("focusin", (event) => {
    if (!event.target.closest(".popup")) closePopup();
    toolbarOn(event.target.closest(".msg"));
  });
  document.addEventListener("click", async (event) => {
    const target = event.target;
    const message = target.closest(".msg");
    if (!target.closest(".popup, [data-deed]")) closePopup();
    if (!message) return;
    const reaction = target.closest("[data-react]");
    const shortcut = target.closest("[data-message-shortcut]");
    const deed = target.closest("[data-deed]")?.dataset.deed;
    if (reaction) {
      closePopup(true);
      const answer = await post("react", { ts: message.dataset.ts, name: reaction.dataset.react }, message);
      complain(answer.error, message);
    } else if (shortcut) {
      closePopup(true);
      const answer = await post("shortcut", { ts: message.dataset.ts, callback_id: shortcut.dataset.messageShortcut }, message);
      complain(answer.error, message);
    } else if (deed === "pick" || deed === "more") {
      closePopup();
      deed === "pick" ? openPicker(message) : openMenu(message);
    } else if (deed === "edit" || deed === "delete") {
      closePopup(true);
      deed === "edit" ? edit(message) : remove(message);
    }
  });
  document.addEventListener("keydown", (event) => {
    const message = event.target.closest?.(".msg");
    if (event.key === "Escape" && document.querySelector(".popup")) {
      event.preventDefault();
      closePopup(true);
    } else if (event.target.closest?.(".popup") && ["ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight"].includes(event.key)) {
      const all = [...event.target.closest(".popup").querySelectorAll("button")];
      const step = ["ArrowDown", "ArrowRight"].includes(event.key) ? 1 : all.length - 1;
      all[(all.indexOf(event.target) + step) % all.length]?.focus();
      event.preventDefault();
    } else if (message === event.target && ["ArrowDown", "ArrowUp"].includes(event.key)) {
      event.preventDefault();
      move(message, event.key === "ArrowDown" ? 1 : -1);
    } else if (message === event.target && event.key === "Enter" && !message.closest("#replies")) {
      message.querySelector("[data-deed=reply]")?.click();
    }
  });
}
