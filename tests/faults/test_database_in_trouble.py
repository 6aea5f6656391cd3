"""The database is busy, a turn in a batch fails, or two processes share one file."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Iterator, MutableMapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NoReturn

import pytest
import structlog
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

import bot.threads
import storage.engines
from bot.app import running
from sandbox.clock import Clock
from sandbox.standin import StandIn
from storage.conversations import save_conversation
from storage.database import Database
from storage.errors import ConversationMoved
from storage.inbox import claim, was_claimed
from tests.faults.interviews import PROBLEM, Player, all_sent, is_question, marks
from tests.world import CHANNEL, World, playing, settings_for

pytestmark = pytest.mark.sqlite
IMPATIENT = "PRAGMA busy_timeout=30"  # milliseconds


@pytest.fixture
async def slack(subscribed: list[str]) -> AsyncIterator[StandIn]:
    """A Slack that delivers again soon."""
    async with StandIn(events=subscribed, clock=Clock.real(), ack_timeout=0.4, retry_delays=(0.01,) * 3) as stand_in:
        yield stand_in


@pytest.fixture
async def world(
    slack: StandIn, database_url: str, logged: list[str], monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[World]:
    """A bot that waits for a lock for a moment only."""
    prepare = storage.engines._prepare

    def impatient(connection: Any, record: Any) -> None:
        prepare(connection, record)
        connection.execute(IMPATIENT)

    monkeypatch.setattr(storage.engines, "_prepare", impatient)
    async with playing(slack, database_url) as started:
        yield started


@pytest.fixture
async def logged(slack: StandIn) -> AsyncIterator[list[str]]:
    """The events logged so far; each rings the stand-in's bell. (Drawing them takes longer than Slack waits here.)"""
    events: list[str] = []
    loop = asyncio.get_running_loop()

    def note(_logger: object, _method: str, entry: MutableMapping[str, Any]) -> NoReturn:
        events.append(entry["event"])
        loop.call_soon_threadsafe(slack.changes.ring)
        raise structlog.DropEvent

    before = structlog.get_config()["processors"]
    structlog.configure(processors=[note])
    yield events
    structlog.configure(processors=before)


