"""Slack delivers again what it already delivered, and in another order. People notice nothing."""

import asyncio
import re
import shutil
import threading
from itertools import count
from pathlib import Path
from typing import Any

import pytest

import bot.turns
from sandbox.clock import Clock
from sandbox.message import Message
from sandbox.standin import StandIn
from tests.faults.interviews import ANSWERS, PROBLEM, SECOND, Player, is_card, is_question, marks
from tests.postgresql import Server
from tests.world import CHANNEL, Thread, World, playing

EVENT = "message.channels"


async def test_an_interview_that_is_delivered_twice_reads_and_exports_like_one_delivered_once(
    migrated: Path, subscribed: list[str], tmp_path: Path
):
    once = await played(subscribed, copied(migrated, tmp_path / "once.db"), twice=False)
    twice = await played(subscribed, copied(migrated, tmp_path / "twice.db"), twice=True)

    assert twice == once
    assert once[1]["answers"] == ANSWERS


@pytest.mark.both
async def test_an_edit_that_is_delivered_twice_changes_the_answer_once(world: World):
    thread, value = await begun(world)
    world.slack.deliver_twice = True

    await thread.edit("ana", value, "small")

    assert (await thread.answers())["value_size"] == "small"
    assert await changes(thread) == ["problem_statement", "value_size", "value_size"]
    assert set(marks(world.slack).values()) == {1}


async def test_a_deletion_that_is_delivered_twice_withdraws_the_answer_once(world: World):
    thread, value = await begun(world)
    world.slack.deliver_twice = True

    await thread.delete("ana", value)

    assert "value_size" not in await thread.answers()
    assert await changes(thread) == ["problem_statement", "value_size", "value_size"]
    assert len(questions(thread)) == 1


async def test_an_edit_that_arrives_before_its_message_is_the_answer_and_the_message_is_not_another(world: World):
    thread, _ = await begun(world)
    late = await said_unheard(thread, "1")

    await thread.edit("ana", late["ts"], "2")
    world.slack.happenings.tell(EVENT, late)
    await world.settled()

    answers = await thread.answers()
    assert answers["archetype"] == "human_in_the_loop"
    assert "simple_solution" not in answers
    assert len(questions(thread)) == 1


async def test_a_deletion_that_arrives_before_its_message_leaves_nothing_to_answer(world: World):
    thread, _ = await begun(world)
    late = await said_unheard(thread, "1")

    await thread.delete("ana", late["ts"])
    world.slack.happenings.tell(EVENT, late)
    await world.settled()

    assert "archetype" not in await thread.answers()
    assert len(questions(thread)) == 1


@pytest.mark.parametrize("what", ["edit", "deletion"])
async def test_what_is_done_to_a_message_that_is_being_taken_beside_it_is_not_lost(
    what: str, slack: StandIn, postgresql: Server, monkeypatch: pytest.MonkeyPatch
):
    """Between the first look of the one and its claim, the other is committed."""
    with postgresql.database() as url:
        async with playing(slack, url) as world:
            thread, _ = await begun(world)
            late = await said_unheard(thread, "1")
            loop, taken, looks = asyncio.get_running_loop(), threading.Event(), count()
            find, take = bot.turns.find_thread, bot.turns.Turns._turn

            def look(*given: Any) -> Any:
                found = find(*given)
                if next(looks) == 0:
                    loop.call_soon_threadsafe(slack.happenings.tell, EVENT, late)
                    assert taken.wait(5)
                return found

            async def taking(self: bot.turns.Turns, kind: str, *rest: Any) -> Any:
                result = await take(self, kind, *rest)
                if kind == "message":
                    taken.set()
                return result

            monkeypatch.setattr(bot.turns, "find_thread", look)
            monkeypatch.setattr(bot.turns.Turns, "_turn", taking)
            if what == "edit":
                await thread.edit("ana", late["ts"], "2")
            else:
                await thread.delete("ana", late["ts"])

            answers = await thread.answers()
            assert answers.get("archetype") == {"edit": "human_in_the_loop", "deletion": None}[what]
            assert len(questions(thread)) == 1


async def test_a_click_that_is_delivered_twice_is_one_answer(world: World):
    thread, _ = await begun(world)

    await thread.click("ana", SECOND)
    payload = world.slack.traffic.of("interactive")[-1].request
    await world.slack.deliveries.ask("interactive", payload)
    await world.settled()

    assert await changes(thread) == ["problem_statement", "value_size", "archetype"]
    assert world.slack.ephemerals("ana") == []
    assert len(questions(thread)) == 1


async def test_of_two_people_who_click_at_the_same_moment_one_answers_and_the_other_is_told(world: World):
    thread, _ = await begun(world)
    slack = world.slack

    await asyncio.gather(
        slack.person("ana").click(SECOND, thread=thread.ts), slack.person("ben").click(SECOND, thread=thread.ts)
    )
    await world.settled()

    assert await changes(thread) == ["problem_statement", "value_size", "archetype"]
    told = [*slack.ephemerals("ana"), *slack.ephemerals("ben")]
    assert ["has been answered meanwhile" in message.text for message in told] == [True]


async def test_a_command_that_is_delivered_twice_starts_one_project(world: World):
    await world.start("ana")

    payload = world.slack.traffic.of("slash_commands")[-1].request
    await world.slack.deliveries.ask("slash_commands", payload)
    await world.settled()

    assert sum(is_card(message) for message in world.slack.messages(CHANNEL)) == 1
    assert len((await world.stored())["projects"]) == 1


async def begun(world: World) -> tuple[Thread, str]:
    """An interview at its fourth question, and the message that answered the third."""
    thread = await world.start("ana", "/ml new Menu helper")
    return thread, await thread.say("ana", PROBLEM, "very large")


async def said_unheard(thread: Thread, text: str) -> dict[str, Any]:
    """A message whose event is still on its way; the event."""
    happenings = thread.world.slack.happenings
    all_events, happenings.events = happenings.events, happenings.events - {EVENT}
    ts = await thread.say("ana", text)
    happenings.events = all_events
    message = next(message for message in thread.messages if message.ts == ts)
    return message.wire() | {"channel": message.channel, "event_ts": ts, "channel_type": "channel"}


async def changes(thread: Thread) -> list[str]:
    history = (await thread.project())["history"]
    return [event["subject"] for event in history if event["what"] == "answer.changed"]


def questions(thread: Thread) -> list[Message]:
    return [message for message in thread.messages if is_question(message)]


def copied(migrated: Path, file: Path) -> str:
    shutil.copy(migrated, file)
    return f"sqlite:///{file}"


async def played(subscribed: list[str], database_url: str, *, twice: bool) -> tuple[str, dict[str, Any]]:
    """The transcript and the export of a whole interview, without times."""
    async with StandIn(events=subscribed, clock=Clock.real()) as slack, playing(slack, database_url) as world:
        slack.deliver_twice = twice
        player = Player(slack, world.settled)
        await player.whole_interview()
        (project,) = (await world.stored())["projects"]
    return player.transcript, timeless(project)


INSTANT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:[\d.]+(?:Z|[+-]\d\d:\d\d)|\b\d{10}\.\d{6}\b"


def timeless(told: Any) -> Any:
    """Without what differs from one run to the next: instants, and messages named by them."""
    if isinstance(told, dict):
        return {key: timeless(value) for key, value in told.items() if key not in ("at", "source")}
    if isinstance(told, list):
        return [timeless(one) for one in told]
    return re.sub(INSTANT, "…", told) if isinstance(told, str) else told
