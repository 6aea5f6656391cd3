"""People who type what Slack, a spreadsheet or a document would obey: it reaches nobody as more than text."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from bot.exports.spreadsheet import harmless
from tests.isolation.story import Told, story
from tests.scenarios.courses import order, press
from tests.scenarios.test_export import received
from tests.world import World

MENTIONS = Told(
    "<!channel> &lt;!here&gt;",
    "Guests <@U0BEN> <!subteam^S1|@all> <https://evil.example|bank> ![](@U0BEN) [x](https://evil.example) cannot choose.",
    "=cmd|'/c calc'!A1 <!everyone>",
    "<#C0MLSECRET> @channel @here <mailto:a@evil.example|ana> *nobody* `sees` _which_ ~are~ free \u202e\u0007.",
    "+1 <!date^1^{date}^https://evil.example|today> <!channel> because of <@U0BEN|ben> & co.",
)
OURS = re.compile(
    r"<@U0(ANA|BEN|MINJUN)>|<#C0ML[A-Z]+>|<!date\^\d+\^[^<>]*\|[^<>]*>"
    r"|<https://acme\.slack\.com/(archives|docs)/[\w/?=&;.-]+\|[^<>]*>"
)
"""What the bot itself puts between angle brackets."""
PLAIN = ("plain_text", "raw_text", "text")


def texts(part: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """(where, text) of everything Slack reads as mrkdwn: text objects of that type, and the top-level text."""
    if isinstance(part, dict):
        if part.get("type") == "mrkdwn":
            assert part.get("verbatim") is True, part
            yield "mrkdwn", part["text"]
        elif part.get("type") not in PLAIN and isinstance(part.get("text"), str):
            yield "text", part["text"]
        for name, value in part.items():
            yield from texts(value, name)
    elif isinstance(part, list):
        for value in part:
            yield from texts(value, key)


async def test_nothing_that_people_type_is_obeyed(world: World):
    async for moment in story(world, MENTIONS):
        if not isinstance(moment, str):
            world.slack.clock.move_to(moment)
            await world.bot.tick(moment)
            await world.settled()
    await order(world, "ana", "/ml show ML-1")
    await press(world, "ana", "Charter")
    await order(world, "ana", "/ml export csv")

    sent = [one.request for one in world.slack.traffic.latest(5000) if one.way == "in"]
    said = [text for request in sent for _, text in texts(request)]
    assert sum("evil.example" in text for text in said) > 5
    obeyed = {token for text in said for token in re.findall(r"<[^<>]*>", OURS.sub("", text))}
    assert obeyed == set()
    assert [text for text in said if re.search(r"[<>]", OURS.sub("", text))] == []

    (canvas,) = [request for request in sent if "document_content" in request]
    markdown = canvas["document_content"]["markdown"]
    assert "evil.example" in markdown
    theirs = re.sub(r"\]\(https://acme\.slack\.com/archives/[\w/?=&.]+\)", "", markdown)
    assert re.findall(r"(?<!\\)!\[|(?<!\\)\]\(|(?<!\\)<", theirs) == []

    ((_, table),) = [(name, text) for name, text in received(world, "ana") if name.endswith(".csv")]
    assert "'=cmd" in table
    assert re.findall(r"(?m)^[=+\-@]|[,\"][=+\-@]\w", table) == []


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1+1", "＋1", "－1", "＠a"]
)
def test_what_a_spreadsheet_would_calculate_is_a_text(cell: str):
    assert harmless(cell) == f"'{cell}"
    assert harmless("a=1") == "a=1"
