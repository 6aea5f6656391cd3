"""Through the real app: whatever Slack sends is acknowledged, and nothing falls over."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.views.pressed import Pressed
from sandbox.deliveries import Acked, Envelope
from tests.world import Thread, World

Json = dict[str, Any]
CHANNEL = "C0MLPROJECTS"


@pytest.fixture(autouse=True)
def nothing_failed(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """No turn failed and no library logged an error."""
    with capture_logs() as logs:
        yield
    assert [line for line in logs if line["event"] == "turn.failed"] == []
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []


async def sent(world: World, kind: Envelope, payload: Json) -> bool:
    """Whether the payload was acknowledged."""
    outcome = await world.slack.deliveries.ask(kind, payload)
    await world.settled()
    return isinstance(outcome, Acked)


def event(world: World, **event: Any) -> Json:
    team = world.slack.workspace.team.id
    whole = {"type": "message", "channel": CHANNEL, "user": "U0ANA", "text": "hi", "ts": "1.000001"}
    return {"type": "event_callback", "team_id": team, "event_id": "Ev1", "event": {**whole, **event}}


def click(world: World, **more: Any) -> Json:
    action = {"type": "button", "block_id": "b", "action_id": "question.help", "action_ts": "1.1"}
    return {
        "type": "block_actions",
        "team": {"id": world.slack.workspace.team.id},
        "user": {"id": "U0ANA"},
        "channel": {"id": CHANNEL},
        "container": {"type": "message"},
        "response_url": f"{world.slack.url}/nowhere",
        "actions": [{**action, **more}],
    }


def private(world: World, name: str) -> str:
    return world.slack.ephemerals(name)[-1].text


# Bolt itself falls over a user that is a number and a click without actions; Slack sends neither.
BROKEN_EVENTS: list[Json] = [
    {"text": None},
    {"text": ""},
    {"text": 3},
    {"text": {"a": 1}},
    {"user": None},
    {"channel": None},
    {"ts": None},
    {"ts": "yesterday"},
    {"thread_ts": 3},
    {"thread_ts": "0.0"},
    {"subtype": "message_changed"},
    {"subtype": "message_changed", "message": None, "previous_message": None},
    {"subtype": "message_changed", "message": {"edited": True, "text": "a"}, "previous_message": {}},
    {"subtype": "message_changed", "message": {"edited": {}, "text": "a", "ts": "x"}, "previous_message": {}},
    {"subtype": "message_deleted"},
    {"subtype": "message_deleted", "previous_message": {"user": "U0ANA"}},
    {"subtype": "message_deleted", "previous_message": []},
    {"subtype": "channel_join"},
    {"subtype": "something_new"},
    {"type": "something_new"},
    {"type": "app_home_opened", "tab": "home"},
    {"type": "user_change"},
    {"type": "user_change", "user": None},
    {"type": "user_change", "user": {"id": "U0NOBODY"}},
]


async def test_broken_events_are_acknowledged_and_say_nothing(world: World):
    refused = [broken for broken in BROKEN_EVENTS if not await sent(world, "events_api", event(world, **broken))]
    assert refused == []
    assert world.slack.calls("chat.postMessage") == []
    assert world.slack.calls("chat.postEphemeral") == []


PRESSED = str(Pressed(project="0" * 24, question="value_size", line=1, value="large"))


@pytest.mark.parametrize(
    "action",
    [
        {},
        {"value": None},
        {"value": "{}"},
        {"value": "not json"},
        {"value": PRESSED, "action_id": "question.explode"},
        {"value": PRESSED, "action_id": "not ours at all"},
        {"value": PRESSED, "action_ts": None},
        {"selected_option": "x", "type": "static_select"},
        {"selected_option": {"value": "x"}, "type": "static_select"},
        {"value": PRESSED},
        {"value": PRESSED, "action_id": "project.retry"},
        {"value": PRESSED, "action_id": "verdict.continue"},
        {"value": PRESSED, "action_id": "interview.cancel"},
    ],
    ids=str,
)
async def test_buttons_that_are_not_ours_any_more_are_acknowledged(world: World, action: Json):
    assert await sent(world, "interactive", click(world, **action))


async def test_clicks_with_missing_parts_are_acknowledged(world: World):
    for missing in ("team", "user", "channel", "container", "response_url"):
        payload = click(world, value=PRESSED)
        del payload[missing]
        assert await sent(world, "interactive", payload), missing
    assert await sent(world, "interactive", {**click(world), "type": "view_submission", "view": {}})
    assert await sent(world, "interactive", {"type": "shortcut", "callback_id": "x", "user": {"id": "U0ANA"}})
    assert await sent(world, "interactive", {"type": "message_action", "callback_id": "x"})


async def test_commands_with_missing_parts_or_other_names_are_acknowledged(world: World):
    whole = {"command": "/ml", "text": "help", "team_id": "T0ACME", "channel_id": CHANNEL, "user_id": "U0ANA"}
    whole["trigger_id"] = "t1"
    for missing in ("text", "team_id", "channel_id", "user_id", "trigger_id"):
        assert await sent(world, "slash_commands", {key: value for key, value in whole.items() if key != missing})
    assert await sent(world, "slash_commands", {**whole, "command": "/other"})


async def test_an_order_nobody_knows_gets_the_nearest_one(world: World):
    answer = await world.person("ana").command("/ml lsit")
    assert "`/ml list`" in answer.text
    answer = await world.person("ana").command("/ml <!channel> &amp; qqq")
    assert answer.failure is None
    assert "<!channel>" not in answer.text


@pytest.mark.parametrize("line", ["/ml new " + "n" * 40_000, "/ml show " + "가" * 40_000, "/ml " + "&" * 40_000])
async def test_a_command_of_forty_thousand_characters_is_answered(world: World, line: str):
    answer = await world.person("ana").command(line)
    assert answer.failure is None
    assert answer.text
    assert world.cards() == []


async def test_an_answer_of_forty_thousand_characters_is_asked_again(world: World):
    thread = await world.start("ana", "/ml new Menu helper")
    await thread.say("ana", "가" * 40_000)
    assert set(await thread.answers()) == {"project_name"}
    assert "40,000" in thread.messages[-1].text
    await thread.say("ana", "3," * 20_000)
    assert set(await thread.answers()) == {"project_name"}


async def answered(world: World) -> Thread:
    thread = await world.start("ana", "/ml new Menu helper")
    await thread.say("ana", "First-time guests cannot choose a dish because the menu is long.")
    return thread


def buttons(thread: Thread) -> list[Json]:
    """The buttons and options of the newest question."""
    for message in reversed(thread.messages):
        found = [element for block in message.blocks for element in block.get("elements", ())]
        choices = [option | {"action_id": one["action_id"]} for one in found for option in one.get("options", ())]
        if len(found) > 1:
            return choices + [one for one in found if "value" in one]
    raise AssertionError(thread.transcript)


async def test_a_click_on_an_old_button_changes_nothing_and_says_so_privately(world: World):
    thread = await answered(world)
    old = buttons(thread)[0]
    await thread.say("ana", "3")
    before = await thread.project()
    assert await sent(world, "interactive", click(world, value=old["value"], action_id=old["action_id"]))
    assert (await thread.project())["answers"] == before["answers"]
    assert "answered meanwhile" in private(world, "ana")


async def test_a_stranger_may_press_and_is_named_as_the_author(world: World):
    thread = await answered(world)
    first = buttons(thread)[0]
    payload = click(world, value=first["value"], action_id=first["action_id"])
    assert await sent(world, "interactive", {**payload, "user": {"id": "U0BEN"}})
    assert (await thread.answers())["value_size"] == "none"
    assert (await thread.project())["history"][-1]["by"] == "U0BEN"


async def test_a_button_pressed_twice_counts_once(world: World):
    thread = await answered(world)
    first = buttons(thread)[0]
    payload = click(world, value=first["value"], action_id=first["action_id"])
    assert await sent(world, "interactive", payload)
    history = (await thread.project())["history"]
    assert await sent(world, "interactive", payload)
    assert (await thread.project())["history"] == history


async def test_a_button_of_another_workspace_opens_nothing_here(world: World):
    thread = await answered(world)
    first = buttons(thread)[0]
    payload = click(world, value=first["value"], action_id=first["action_id"])
    assert await sent(world, "interactive", {**payload, "team": {"id": "T0OTHER"}})
    assert "value_size" not in await thread.answers()


async def test_a_message_by_another_bot_in_the_thread_is_no_answer(world: World):
    thread = await answered(world)
    payload = event(world, thread_ts=thread.ts, text="3", bot_id="B0OTHER", user="U0ANA")
    assert await sent(world, "events_api", payload)
    assert "value_size" not in await thread.answers()
