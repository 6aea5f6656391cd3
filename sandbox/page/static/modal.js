// The modal of this person and the question before something dangerous.

import { gathered, heldIn } from "./controls.js";
import { complain, post } from "./post.js";
import { word } from "./spoken.js";

const dialog = () => document.getElementById("modal");

export function showModal() {
  const there = dialog().querySelector(".bk-view");
  if (there && !dialog().open) {
    dialog().showModal();
    focusFirst();
  } else if (!there && dialog().open) {
    dialog().close();
  } else if (there && !dialog().contains(document.activeElement)) {
    focusFirst();
  }
  dialog().querySelector("[aria-invalid=true]")?.focus();
  if (there) dialog().setAttribute("aria-label", there.querySelector("h2")?.textContent ?? "");
}

function focusFirst() {
  const wanted = dialog().querySelector("[autofocus]") ?? dialog().querySelector(".bk-input :is(input, select, textarea, summary)");
  (wanted ?? dialog().querySelector("[data-view-submit], [data-view-close=one]"))?.focus();
}

// Answers whether to go on.
export function confirmed(question) {
  const ask = document.getElementById("confirm");
  const words = (one, otherwise) => one?.text ?? one ?? otherwise;
  const yes = document.getElementById("confirm-yes");
  document.getElementById("confirm-title").textContent = words(question.title, "");
  document.getElementById("confirm-text").textContent = words(question.text, "");
  yes.textContent = words(question.confirm, word("yes"));
  const no = document.getElementById("confirm-no");
  no.textContent = words(question.deny, word("no"));
  yes.classList.toggle("danger", question.style === "danger");
  ask.returnValue = "no";
  ask.showModal();
  return new Promise((settle) => ask.addEventListener("close", () => settle(ask.returnValue === "yes"), { once: true }));
}

async function submit(form) {
  const button = form.querySelector("[data-view-submit]");
  if (!button || form.getAttribute("aria-busy") === "true") return;
  form.setAttribute("aria-busy", "true");
  const answer = await post("submit", { view: form.dataset.view, state: gathered(form) });
  form.removeAttribute("aria-busy");
  if (answer.error) complain(answer.error, form);
}

async function close(everything) {
  const answer = await post("close", { everything });
  if (answer.error) complain(answer.error, dialog());
}

export function watchModal() {
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".bk-view--modal")) return;
    event.preventDefault();
    submit(event.target);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-view-close]");
    if (button) close(button.dataset.viewClose === "all");
  });
  dialog().addEventListener("cancel", (event) => {
    event.preventDefault(); // the app hears of it first
    close(false);
  });
  dialog().addEventListener("keydown", (event) => {
    // Enter in a field that tells the app of it is not a submission.
    const field = event.target;
    if (event.key === "Enter" && field.matches("input") && heldIn(field)?.dataset.dispatch) event.preventDefault();
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey) && field.matches("textarea")) submit(field.form);
  });
}
