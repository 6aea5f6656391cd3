// Changing and deleting one's own messages.

import { grow } from "./compose.js";
import { confirmed } from "./modal.js";
import { complain, post } from "./post.js";
import { word } from "./spoken.js";

export async function edit(message) {
  const { as, in: place, thread } = document.body.dataset;
  const query = new URLSearchParams({ as, in: place, thread, ts: message.dataset.ts });
  const answer = await (await fetch(`/page/source?${query}`)).json();
  if (!answer.ok) {
    complain(answer.error, message);
    return;
  }
  const form = document.createElement("form");
  form.className = "editor";
  const field = document.createElement("textarea");
  field.rows = 1;
  field.value = answer.text;
  field.setAttribute("aria-label", word("edit"));
  const row = document.createElement("p");
  row.className = "row";
  for (const [key, type, look] of [["cancel", "button", "plain"], ["save", "submit", "go"]]) {
    const button = document.createElement("button");
    button.type = type;
    button.className = look;
    button.textContent = word(key);
    row.append(button);
  }
  form.append(field, row);
  message.querySelector(".toolbar")?.remove();
  message.classList.add("editing");
  const content = message.querySelector(".content");
  content.append(form);
  grow(field);
  field.focus();
  form.scrollIntoView({ block: "nearest" });
  field.setSelectionRange(field.value.length, field.value.length);

  const end = () => {
    message.classList.remove("editing");
    form.remove();
    message.focus();
  };
  const save = async () => {
    const text = field.value.trim();
    if (!text || text === answer.text) return end();
    const saved = await post("edit", { ts: message.dataset.ts, text }, message);
    if (!saved.ok) return complain(saved.error, message);
    end();
  };
  row.firstChild.addEventListener("click", end);
  field.addEventListener("input", () => grow(field));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      save();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      end();
    }
  });
}

export async function remove(message) {
  const question = { title: word("delete"), text: word("delete_sure"), confirm: word("delete_yes"), deny: word("cancel"), style: "danger" };
  if (!(await confirmed(question))) return;
  const answer = await post("delete", { ts: message.dataset.ts }, message);
  complain(answer.error, message);
}
