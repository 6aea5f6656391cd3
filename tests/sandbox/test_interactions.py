"""Commands, clicks and shortcuts."""

import re
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.aim import NothingToPress
from tests.sandbox.conftest import ROOM, Ack, Bot, actions, button, options, section

Body = dict[str, Any]


def keep(bot: Bot) -> list[Body]:
    """Every action's payload; all are acknowledged."""
    bodies: list[Body] = []

    async def take(ack: Ack, body: Body) -> None:
        bodies.append(body)
        await ack()

    bot.app.action(re.compile(".*"))(take)
    bot.app.shortcut("start")(take)
    return bodies


async def test_a_command_is_answered_privately(bot: Bot) -> None:
    seen: list[Body] = []

    async def ml(ack: Ack, command: Body) -> None:
        seen.append(command)
        await ack(text="Hello", blocks=[section("*Hello*")])

    bot.app.command("/ml")(ml)
    ana = bot.slack.person("ana")
    answer = await ana.command("/ml new A & B", channel="#general")
    assert (answer.text, answer.blocks[0]["text"]["text"]) == ("Hello", "*Hello*")
    assert (seen[0]["command"], seen[0]["text"]) == ("/ml", "new A &amp; B")
    assert (seen[0]["channel_id"], seen[0]["channel_name"]) == ("C0GENERAL", "general")
    assert (seen[0]["user_id"], seen[0]["user_name"]) == ("U0ANA", "ana")
    assert [one.text for one in ana.sees("#general")] == ["Hello"]
    assert bot.slack.person("ben").sees("#general") == []
    assert (await ana.command("/ml x", thread="1.1")).failure == "/ml is not supported in threads. Sorry!"


async def test_a_command_may_answer_in_the_channel_or_not_at_all(bot: Bot) -> None:
    async def ml(ack: Ack, command: Body) -> None:
        await ack(text="For all", response_type="in_channel") if command["text"] == "all" else await ack()

    bot.app.command("/ml")(ml)
    ana = bot.slack.person("ana")
    assert (await ana.command("/ml")).message is None
    assert (await ana.command("/ml all")).text == "For all"
    assert [one.text for one in bot.slack.person("ben").sees("#ml-projects")] == ["For all"]


async def test_a_command_answered_with_bad_blocks_fails(bot: Bot) -> None:
    async def ml(ack: Ack) -> None:
        await ack(text="x", blocks=[{"type": "header"}])

    bot.app.command("/ml")(ml)
    failure = (await bot.slack.person("ana").command("/ml")).failure
    assert failure == "invalid_blocks: /blocks/0: missing required field: text"


async def test_a_click_carries_the_whole_context(bot: Bot, client: AsyncWebClient) -> None:
    bodies = keep(bot)
    root = (await client.chat_postMessage(channel=ROOM, text="Root"))["ts"]
    row = actions(button("Don't know yet", "answer.unknown", value="q1"))
    posted = await client.chat_postMessage(channel=ROOM, text="Size?", thread_ts=root, blocks=[row])
    answer = await bot.slack.person("ben").click("Don't know yet", thread=root)
    assert answer.failure is None
    body = bodies[0]
    action = body["actions"][0]
    assert (action["action_id"], action["block_id"], action["value"]) == ("answer.unknown", "row", "q1")
    assert action["action_ts"]
    assert body["container"] == {
        "type": "message",
        "message_ts": posted["ts"],
        "channel_id": ROOM,
        "is_ephemeral": False,
        "thread_ts": root,
    }
    assert body["message"]["ts"] == posted["ts"]
    assert body["channel"] == {"id": ROOM, "name": "ml-projects"}
    assert (body["user"]["id"], body["team"]["id"], body["api_app_id"]) == ("U0BEN", "T0ACME", "A0GROUNDWORK")
    assert body["trigger_id"]
    assert body["response_url"].startswith(bot.slack.url)


