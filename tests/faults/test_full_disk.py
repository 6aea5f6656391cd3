"""The disk fills up while the bot works: nothing is acknowledged that is not kept, and it goes on by itself."""

import asyncio
from collections.abc import AsyncIterator, MutableMapping
from contextlib import suppress
from functools import partial
from typing import Any, NoReturn

import aiohttp
import pytest
import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from bot.exports.collecting import exported
from bot.web import serve_health
from flows.catalog.loader import load_catalogue
from sandbox.clock import Clock
from sandbox.standin import StandIn
from tests.faults.interviews import ANSWERS, PROBLEM, STEPS, Player, all_sent, marks
from tests.world import CHANNEL, World, playing

pytestmark = pytest.mark.sqlite
ROOMY = 1_000_000_000  # pages


@pytest.fixture
async def slack(subscribed: list[str]) -> AsyncIterator[StandIn]:
    """A Slack that delivers again for a while."""
    delays = (0.05,) * 400
    async with StandIn(events=subscribed, clock=Clock.real(), ack_timeout=0.4, retry_delays=delays) as stand_in:
        yield stand_in


@pytest.fixture
async def logged(slack: StandIn) -> AsyncIterator[list[dict[str, Any]]]:
    """What is logged; each line rings the stand-in's bell."""
    lines: list[dict[str, Any]] = []
    loop = asyncio.get_running_loop()

    def note(_logger: object, method: str, entry: MutableMapping[str, Any]) -> NoReturn:
        lines.append({"level": method, **entry})
        loop.call_soon_threadsafe(slack.changes.ring)
        raise structlog.DropEvent

    before = structlog.get_config()["processors"]
    structlog.configure(processors=[note])
    yield lines
    structlog.configure(processors=before)


@pytest.fixture
async def world(slack: StandIn, database_url: str, logged: list[dict[str, Any]]) -> AsyncIterator[World]:
    async with playing(slack, database_url) as started:
        started.bot.pause.look_every = 0.05
        yield started


async def room(world: World, pages: int) -> None:
    """The file may grow to so many pages; fewer than it has means not at all."""

    def limit(db: Connection) -> None:
        db.exec_driver_sql(f"PRAGMA max_page_count={pages}")

    await world.bot.database.write(limit)


async def no_room(world: World) -> None:
    """Every page is taken, and the file may not grow."""
    await room(world, 1)

    def fill(size: int, db: Connection) -> None:
        row = f"'filler ' || hex(randomblob({size})), '2026-01-01'"
        db.exec_driver_sql(f"INSERT INTO inbox SELECT {row} FROM projects")  # there is one

    for size in (50_000, 1_500, 100):
        with suppress(OperationalError):
            for _ in range(100):
                await world.bot.database.write(partial(fill, size))


def events(logged: list[dict[str, Any]], level: str) -> list[str]:
    return [line["event"] for line in logged if line["level"] == level]


async def paused(world: World, logged: list[dict[str, Any]]) -> None:
    await world.slack.until(lambda: any(line["event"] == "taking.paused" for line in logged), 10)


async def resumed(world: World, logged: list[dict[str, Any]]) -> None:
    await world.slack.until(lambda: any(line["event"] == "taking.resumed" for line in logged), 10)


async def test_what_is_said_on_a_full_disk_is_not_acknowledged_and_taken_once_there_is_room(
    world: World, logged: list[dict[str, Any]]
):
    slack = world.slack
    player = Player(slack, lambda: all_sent(world))
    await player.begin()
    await no_room(world)
    posts = len(slack.calls("chat.postMessage"))

    await slack.person("ana").say(PROBLEM, channel=CHANNEL, thread=player.thread, wait=False)
    await paused(world, logged)
    await slack.until(lambda: any("retry 2" in one.note for one in slack.traffic.of("events_api")), 10)
    while_full = await answers(world)
    acknowledged = [one for one in slack.traffic.of("events_api") if PROBLEM in str(one.request) and one.status == 200]
    await room(world, ROOMY)
    await resumed(world, logged)
    await slack.idle(20)
    await all_sent(world)

    assert while_full == {"project_name": "Menu helper"}
    assert acknowledged == []
    assert len(slack.calls("chat.postMessage")) == posts + 1
    assert await answers(world) == {"project_name": "Menu helper", "problem_statement": PROBLEM}
    assert slack.deliveries.lost == []
    assert set(marks(slack).values()) == {1}


