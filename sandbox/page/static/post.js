// What people do, sent as whoever this window is.

import { word } from "./spoken.js";

// Answers `{ok, error, errors}`; never throws, so that what was typed is never lost.
export async function post(deed, body = {}, from = null) {
  const { as, in: place, tab } = document.body.dataset;
  const thread = from?.closest("#thread-pane") ? document.body.dataset.thread : "";
  try {
    const answer = await fetch(`/page/do/${deed}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ as, in: place, thread, tab, ...body }),
    });
    return await answer.json();
  } catch {
    return { ok: false, error: word("lost"), errors: {} };
  }
}

// Shows why something was not done, near where it was tried; modals have a place of their own.
export function complain(sentence, near = null) {
  const form = near?.closest?.("#thread-pane")?.querySelector(".composer") ?? document.getElementById("composer-place");
  const dialog = near?.closest?.("dialog[open]");
  let notice = dialog ? dialog.querySelector(".notice") : form?.querySelector(".notice");
  if (!notice) {
    notice = document.createElement("p");
    notice.className = "notice";
    notice.setAttribute("role", "alert");
    (dialog?.querySelector(".bk-view__foot") ?? document.getElementById("r-head")).before(notice);
  }
  notice.textContent = sentence ?? "";
  notice.hidden = !sentence;
}
