// Going to another channel, thread or person without loading the page anew.

import { arrive } from "./page.js";
import { keeping } from "./scroll.js";
import { fillRegion, mergeList } from "./swap.js";
import { listen } from "./stream.js";

const PANES = ["place", "thread-pane", "traffic-pane"];

// `keep` draws the same place again, after something was missed.
export async function travel(url, { keep = false, push = true } = {}) {
  let text;
  try {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(answer.statusText);
    text = await answer.text();
  } catch {
    if (!keep) location.href = url;
    return;
  }
  const fresh = new DOMParser().parseFromString(text, "text/html");
  if (!keep && push && new URL(url, location.href).href !== location.href) history.pushState(null, "", url);
  document.title = fresh.title;
  document.documentElement.lang = fresh.documentElement.lang;
  const someoneElse = document.body.dataset.as !== fresh.body.dataset.as;
  Object.assign(document.body.dataset, fresh.body.dataset);
  for (const id of ["offers", "spoken"]) document.getElementById(id).textContent = fresh.getElementById(id).textContent;
  if (someoneElse) for (const id of ["skip", "menu", "toolbar", "more", "lost", "confirm"]) document.getElementById(id).replaceWith(fresh.getElementById(id));
  document.getElementById("traffic-toggle").replaceChildren(...fresh.getElementById("traffic-toggle").childNodes);
  const opened = PANES.filter((id) => pane(id, fresh));
  for (const region of fresh.querySelectorAll("[id^=r-]")) {
    const here = document.getElementById(region.id);
    if (region.ariaLabel) here.ariaLabel = region.ariaLabel;
    fillRegion(here, region.innerHTML, region.dataset.stamp);
  }
  arrive(opened);
  if (!keep) listen();
}

// Whether the pane shows another place now.
function pane(id, fresh) {
  const [old, now] = [document.getElementById(id), fresh.getElementById(id)];
  if (old.dataset.key !== now.dataset.key) {
    old.replaceWith(now);
    return !now.hidden;
  }
  for (const list of now.querySelectorAll("ol[id]")) {
    const here = document.getElementById(list.id);
    keeping(here.closest(".scroll"), () => mergeList(here, list));
  }
  return false;
}