async def test_a_full_disk_is_one_warning_however_much_is_said(world: World, logged: list[dict[str, Any]]):
    slack = world.slack
    player = Player(slack, lambda: all_sent(world))
    await player.begin()
    await no_room(world)

    for number in range(10):
        await slack.person("ana").say(f"{PROBLEM} {number}", channel=CHANNEL, thread=player.thread, wait=False)
    await paused(world, logged)
    await slack.until(lambda: len(slack.traffic.of("events_api")) > 30, 20)
    for _ in range(5):
        await world.bot.pause.outside(world.bot.tick)(slack.clock())
    warned, failed = events(logged, "warning"), events(logged, "error")
    await room(world, ROOMY)
    await resumed(world, logged)
    await slack.idle(20)
    await all_sent(world)

    assert warned == ["taking.paused"]
    assert failed == []
    assert events(logged, "info").count("taking.resumed") == 1


async def test_who_types_a_command_on_a_full_disk_is_told(world: World, logged: list[dict[str, Any]]):
    slack = world.slack
    player = Player(slack, lambda: all_sent(world))
    await player.begin()
    await no_room(world)
    await slack.person("ana").say(PROBLEM, channel=CHANNEL, thread=player.thread, wait=False)
    await paused(world, logged)

    answer = await slack.person("ana").command("/ml new Another", channel=CHANNEL)
    await room(world, ROOMY)
    await resumed(world, logged)
    await slack.idle(20)

    assert "Something went wrong on my side" in answer.text
    assert len((await world.stored())["projects"]) == 1


async def test_whoever_watches_sees_that_nothing_is_taken(world: World, logged: list[dict[str, Any]]):
    slack = world.slack
    player = Player(slack, lambda: all_sent(world))
    await player.begin()
    await no_room(world)
    await slack.person("ana").say(PROBLEM, channel=CHANNEL, thread=player.thread, wait=False)
    await paused(world, logged)

    server = await serve_health(world.bot.health, "127.0.0.1", 0)
    address = f"http://127.0.0.1:{server.addresses[0][1]}"
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{address}/readyz") as response:
            assert response.status == 503
            assert (await response.json())["database"] == "takes nothing (full)"
        async with session.get(f"{address}/metrics") as response:
            assert "groundwork_taking 0" in (await response.text()).splitlines()
        await room(world, ROOMY)
        await resumed(world, logged)
        await slack.idle(20)
        await all_sent(world)
        async with session.get(f"{address}/readyz") as response:
            assert response.status == 200
    await server.cleanup()


async def test_an_interview_that_runs_into_full_disks_ends_like_any_other(
    world: World, logged: list[dict[str, Any]], undisturbed: str
):
    slack = world.slack
    player = Player(slack, lambda: all_sent(world))
    await player.begin()
    for how, what in STEPS:
        if how == "say":
            logged.clear()
            await no_room(world)
            await slack.person("ana").say(what, channel=CHANNEL, thread=player.thread, wait=False)
            await paused(world, logged)
            await room(world, ROOMY)
            await resumed(world, logged)
            await slack.idle(20)
            await all_sent(world)
        else:
            await player.click(what)

    assert await answers(world) == ANSWERS
    assert player.transcript == undisturbed
    assert slack.deliveries.lost == []
    assert set(marks(slack).values()) == {1}


async def answers(world: World) -> dict[str, object]:
    told = await world.bot.database.read(lambda db: exported(db, load_catalogue()))
    (project,) = told["projects"]
    answers: dict[str, object] = project["answers"]
    return answers
