// The start: everything listens at the document, so that what is swapped in works at once.

import { readyComposers, watchComposers } from "./compose.js";
import { watchControls } from "./controls.js";
import { roving, watchMessages } from "./messages.js";
import { showModal, watchModal } from "./modal.js";
import { complain, post } from "./post.js";
import { watch } from "./scroll.js";
import { listen } from "./stream.js";
import { sift, watchTraffic } from "./traffic.js";
import { travel } from "./travel.js";
import { markNew } from "./unread.js";

const PERMALINK = /^https:\/\/[\w-]+\.slack\.com\/archives\/(\w+)\/p(\d+)(\d{6})/;
const CANVAS = /^https:\/\/[\w-]+\.slack\.com\/docs\/\w+\/(\w+)$/;
const PANE = { place: "write-place", "thread-pane": "write-thread" };

// After the panes in `opened` show another place.
export function arrive(opened) {
  for (const id of ["scroll-messages", "scroll-replies", "scroll-traffic"]) watch(document.getElementById(id));
  readyComposers();
  roving();
  sift();
  showModal();
  if (opened.includes("place")) {
    drawer(false);
    markNew(document.getElementById("messages")?.dataset.seen);
    if (document.body.dataset.in === "dm") post("home");
  }
  const field = document.getElementById(PANE[opened.at(-1)] ?? "");
  if (field && matchMedia("(hover: hover)").matches && !document.querySelector("dialog[open]")) field.focus();
}

// A message's own links are the same for everybody: whether the traffic is open is this window's affair.
function here(link) {
  const url = new URL(link.href);
  const { pane } = document.body.dataset;
  if (pane && link.closest(".msg")) url.searchParams.set("pane", pane);
  return url.href;
}

// A link to a message of this workspace leads to it, in its thread.
async function toMessage(place, ts) {
  const { as, pane } = document.body.dataset;
  await travel(`/?${new URLSearchParams({ as, in: place, thread: ts, pane })}`);
  const reply = document.getElementById(`t-${ts}`);
  if (!reply?.previousElementSibling) return; // of a thread's first message the newest replies are shown
  reply.scrollIntoView({ block: "center" });
  reply.focus({ preventScroll: true });
}

function drawer(open) {
  document.body.classList.toggle("drawn", open);
  document.getElementById("menu").setAttribute("aria-expanded", String(open));
}

// What the parts do with a key comes first; the page has what they leave.
watchControls();
watchComposers();
watchMessages();
watchModal();
watchTraffic();

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-go]");
  if (link && !event.metaKey && !event.ctrlKey && !event.shiftKey && event.button === 0) {
    event.preventDefault();
    travel(here(link));
  }
  const [, place, seconds, micros] = event.target.closest("a")?.href?.match(PERMALINK) ?? [];
  if (place) {
    event.preventDefault();
    toMessage(place, `${seconds}.${micros}`);
  }
  const [, canvas] = event.target.closest("a")?.href?.match(CANVAS) ?? [];
  if (canvas) {
    event.preventDefault();
    window.open(`/files/${canvas}/canvas.md`, "_blank", "noopener");
  }
  const named = event.target.closest("a[data-channel]");
  if (named) {
    event.preventDefault();
    const { as, pane } = document.body.dataset;
    travel(`/?${new URLSearchParams({ as, in: named.dataset.channel, pane })}`);
  }
  const step = event.target.closest("[data-move]")?.dataset.move;
  if (step) {
    event.target.closest("details").open = false;
    const answer = await post("clock", step === "monday" ? { to: step } : { seconds: Number(step) });
    complain(answer.error);
  }
  if (event.target.closest("#menu")) drawer(!document.body.classList.contains("drawn"));
  else if (!event.target.closest("#drawer")) drawer(false);
  for (const menu of document.querySelectorAll("details.menu[open], details.bk-overflow[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "F6") region(event);
  if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  const menu = document.querySelector("details.menu[open], details.bk-overflow[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  } else if (document.body.classList.contains("drawn")) {
    drawer(false);
  } else if (!event.target.value) { // what is half written is not put away
    document.querySelector("#thread-pane:not([hidden]) [data-close-thread]")?.click();
  }
});

// F6 goes round the parts of the page, as in Slack.
function region(event) {
  event.preventDefault();
  const stops = ["#r-sidebar a", "#messages .msg[tabindex='0']", "#write-place", "#replies .msg[tabindex='0']", "#write-thread", "#filter"];
  const there = stops.map((stop) => document.querySelector(stop)).filter((one) => one?.offsetParent);
  const box = (one) => one.closest("nav, .scroll, form.composer, section");
  const at = there.findIndex((one) => box(one)?.contains(document.activeElement));
  there[(at + (event.shiftKey ? there.length - 1 : 1)) % there.length]?.focus();
}

window.addEventListener("popstate", () => travel(location.href, { push: false }));

arrive(document.body.dataset.thread ? ["place", "thread-pane"] : ["place"]);
listen();
