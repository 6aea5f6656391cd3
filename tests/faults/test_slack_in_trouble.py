"""Slack refuses, limits, breaks, hangs and hangs up. What is owed arrives, in order, once."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

import bot.app
import bot.slack
from bot.names import card_of
from bot.retry import NO_ANSWER, Refusal
from bot.slack import connect
from bot.socket import Socket
from sandbox.faults import Faults
from sandbox.message import Message
from sandbox.standin import StandIn
from storage.calls import Call
from storage.outbox import enqueue, owed
from storage.projects import projects_in
from tests.faults.interviews import (
    ANSWERS,
    PROBLEM,
    STEPS,
    Player,
    all_sent,
    is_card,
    is_question,
    marks,
    time_passes,
)
from tests.world import CHANNEL, World, playing

POST, UPDATE, TICK = "chat.postMessage", "chat.update", "reactions.add"
SECOND = timedelta(seconds=1)

Trouble = Callable[[Faults, str], None]
TROUBLES: dict[str, Trouble] = {
    "429": lambda faults, method: faults.rate_limited(method, retry_after=7, times=2),
    "500 before": lambda faults, method: faults.error_before(method, times=2),
    "500 after": lambda faults, method: faults.error_after(method, times=2),
    "reset before": lambda faults, method: faults.reset_before(method, times=2),
    "reset after": lambda faults, method: faults.reset_after(method, times=2),
    "invalid_auth": lambda faults, method: faults.refused(method, "invalid_auth", times=2),
    "internal_error": lambda faults, method: faults.refused(method, "internal_error", times=2),
}


@pytest.mark.parametrize("method", [POST, UPDATE, TICK])
@pytest.mark.parametrize("trouble", TROUBLES)
async def test_an_interview_reads_the_same_though_calls_fail(trouble: str, method: str, world: World, undisturbed: str):
    player = Player(world.slack, lambda: all_sent(world))
    await player.begin()
    for step, (how, what) in enumerate(STEPS):
        if step in (0, 3):
            TROUBLES[trouble](world.slack.faults, method)
        await (player.say(what) if how == "say" else player.click(what))

    assert player.transcript == undisturbed
    assert set(marks(world.slack).values()) == {1}
    (project,) = (await world.stored())["projects"]
    assert project["answers"] == ANSWERS


@pytest.mark.parametrize("trouble", TROUBLES)
async def test_a_project_starts_once_though_its_card_could_not_simply_be_posted(trouble: str, world: World):
    TROUBLES[trouble](world.slack.faults, POST)

    player = Player(world.slack, lambda: all_sent(world))
    await player.begin()
    await player.say(PROBLEM)

    assert player.pressed == 1
    assert len(player.cards) == 1
    assert len(questions(world.slack, player)) == 1
    assert set(marks(world.slack).values()) == {1}


@pytest.mark.parametrize("method", [POST, UPDATE, TICK])
async def test_a_call_that_hangs_longer_than_we_wait_is_made_once(
    method: str, slack: StandIn, database_url: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(bot.slack, "CALL_TIMEOUT", 0.5)
    async with playing(slack, database_url) as world:
        player = Player(slack, lambda: all_sent(world))
        await player.begin()
        slack.faults.hang(method, 3.0)
        await player.say(PROBLEM)
        await player.say("very large")

        assert len(questions(slack, player)) == 1
        assert player.transcript.count("☑️") == 2
        assert player.transcript.count("(white_check_mark)") == 2
        assert set(marks(slack).values()) == {1}


@pytest.mark.parametrize("method", [POST, UPDATE, TICK])
async def test_a_limited_call_waits_as_long_as_slack_asks_and_what_follows_waits_behind_it(method: str, world: World):
    player = Player(world.slack, world.settled)
    await player.begin()
    before = len(world.slack.calls(method))
    world.slack.faults.rate_limited(method, retry_after=30)

    await player.say(PROBLEM)
    first = [call.request for call in world.slack.calls(method)[before:] if call.status == 429]
    await time_passes(world, 25 * SECOND)
    waiting = [call.request for call in world.slack.calls(method)[before:]].count(first[0])
    await time_passes(world, 10 * SECOND)
    after = [call.request for call in world.slack.calls(method)[before:]].count(first[0])

    assert len(first) == 1
    assert (waiting, after) == (1, 2)


@pytest.mark.both
async def test_questions_stay_in_order_when_the_first_of_them_is_limited(world: World):
    player = Player(world.slack, world.settled)
    await player.begin()
    world.slack.faults.rate_limited(POST, retry_after=30)

    await player.say(PROBLEM)
    await player.say("very large")  # she knows what comes
    await player.say("2")
    await all_sent(world)

    asked = [call.request["text"] for call in world.slack.calls(POST) if call.ok]
    assert [text.splitlines()[0].partition(" ")[0] for text in asked[1:]] == ["2", "3", "4", "5"]
    assert player.transcript.count("☑️") == 3
    assert len(questions(world.slack, player)) == 1


async def test_a_post_is_found_though_the_look_up_failed_for_a_long_time(world: World):
    player = Player(world.slack, lambda: all_sent(world))
    await player.begin()
    world.slack.faults.reset_after(POST)
    world.slack.faults.refused("conversations.replies", "invalid_auth", times=5)  # minutes

    await player.say(PROBLEM)

    assert len(world.slack.calls("conversations.replies")) == 6
    assert len(questions(world.slack, player)) == 1
    assert set(marks(world.slack).values()) == {1}


async def test_a_machine_that_slept_while_a_call_was_under_way_leaves_it_under_way(world: World):
    player = Player(world.slack, lambda: all_sent(world))
    await player.begin()
    before = len(world.slack.calls(POST))
    world.slack.faults.latency = 0.2

    await world.person("ana").say(PROBLEM, channel=CHANNEL, thread=player.thread)
    await world.slack.until(lambda: len(world.slack.calls(POST)) > before)
    world.slack.move(timedelta(minutes=2))
    world.bot.delivery.wake()
    await all_sent(world)

    assert len(world.slack.calls(POST)) == before + 1
    assert world.slack.calls("conversations.replies") == []
    assert len(questions(world.slack, player)) == 1


async def test_without_the_channel_an_invitation_appears_and_the_project_starts_when_it_is_followed(world: World):
    slack, ana = world.slack, world.person("ana")

    await ana.command("/ml new Menu helper", channel="#general")
    await world.settled()
    invitation = slack.ephemerals("ana")[-1]
    nothing_yet = slack.messages("#general")
    await ana.invite("groundwork", "#general")
    await ana.click("Try again", invitation)
    await world.settled()

    assert "/invite" in invitation.text
    assert nothing_yet == []
    card = next(message for message in slack.messages("#general") if is_card(message))
    (_, question) = slack.messages("#general", thread=card.ts)
    assert is_question(question)
    await ana.say(PROBLEM, channel="#general", thread=card.ts)
    await world.settled()
    (project,) = (await world.stored())["projects"]
    assert project["answers"]["problem_statement"] == PROBLEM
    assert await world.bot.database.read(owed) == 0


async def test_try_again_without_having_invited_the_bot_shows_the_invitation_again(world: World):
    slack, ana = world.slack, world.person("ana")
    await ana.command("/ml new Menu helper", channel="#general")
    await world.settled()

    await ana.click("Try again", slack.ephemerals("ana")[-1])
    await world.settled()
    await ana.invite("groundwork", "#general")
    await ana.click("Try again", [one for one in slack.ephemerals("ana") if "/invite" in one.text][-1])
    await world.settled()

    assert sum("/invite" in message.text for message in slack.ephemerals("ana")) == 2
    assert sum(is_card(message) for message in slack.messages("#general")) == 1


@pytest.mark.parametrize("error", ["is_archived", "channel_not_found", "not_in_channel"])
async def test_when_the_thread_cannot_be_reached_any_more_the_owner_is_told_once_and_the_answer_is_kept(
    error: str, world: World
):
    player = Player(world.slack, lambda: all_sent(world))
    await player.begin()
    world.slack.faults.refused(POST, error)
    world.slack.faults.reset_after(POST)  # the direct message, which is looked up in its own conversation

    await player.say(PROBLEM)

    (told,) = world.slack.direct("ana")
    assert "I can no longer post in" in told.text
    (project,) = (await world.stored())["projects"]
    assert project["answers"]["problem_statement"] == PROBLEM
    await player.say("resume")
    assert len(questions(world.slack, player)) == 1


async def test_a_message_of_ours_that_somebody_deleted_holds_nothing_up(world: World):
    player = Player(world.slack, lambda: all_sent(world))
    await player.begin()
    slack = world.slack
    channel = slack.workspace.find_channel(CHANNEL)
    assert channel
    slack.happenings.delete(channel, questions(slack, player)[0])

    await player.say(PROBLEM)
    await player.say("very large")

    (project,) = (await world.stored())["projects"]
    assert project["answers"]["value_size"] == "very_large"
    assert await world.bot.database.read(owed) == 0


@pytest.fixture
async def watchful(slack: StandIn, database_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[World]:
    """A bot that notices a dead connection sooner than after ten seconds."""
    monkeypatch.setattr(bot.app, "Socket", partial(Socket, ping_every=0.2))
    async with playing(slack, database_url) as started:
        yield started


@pytest.mark.parametrize("politely", [True, False])
async def test_a_connection_that_ends_in_the_middle_loses_nothing(politely: bool, watchful: World):  # noqa: FBT001
    world, slack = watchful, watchful.slack
    player = Player(slack, lambda: all_sent(world))
    await player.begin()

    await slack.person("ana").say(PROBLEM, channel=CHANNEL, thread=player.thread, wait=False)
    if politely:
        await slack.sockets.disconnect()
    else:
        slack.sockets.drop()
    await slack.connected(15)
    await slack.idle(15)
    await all_sent(world)

    (project,) = (await world.stored())["projects"]
    assert project["answers"]["problem_statement"] == PROBLEM
    assert len(questions(slack, player)) == 1
    assert set(marks(slack).values()) == {1}


@pytest.mark.parametrize(
    ("body", "content_type"),
    [("<html>Maintenance</html>", "text/html"), ('{"ok": tru', "application/json"), ("", "application/json")],
)
async def test_an_answer_that_is_not_slacks_leaves_it_open_whether_the_call_was_made(body: str, content_type: str):
    async def any_token(_: str) -> str:
        return "xoxb-any"

    async def answer(_: web.Request) -> web.Response:
        return web.Response(text=body, content_type=content_type)

    app = web.Application()
    app.router.add_post("/api/chat.postMessage", answer)
    async with TestServer(app) as server:
        slack = connect(str(server.make_url("/api/")), any_token)
        try:
            assert await slack.call("T", POST, {"channel": "C1", "text": "hello"}) == Refusal(200, NO_ANSWER)
        finally:
            await slack.session.close()


def questions(slack: StandIn, player: Player) -> list[Message]:
    return [one for one in slack.messages(CHANNEL, thread=player.thread) if is_question(one)]


async def test_when_many_calls_end_at_once_what_had_to_wait_for_them_is_sent(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    thread = await world.start("ana", "/ml new Menu helper")
    project = (await world.read(lambda db: projects_in(db, "T0ACME", "C0MLPROJECTS")))[0].id
    many, waiting, gate = 40, asyncio.Semaphore(0), asyncio.Event()
    call_slack = bot.slack.Slack.call

    async def all_at_once(slack: bot.slack.Slack, team: str, method: str, payload: dict[str, Any]) -> Any:
        if method != "chat.postMessage":
            return await call_slack(slack, team, method, payload)
        waiting.release()
        await gate.wait()
        return bot.slack.Answered({})

    monkeypatch.setattr(bot.slack.Slack, "call", all_at_once)
    posts = [
        Call("T0ACME", f"rush:{n}", "chat.postMessage", {"channel": "C", "text": "hi"}, f"m{n}") for n in range(many)
    ]
    update = Call("T0ACME", card_of(project), "chat.update", {"text": "rushed"}, "u", target=card_of(project))
    await owe(world, posts)
    for _ in range(many):
        await waiting.acquire()
    await owe(world, [update])

    async with asyncio.timeout(5):  # far less than the metronome's beat
        gate.set()
        await world.slack.until(lambda: thread.card == "rushed")
        await world.settled()

    assert await world.bot.database.read(owed) == 0


async def owe(world: World, calls: list[Call]) -> None:
    await world.bot.database.write(lambda db: enqueue(db, calls, due_at=world.slack.clock.now()))
    world.bot.delivery.wake()
