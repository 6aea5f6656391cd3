"""The machine's clock is wrong, or is set by hours while the bot runs. Slack's own clock goes on."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import apscheduler.executors.base
import apscheduler.schedulers.base
import pytest

import bot.scheduler
from bot.app import running
from sandbox.standin import StandIn
from tests.faults.interviews import PROBLEM, Player, all_sent, is_question, marks, time_passes
from tests.world import CHANNEL, World, settings_for

HOURS = timedelta(hours=5)


@dataclass
class Machine:
    """A machine whose clock is `ahead` of Slack's."""

    slack: StandIn
    ahead: timedelta = timedelta(0)

    def __call__(self) -> datetime:
        return self.slack.clock.now() + self.ahead


@pytest.fixture
def machine(slack: StandIn) -> Machine:
    return Machine(slack)


@pytest.fixture
async def world(slack: StandIn, database_url: str, machine: Machine) -> AsyncIterator[World]:
    async with running(settings_for(slack, database_url), clock=machine) as bot:
        await slack.connected()
        yield World(slack, bot)


@pytest.mark.parametrize("ahead", [HOURS, -HOURS])
async def test_with_a_clock_that_is_wrong_by_hours_what_was_posted_is_found(
    ahead: timedelta, world: World, machine: Machine
):
    machine.ahead = ahead
    player = Player(world.slack, lambda: all_sent(world))
    await player.begin()
    world.slack.faults.reset_after("chat.postMessage")

    await player.say(PROBLEM)

    assert questions(player) == 1
    assert set(marks(world.slack).values()) == {1}


@pytest.mark.both
@pytest.mark.parametrize("step", [HOURS, -HOURS])
async def test_what_is_owed_when_the_clock_is_set_is_sent_soon_and_once(
    step: timedelta, world: World, machine: Machine
):
    player = Player(world.slack, world.settled)
    await player.begin()
    world.slack.faults.rate_limited("chat.postMessage", retry_after=7)
    await player.say(PROBLEM)
    held_up = questions(player)

    machine.ahead += step
    await player.say("very large")
    await time_passes(world, timedelta(seconds=10))

    assert held_up == 0
    assert questions(player) == 1
    assert player.transcript.count("☑️") == 2
    assert set(marks(world.slack).values()) == {1}


async def test_a_delivery_that_comes_again_after_the_clock_was_set_is_taken_once(world: World, machine: Machine):
    player = Player(world.slack, lambda: all_sent(world))
    await player.begin()
    await player.say(PROBLEM)
    event = world.slack.traffic.of("events_api")[-1].request

    for step in (HOURS, -2 * HOURS):
        machine.ahead += step
        world.slack.deliveries.publish(event)
        await all_sent(world)

    (project,) = (await world.stored())["projects"]
    assert [one["subject"] for one in project["history"] if one["what"] == "answer.changed"] == ["problem_statement"]
    assert questions(player) == 1


async def test_nobody_is_reminded_at_night_or_twice_a_day_though_the_clock_is_set(world: World, machine: Machine):
    """Ana lives in New York. An interview that fell silent is brought up the next morning."""
    thread = await world.start("ana", "/ml new Menu helper")
    await thread.say("ana", PROBLEM)
    told = []
    for instant in ("24 03:00", "24 15:01", "24 09:00", "24 15:02", "24 22:00", "24 15:03"):
        day, time = instant.split()
        await shows(world, machine, datetime.fromisoformat(f"2026-11-{day}T{time}:00").replace(tzinfo=UTC))
        told.append(len(world.slack.direct("ana")))

    assert told == [0, 1, 1, 1, 1, 1]


async def shows(world: World, machine: Machine, instant: datetime) -> None:
    """The machine's clock is set, and the metronome beats."""
    machine.ahead = instant - world.slack.clock.now()
    await world.bot.tick(machine())
    await all_sent(world)


async def test_the_metronome_beats_on_when_the_clock_is_set_back(monkeypatch: pytest.MonkeyPatch):
    ahead = timedelta(0)

    class Shifted(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return datetime.now(tz) + ahead  # noqa: TID251 - APScheduler reads it, too

    for module in (apscheduler.schedulers.base, apscheduler.executors.base):
        monkeypatch.setattr(module, "datetime", Shifted)
    monkeypatch.setattr(bot.scheduler, "now", lambda: Shifted.now(UTC))
    monkeypatch.setattr(bot.scheduler, "SECONDS", 0.05)
    beats = asyncio.Semaphore(0)

    async def tick(_: datetime) -> None:
        beats.release()

    scheduler = bot.scheduler.metronome(tick, lambda: Shifted.now(UTC))
    scheduler.start()
    try:
        async with asyncio.timeout(5):
            await beats.acquire()
            ahead = -HOURS
            for _ in range(3):
                await beats.acquire()
    finally:
        scheduler.shutdown(wait=False)


def questions(player: Player) -> int:
    return sum(is_question(one) for one in player.slack.messages(CHANNEL, thread=player.thread))
