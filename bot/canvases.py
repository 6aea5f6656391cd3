"""A document as a Slack canvas, where the workspace has canvases: made, opened to one person, and shown to them."""

from typing import Any

from bot.lanes import canvas_lane
from bot.retry import Failure, Refusal
from bot.slack import Answered, Slack
from storage.calls import Call, Claimed

CANVAS = "canvas"
"""The method of a call that makes a canvas; see `canvas`."""

NOT_MADE = Refusal(200, "no_canvas")
"""No canvas: nothing is tried again, since the same document goes out as a file."""


def canvas(team: str, mark: str, person: str, *, title: str, markdown: str, address: str, said: str) -> Call:
    """The call that makes a canvas for one person.

    `address` ends where the canvas's id comes; `said` is the message in the person's direct messages, with `{link}`
    where the address comes. The lane is its own, so that nothing waits for it.
    """
    payload = {"person": person, "title": title, "markdown": markdown, "address": address, "said": said}
    return Call(team, canvas_lane(mark), CANVAS, payload, mark)


async def present(slack: Slack, claimed: Claimed) -> Answered | Failure | Refusal:
    """Make a call that `canvas` made; whatever goes wrong, there is none."""
    team, told = claimed.call.team, claimed.call.payload
    document = {"type": "markdown", "markdown": told["markdown"]}
    made = await slack.call(team, "canvases.create", {"title": told["title"], "document_content": document})
    if isinstance(made, Refusal) and made.status == 429:
        return made
    if not isinstance(made, Answered):
        return NOT_MADE
    name = str(made.data["canvas_id"])
    opened: dict[str, Any] = {"canvas_id": name, "access_level": "read", "user_ids": [told["person"]]}
    if not isinstance(await slack.call(team, "canvases.access.set", opened), Answered):
        return NOT_MADE
    text = str(told["said"]).replace("{link}", f"{told['address']}{name}", 1)
    block = {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}
    posted = {"channel": told["person"], "text": text, "blocks": [block]}
    answer = await slack.call(team, "chat.postMessage", posted)
    return answer if isinstance(answer, Answered) else NOT_MADE
