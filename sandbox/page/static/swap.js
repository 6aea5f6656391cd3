// Puts new HTML where old HTML was: focus, caret, open menus and half-typed text stay.

const FIELDS = "input:not([type=file]):not([type=hidden]), textarea, select";

export function parsed(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

// How a thing is found again: a control by its place in the payload, whose HTML id may have moved on.
function key(element) {
  const holder = element.closest("[data-action]");
  if (holder) {
    const choice = ["checkbox", "radio"].includes(element.type) ? element.value : element.dataset.value;
    return `${element.tagName} ${holder.dataset.block}|${holder.dataset.action}|${choice}`;
  }
  if (element.id) return `#${element.id}`;
  const { keep, react, deed, move, viewClose, entry } = element.dataset;
  const own = [keep, react, deed, move, viewClose, entry, element.name, element.getAttribute("href")];
  return own.some(Boolean) ? `${element.tagName} ${own.join("|")}` : null;
}

function find(root, wanted, id = "") {
  if (!wanted) return null;
  const there = [root, ...root.querySelectorAll("*")];
  return there.find((one) => key(one) === wanted) ?? there.find((one) => id && one.id === id) ?? null;
}

// A field belongs to the same question only while block and action keep their ids.
function question(field) {
  const holder = field.closest("[data-action]");
  const place = holder ? `${holder.dataset.block}|${holder.dataset.action}` : field.id || field.name;
  return `${place}|${field.type}|${["checkbox", "radio"].includes(field.type) ? field.value : ""}`;
}

function changed(field) {
  if (["checkbox", "radio"].includes(field.type)) return field.checked !== field.defaultChecked;
  if (field.tagName === "SELECT") return [...field.options].some((one) => one.selected !== one.defaultSelected);
  return field.value !== field.defaultValue;
}

export function remember(root) {
  const active = root.contains(document.activeElement) ? document.activeElement : null;
  const typed = new Map();
  for (const field of root.querySelectorAll(FIELDS)) {
    if (changed(field)) typed.set(question(field), [field.value, field.checked]);
  }
  let caret = null;
  try {
    caret = active && [active.selectionStart, active.selectionEnd];
  } catch { /* a field without a caret */ }
  const open = [...root.querySelectorAll("details[open]")].map(key);
  const scrolled = [...root.querySelectorAll(".bk-view__body, .scroll")].map((one) => one.scrollTop);
  return { focus: active && key(active), id: active?.id, caret, typed, open, scrolled };
}

export function restore(root, kept) {
  for (const field of root.querySelectorAll(FIELDS)) {
    const before = kept.typed.get(question(field));
    if (before) [field.value, field.checked] = before;
  }
  for (const one of kept.open) find(root, one)?.setAttribute("open", "");
  [...root.querySelectorAll(".bk-view__body, .scroll")].forEach((one, at) => { one.scrollTop = kept.scrolled[at] ?? 0; });
  const again = find(root, kept.focus, kept.id);
  if (!again) return;
  again.focus({ preventScroll: true });
  if (kept.caret?.[0] != null) try { again.setSelectionRange(...kept.caret); } catch { /* no caret */ }
}

// Replaces what is inside a region unless it is the same already.
export function fillRegion(region, html, stamp) {
  if (!region || region.dataset.stamp === String(stamp)) return false;
  const kept = remember(region);
  region.replaceChildren(parsed(html));
  region.dataset.stamp = stamp;
  restore(region, kept);
  return true;
}

export function replace(old, fresh) {
  if (old.classList.contains("editing")) return;
  const kept = remember(old);
  const focused = document.activeElement === old;
  fresh.tabIndex = old.tabIndex;
  fresh.prepend(...old.querySelectorAll(":scope > .new-line"));
  old.replaceWith(fresh);
  restore(fresh, kept);
  if (focused) fresh.focus({ preventScroll: true });
}

// Makes a list hold the same entries as a freshly drawn one; what has the same stamp is left alone.
export function mergeList(list, fresh) {
  const wanted = new Map([...fresh.children].map((one) => [one.id, one]));
  for (const old of [...list.children]) if (!wanted.has(old.id)) old.remove();
  let previous = null;
  for (const [id, one] of wanted) {
    const old = list.querySelector(`:scope > [id="${CSS.escape(id)}"]`);
    if (!old) previous ? previous.after(one) : list.prepend(one);
    else if (old.dataset.stamp !== one.dataset.stamp) replace(old, one);
    previous = document.getElementById(id);
  }
}

export function change(list, { put, drop }) {
  for (const id of drop) document.getElementById(id)?.remove();
  const fresh = [];
  for (const { id, after, html } of put) {
    const one = parsed(html).firstElementChild;
    const old = document.getElementById(id);
    if (old) {
      replace(old, one);
      continue;
    }
    const previous = after && document.getElementById(after);
    previous ? previous.after(one) : list.prepend(one);
    fresh.push(one);
  }
  return fresh;
}