@contextmanager
def locked(database_url: str) -> Iterator[None]:
    """Another program holds the database's only write lock."""
    with closing(sqlite3.connect(database_url.removeprefix("sqlite:///"), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


async def test_an_answer_given_while_the_database_is_locked_is_not_acknowledged_and_taken_when_it_comes_again(
    world: World, database_url: str
):
    slack = world.slack
    player = Player(slack, lambda: all_sent(world))
    await player.begin()

    with locked(database_url):
        ana = slack.person("ana")
        said = await ana.say(PROBLEM, channel=CHANNEL, thread=player.thread, wait=False)
        again = await slack.until(
            lambda: any(said in str(one.request) and "retry 1" in one.note for one in sent(slack))
        )
        unheard = len(questions(slack, player))
    await slack.idle()
    await all_sent(world)

    assert again
    assert unheard == 1
    assert await answers(world) == {"project_name": "Menu helper", "problem_statement": PROBLEM}
    assert player.transcript.count("☑️") == 1
    assert slack.deliveries.lost == []


async def test_a_command_typed_while_the_database_is_locked_starts_nothing_and_says_so(world: World, database_url: str):
    slack = world.slack
    await slack.person("ana").command("/ml list", channel=CHANNEL)  # her language is known from now on

    with locked(database_url):
        answer = await slack.person("ana").command("/ml new Menu helper", channel=CHANNEL)
    await world.settled()

    assert "Something went wrong on my side" in answer.text
    assert (await world.stored())["projects"] == []
    assert slack.messages(CHANNEL) == []


async def test_how_a_call_went_is_not_forgotten_while_the_database_is_locked(
    world: World, database_url: str, logged: list[str]
):
    slack = world.slack
    player = Player(slack, lambda: all_sent(world))
    await player.begin()
    before = len(slack.calls("chat.postMessage"))
    slack.faults.hang("chat.postMessage", 0.2)

    await slack.person("ana").say(PROBLEM, channel=CHANNEL, thread=player.thread)
    await slack.until(lambda: len(slack.calls("chat.postMessage")) > before)
    with locked(database_url):
        await slack.until(lambda: slack.calls("chat.postMessage")[-1].status == 200)
        logged.clear()
        await slack.until(lambda: "outbox.unavailable" in logged)
    await all_sent(world)

    assert len(slack.calls("chat.postMessage")) == before + 1
    assert slack.calls("conversations.replies") == []
    assert set(marks(slack).values()) == {1}
    assert len(questions(slack, player)) == 1


async def test_of_turns_that_are_committed_together_one_that_fails_leaves_the_others_alone(world: World):
    database, now = world.bot.database, world.slack.clock()
    open_the_door = threading.Event()

    def fail(db: Connection) -> None:
        claim(db, "the wrong one", now=now)
        raise ZeroDivisionError

    waiting = [
        asyncio.ensure_future(database.write(lambda _: open_the_door.wait(5))),
        asyncio.ensure_future(database.write(lambda db: claim(db, "before", now=now))),
        asyncio.ensure_future(database.write(fail)),
        asyncio.ensure_future(database.write(lambda db: claim(db, "after", now=now))),
    ]
    await asyncio.sleep(0)
    open_the_door.set()
    _, before, wrong, after = await asyncio.gather(*waiting, return_exceptions=True)

    assert (before, after) == (True, True)
    assert isinstance(wrong, ZeroDivisionError)
    stored = [await database.read(lambda db, name=name: was_claimed(db, name)) for name in ("before", "after")]
    assert stored == [True, True]
    assert not await database.read(lambda db: was_claimed(db, "the wrong one"))


async def test_answers_given_at_the_same_moment_to_two_processes_on_one_file_are_both_stored(
    world: World, slack: StandIn, database_url: str
):
    async with running(settings_for(slack, database_url), clock=slack.clock) as other:
        second = World(slack, other)
        await slack.until(lambda: slack.sockets.connected == 2)
        player = Player(slack, lambda: all_sent(world, second))
        await player.begin()
        await player.say(f"{PROBLEM} {slack.person('ben').mention}")
        ana, ben = slack.person("ana"), slack.person("ben")

        await asyncio.gather(*(one.say("2", channel=CHANNEL, thread=player.thread) for one in (ana, ben)))
        await all_sent(world, second)

        taken = await answers(world)
        assert (taken["value_size"], taken["archetype"]) == ("small", "human_in_the_loop")
        assert len(questions(slack, player)) == 1
        assert set(marks(slack).values()) == {1}


async def test_a_turn_that_was_decided_on_stale_state_is_decided_again(world: World, monkeypatch: pytest.MonkeyPatch):
    player = Player(world.slack, lambda: all_sent(world))
    await player.begin()
    rivals = iter([ConversationMoved("a rival was first")])

    def save(db: Connection, conversation: object) -> None:
        for rival in rivals:
            raise rival
        save_conversation(db, conversation)

    monkeypatch.setattr(bot.threads, "save_conversation", save)
    await player.say(PROBLEM)

    assert (await answers(world))["problem_statement"] == PROBLEM
    assert len(questions(world.slack, player)) == 1
    assert set(marks(world.slack).values()) == {1}
    assert sum(PROBLEM in str(one.request) and "retry" in one.note for one in sent(world.slack)) == 0


async def test_a_database_that_cannot_be_opened_says_so_to_everybody_who_waits(tmp_path: Path):
    database = Database(f"sqlite:///{tmp_path}")

    waiting = [asyncio.ensure_future(database.write(lambda _: None)) for _ in range(2)]
    told = await asyncio.gather(*waiting, return_exceptions=True)
    await database.close()

    assert [type(error) for error in told] == [OperationalError, OperationalError]


async def test_what_people_typed_is_not_in_the_error_of_a_statement_that_failed(world: World):
    def work(db: Connection) -> None:
        db.execute(text("insert into nowhere values (:said)"), {"said": PROBLEM})

    with pytest.raises(OperationalError) as failed:
        await world.bot.database.write(work)

    assert PROBLEM not in str(failed.value)


async def answers(world: World) -> dict[str, object]:
    (project,) = (await world.stored())["projects"]
    return project["answers"]


def sent(slack: StandIn) -> list:
    return slack.traffic.of("events_api")


def questions(slack: StandIn, player: Player) -> list:
    return [one for one in slack.messages(CHANNEL, thread=player.thread) if is_question(one)]