async def test_choices_are_remembered_in_the_state(bot: Bot, client: AsyncWebClient) -> None:
    bodies = keep(bot)
    boxes = {"type": "checkboxes", "action_id": "boxes", "options": options("Red", "Blue")}
    pick = {"type": "static_select", "action_id": "pick", "options": options("Small", "Large")}
    who = {"type": "users_select", "action_id": "who"}
    day = {"type": "datepicker", "action_id": "day"}
    menu = {"type": "overflow", "action_id": "menu", "options": options("Edit", "Remove")}
    await client.chat_postMessage(channel=ROOM, text="x", blocks=[actions(boxes, pick, who, day, menu)])
    ana = bot.slack.person("ana")
    await ana.click("Red")
    await ana.click("Blue")
    await ana.click("Red")
    await ana.choose("Large")
    await ana.choose("ben", "who")
    await ana.choose("2026-12-24", "day")
    await ana.click("Remove")
    picked = [body["actions"][0] for body in bodies]
    assert [[one["value"] for one in action["selected_options"]] for action in picked[:3]] == [
        ["red"],
        ["red", "blue"],
        ["blue"],
    ]
    assert picked[3]["selected_option"]["value"] == "large"
    assert (picked[4]["selected_user"], picked[5]["selected_date"]) == ("U0BEN", "2026-12-24")
    assert picked[6]["selected_option"]["value"] == "remove"
    state = bodies[-1]["state"]["values"]["row"]
    assert state["pick"]["selected_option"]["value"] == "large"
    assert (state["who"]["selected_user"], state["day"]["selected_date"]) == ("U0BEN", "2026-12-24")
    await bot.slack.person("ben").click("Blue")
    assert bodies[-1]["state"]["values"]["row"]["pick"]["selected_option"] is None


async def test_only_what_is_there_can_be_pressed(bot: Bot, client: AsyncWebClient) -> None:
    bodies = keep(bot)
    row = actions(button("Edit", "a", value="1"), button("Edit", "b", value="2"))
    posted = await client.chat_postMessage(channel=ROOM, text="x", blocks=[row])
    ana = bot.slack.person("ana")
    with pytest.raises(NothingToPress, match="2 things are called 'Edit'"):
        await ana.click("Edit")
    await ana.click("Edit", nth=1)
    await ana.click("a")
    assert [body["actions"][0]["value"] for body in bodies] == ["2", "1"]
    await client.chat_update(channel=ROOM, ts=posted["ts"], text="Done")
    with pytest.raises(NothingToPress, match="ana sees no 'Edit'"):
        await ana.click("Edit", nth=0)


async def test_what_one_person_sees_has_no_message_in_its_payload(bot: Bot, client: AsyncWebClient) -> None:
    bodies = keep(bot)
    row = actions(button("Again", "again"))
    await client.chat_postEphemeral(channel=ROOM, user="U0ANA", text="x", blocks=[row])
    with pytest.raises(NothingToPress):
        await bot.slack.person("ben").click("Again")
    await bot.slack.person("ana").click("Again")
    assert bodies[0]["container"]["is_ephemeral"] is True
    assert "message" not in bodies[0]


async def test_an_unheard_click_fails_visibly(bot: Bot, client: AsyncWebClient) -> None:
    bot.slack.sockets.ack_timeout = 0.05
    await client.chat_postMessage(channel=ROOM, text="x", blocks=[actions(button("Go", "go"))])
    answer = await bot.slack.person("ana").click("Go")
    assert answer.failure == "operation_timeout"


async def test_shortcuts(bot: Bot) -> None:
    bodies = keep(bot)
    ana = bot.slack.person("ana")
    ts = await ana.say("the menu is wrong", channel="#general")
    await ana.shortcut("start", bot.slack.messages("#general")[0])
    await ana.shortcut("start")
    assert (bodies[0]["type"], bodies[0]["message"]["ts"]) == ("message_action", ts)
    assert bodies[0]["channel"]["id"] == "C0GENERAL"
    assert bodies[0]["response_url"]
    assert bodies[1]["type"] == "shortcut"
    assert "channel" not in bodies[1]


async def test_nobody_needs_to_wait(bot: Bot, client: AsyncWebClient) -> None:
    bodies = keep(bot)
    await client.chat_postMessage(channel=ROOM, text="x", blocks=[actions(button("Go", "go"))])
    ana = bot.slack.person("ana")
    await ana.click("Go", wait=False)
    assert not bot.slack.deliveries.idle
    await bot.slack.idle()
    assert len(bodies) == 1
