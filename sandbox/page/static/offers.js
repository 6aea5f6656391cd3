// Completion while typing: /commands, @people, #channels, :emoji:.

const MOST = 8;
const KINDS = [
  ["commands", /^(\/[^\s]*)$/],
  ["people", /(?:^|[\s(])(@[\p{L}\p{N}._-]*)$/u],
  ["channels", /(?:^|[\s(])(#[\p{L}\p{N}_-]*)$/u],
  ["emoji", /(?:^|[\s(])(:[a-z0-9_+-]{2,})$/],
];

const list = (field) => document.getElementById(field.getAttribute("aria-controls"));

function matching(kind, typed) {
  const all = JSON.parse(document.getElementById("offers").textContent)[kind];
  const wanted = typed.slice(1).toLowerCase();
  const name = (one) => one.name.replace(/^\//, "").toLowerCase();
  const begins = all.filter((one) => name(one).startsWith(wanted));
  const holds = all.filter((one) => !begins.includes(one) && `${name(one)} ${kind === "emoji" ? "" : one.more}`.toLowerCase().includes(wanted));
  return [...begins, ...holds].slice(0, MOST);
}

function row(one, kind, at, field) {
  const li = document.createElement("li");
  li.id = `${field.id}-offer-${at}`;
  li.setAttribute("role", "option");
  li.dataset.insert = one.insert;
  const name = document.createElement("b");
  name.textContent = kind === "emoji" ? one.more : one.insert;
  const more = document.createElement("span");
  more.textContent = kind === "emoji" ? one.insert : one.more;
  li.append(name);
  if (one.usage) {
    const usage = document.createElement("code");
    usage.textContent = one.usage;
    li.append(usage);
  }
  li.append(more);
  return li;
}

export function offer(field) {
  const before = field.value.slice(0, field.selectionStart);
  for (const [kind, pattern] of KINDS) {
    if (kind === "commands" && field.form.dataset.thread) continue; // not in threads
    const found = before.match(pattern);
    const offers = found ? matching(kind, found[1]) : [];
    if (!offers.length) continue;
    const box = list(field);
    box.replaceChildren(...offers.map((one, at) => row(one, kind, at, field)));
    box.dataset.typed = found[1];
    box.hidden = false;
    mark(field, 0);
    return;
  }
  // The hint of a command stays while its words are typed.
  const command = !field.form.dataset.thread && before.match(/^(\/\S+)\s/);
  const known = command && matching("commands", command[1]).find((one) => one.insert === command[1]);
  if (known?.usage) {
    const box = list(field);
    const li = row(known, "commands", 0, field);
    li.removeAttribute("role");
    li.className = "usage";
    box.replaceChildren(li);
    box.hidden = false;
    return;
  }
  closeOffers(field);
}

function mark(field, at) {
  const rows = [...list(field).querySelectorAll("[role=option]")];
  rows.forEach((one, here) => one.setAttribute("aria-selected", String(here === at)));
  field.setAttribute("aria-activedescendant", rows[at]?.id ?? "");
  rows[at]?.scrollIntoView({ block: "nearest" });
}

export function closeOffers(field) {
  const box = list(field);
  if (!box) return;
  box.hidden = true;
  box.replaceChildren();
  field.removeAttribute("aria-activedescendant");
}

export function pickOffer(choice) {
  const box = choice.closest(".offers");
  const field = box.parentElement.querySelector("textarea");
  const end = field.selectionStart;
  const start = end - box.dataset.typed.length;
  field.setRangeText(`${choice.dataset.insert} `, start, end, "end");
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

// Whether the key was for the list.
export function complete(field, event) {
  const box = list(field);
  const rows = box.hidden ? [] : [...box.querySelectorAll("[role=option]")];
  if (event.key === "Escape" && !box.hidden) {
    event.preventDefault();
    closeOffers(field);
    return true;
  }
  if (!rows.length) return false;
  const at = rows.findIndex((one) => one.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    mark(field, (at + (event.key === "ArrowDown" ? 1 : rows.length - 1)) % rows.length);
  } else if (event.key === "Tab" || (event.key === "Enter" && rows[at].dataset.insert !== box.dataset.typed)) {
    pickOffer(rows[at]);
  } else {
    return false;
  }
  event.preventDefault();
  return true;
}
