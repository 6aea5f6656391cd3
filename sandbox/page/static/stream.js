// The one event stream of this window.

import { showModal } from "./modal.js";
import { roving } from "./messages.js";
import { keeping } from "./scroll.js";
import { change, fillRegion } from "./swap.js";
import { sift } from "./traffic.js";
import { travel } from "./travel.js";
import { markNew, newest } from "./unread.js";

const BOX = { messages: "scroll-messages", replies: "scroll-replies", traffic: "scroll-traffic" };
const me = crypto.randomUUID(); // a new stream of this window ends the one before
let source = null;
let left = ""; // the newest message when one looked away

export function listen() {
  source?.close();
  const { as, in: place, thread, tab, pane } = document.body.dataset;
  source = new EventSource(`/page/events?${new URLSearchParams({ as, in: place, thread, tab, pane, window: me })}`);
  source.addEventListener("open", () => { document.getElementById("lost").hidden = true; });
  source.addEventListener("error", () => { document.getElementById("lost").hidden = false; });
  source.addEventListener("hello", (event) => hello(JSON.parse(event.data)));
  source.addEventListener("change", (event) => changed(JSON.parse(event.data)));
}

// A hidden window needs no stream: a browser keeps only six open to one host.
document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    left = newest();
    source?.close();
  } else {
    listen();
  }
});
window.addEventListener("pagehide", () => source?.close());

async function hello({ lists, regions }) {
  draw(regions);
  const same = Object.entries(lists).every(([name, items]) => {
    const list = document.getElementById(name);
    const here = [...(list?.children ?? [])].map((one) => `${one.id} ${one.dataset.stamp}`);
    return here.join() === items.map(([id, stamp]) => `${id} ${stamp}`).join();
  });
  if (!same) await travel(location.href, { keep: true });
  markNew(left);
  left = "";
}

function changed({ lists, regions }) {
  for (const [name, difference] of Object.entries(lists)) {
    const list = document.getElementById(name);
    if (list) keeping(document.getElementById(BOX[name]), () => change(list, difference));
  }
  if (lists.messages || lists.replies) roving();
  if (lists.traffic) sift();
  draw(regions);
}

function draw(regions) {
  for (const [name, { html, stamp }] of Object.entries(regions)) {
    const filled = fillRegion(document.getElementById(`r-${name}`), html, stamp);
    if (filled && name === "modal") showModal();
  }
}
