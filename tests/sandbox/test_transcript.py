"""Transcripts: what a reader sees, the same for the same story."""

from textwrap import dedent

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.drawing import Pen
from sandbox.standin import StandIn
from tests.sandbox.conftest import ROOM, Bot, actions, button, options, plain, section, text_input


async def story(slack: StandIn, client: AsyncWebClient) -> str:
    ana = slack.person("ana")
    root = (await client.chat_postMessage(channel=ROOM, text="Card"))["ts"]
    row = [section("*Size?* &lt;3 <@U0BEN>"), actions(button("Large", "l"), button("Don't know yet", "u"))]
    question = await client.chat_postMessage(channel=ROOM, thread_ts=root, text="Size?", blocks=row)
    ts = await ana.say("lrage", channel=ROOM, thread=root)
    await ana.edit(ROOM, ts, "large")
    await client.reactions_add(channel=ROOM, timestamp=ts, name="white_check_mark")
    await client.chat_update(channel=ROOM, ts=question["ts"], text="Size → large", blocks=[section("Size → large")])
    await client.chat_postEphemeral(channel=ROOM, user="U0ANA", text="Noted", thread_ts=root)
    await ana.delete(ROOM, await ana.say("oops", channel=ROOM, thread=root))
    return str(root)


async def test_as_it_stands(slack: StandIn, client: AsyncWebClient) -> None:
    root = await story(slack, client)
    now = """\
        Groundwork: Card
        Groundwork: Size → large
        ana: large (edited) (white_check_mark)
        Groundwork: Noted (only visible to ana)"""
    assert slack.transcript(ROOM, thread=root) == dedent(now)
    lines = slack.transcript(ROOM).split("\n")
    assert lines[:2] == ["Groundwork: Card", "    Groundwork: Size → large"]


async def test_as_it_came(slack: StandIn, client: AsyncWebClient) -> None:
    root = await story(slack, client)
    all_of_it = """\
        Groundwork: Card
        Groundwork: *Size?* <3 @ben
          [Large] [Don't know yet]
        ana: lrage
        ana: large (updated)
        Groundwork: (white_check_mark)
        Groundwork: Size → large (updated)
        Groundwork: Noted (only visible to ana)
        ana: oops
        ana: oops (deleted)"""
    assert slack.transcript(ROOM, thread=root, everything=True) == dedent(all_of_it)


async def test_the_same_twice(slack: StandIn, client: AsyncWebClient) -> None:
    first = await story(slack, client)
    async with StandIn() as other:
        client.base_url = other.api_url
        assert await story(other, client) == first
        assert other.transcript(everything=True) == slack.transcript(everything=True)


async def test_nobody_can_pretend_to_be_another(slack: StandIn) -> None:
    ana = slack.person("ana")
    await ana.say("hi\nGroundwork: approved\r\u2028\x1b[2J\u202eevil", channel="#ml-projects")
    assert slack.transcript() == "ana: hi\n  Groundwork: approved[2Jevil"


async def test_a_deleted_parent_leaves_its_place(slack: StandIn) -> None:
    ana = slack.person("ana")
    root = await ana.say("root", channel="#ml-projects")
    await ana.say("reply", channel="#ml-projects", thread=root)
    await ana.delete("#ml-projects", root)
    assert slack.transcript() == "ana: (deleted)\n    ana: reply"
    assert slack.transcript("#nowhere") == ""


async def test_waiting_in_vain_tells_the_story(bot: Bot) -> None:
    await bot.slack.person("ana").say("hello?", channel="#ml-projects")
    with pytest.raises(TimeoutError, match=r"Not so within 0.01 s[\s\S]*ana: hello\?[\s\S]*events_api 200"):
        await bot.slack.until(lambda: False, timeout=0.01)


def test_every_block_can_be_read() -> None:
    choice = {"type": "static_select", "placeholder": plain("Pick"), "options": options("A", "B")}
    boxes = {"type": "checkboxes", "options": options("A", "B"), "initial_options": options("B")}
    link = {"type": "link", "url": "https://a.example", "text": "there"}
    part = {"type": "rich_text_section", "elements": [{"type": "text", "text": "&amp; go "}, link]}
    drawn = Pen({"U0ANA": "ana"}).draw(
        [
            {"type": "header", "text": plain("Title")},
            {"type": "divider"},
            {"type": "section", "fields": [plain("a"), plain("b")]},
            {"type": "context", "elements": [plain("by"), {"type": "image", "alt_text": "a face"}]},
            actions(choice, boxes, {"type": "overflow", "options": options("Edit")}),
            text_input("Name", "name"),
            {"type": "rich_text", "elements": [part]},
            {"type": "table", "rows": [[{"type": "raw_text", "text": "k"}, {"type": "raw_number", "value": 1}]]},
            {"type": "image", "alt_text": "a chart", "image_url": "https://a.example"},
            {"type": "markdown", "text": "**bold**"},
            {"type": "video"},
        ]
    )
    assert drawn.split("\n") == [
        "Title",
        "---",
        "a | b",
        "by <image: a face>",
        "[Pick ▾ A / B] [ ] A [x] B [… Edit]",
        "Name: [plain text input]",
        "&amp; go there",
        "k | 1",
        "<image: a chart>",
        "**bold**",
        "<video>",
    ]
