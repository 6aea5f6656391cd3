"""Everything at once, drawn from a seed: people, a Slack that misbehaves, and processes that are killed at any moment.

A run that fails says how it is played again. The machine's own timing is not drawn: the same seed takes the same
stories, faults and kills, at slightly different moments.
"""

import asyncio
import os
import shutil
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

import bot.live
import bot.pictures
from sandbox.clock import Clock
from sandbox.standin import StandIn
from tests.faults.interviews import stored
from tests.faults.soak.oracle import Oracle
from tests.faults.soak.players import Player, cast
from tests.faults.soak.stages import Ensemble, InPeace, Stage, ensemble
from tests.faults.soak.stories import Story, stories
from tests.faults.soak.timed import point
from tests.faults.soak.unruly import UnrulyFaults, UnrulyTransport
from tests.postgresql import Server, own_server
from tests.world import playing

RETRIES = (0.05, 0.1, 0.2, 0.4) * 10  # so that nothing is given up: what Slack gives up nobody can store
AFTER = 12  # deliveries and calls at most from a turn until a process is killed …
LATEST = 0.03  # … and seconds after that
WORKING = (2.2, 5.8, 10.6, 15.6)  # o'clock in UTC: late morning in Seoul, Kolkata, London and New York


Record = Callable[[str, object], None]
AGAIN = ".venv/bin/python -m pytest -n0 -m 'soak or not soak' tests/faults/test_soak.py"
FOREVER = 600  # seconds


Told = dict[str, tuple[str, dict[str, Any]]]
"""The thread and the answers of each story."""
Paused = Callable[[], None]


@dataclass(frozen=True)
class Plan:
    """How much of it."""

    seed: int
    turns: int
    kills: int
    places: int
    rounds_a_day: int
    disturb: "Disturb"
    unruly: bool = True

    @property
    def stories(self) -> list[Story]:
        return stories(self.seed, self.turns)


@dataclass
class Tally:
    """What a run came to."""

    turns: int = 0
    kills: int = 0
    restarts: int = 0
    days: int = 0
    longest: float = 0.0
    """Seconds from what people did at the same time until all of it was answered."""
    injected: Counter[str] = field(default_factory=Counter)


Disturb = Callable[[Plan, Ensemble, list[Player], Tally], Awaitable[None]]


async def act_out(plan: Plan, stage: Stage, rows: list[list[Player]], paused: Paused, tally: Tally) -> None:
    """Round by round, everybody at the same time; now and then a day goes by."""
    midnight = stage.slack.clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    rounds = 0
    while waiting := [row[0] for row in rows if row]:
        while waiting:
            begun = time.monotonic()
            done = await asyncio.gather(*(player.act() for player in waiting))
            await stage.settled()
            tally.longest = max(tally.longest, time.monotonic() - begun)
            paused()
            waiting = [player for player, was in zip(waiting, done, strict=True) if not was]
        for row in rows:
            if row and not row[0].steps:
                row.pop(0)
        rounds += 1
        if rounds % plan.rounds_a_day == 0:
            tally.days += 1
            for hours in WORKING:
                await stage.move_to(midnight + timedelta(days=tally.days, hours=hours))
                paused()


async def killing(plan: Plan, processes: Ensemble, players: list[Player], tally: Tally) -> None:
    """Kill one of the processes at random moments, spread over the turns."""
    chance, slack = Random(f"{plan.seed} kills"), processes.slack
    for turn in sorted(chance.randrange(plan.turns) for _ in range(plan.kills)):
        await slack.changes.until(lambda turn=turn: sum(one.turns for one in players) >= turn, FOREVER)  # type: ignore[misc]
        then = slack.traffic.count + chance.randrange(AFTER)
        await slack.changes.until(lambda then=then: slack.traffic.count >= then, FOREVER)  # type: ignore[misc]
        await asyncio.sleep(chance.random() * LATEST)
        while not processes.kill(chance):
            await slack.connected(FOREVER)
        tally.kills += 1


async def in_peace(plan: Plan, subscribed: list[str], url: str) -> Told:
    """The thread and the answers of each story when nothing goes wrong."""
    async with StandIn(events=subscribed, clock=Clock(running=True)) as slack, playing(slack, url) as world:
        rows = cast(slack, plan.stories, plan.places)
        players = [player for row in rows for player in row]
        await act_out(plan, InPeace(slack, world), rows, lambda: None, Tally())
    answers = {told["answers"]["project_name"]: told["answers"] for told in stored(url)["projects"]}
    return {one.story.name: (one.transcript, answers[one.story.name]) for one in players}


async def rolling(plan: Plan, processes: Ensemble, players: list[Player], tally: Tally) -> None:
    """Tell one process after the other to stop, each once the one before has its successor."""
    slack = processes.slack
    for number in range(2 * processes.size):
        turn = plan.turns * (number + 1) // (2 * processes.size + 1)
        await slack.changes.until(lambda turn=turn: sum(one.turns for one in players) >= turn, FOREVER)  # type: ignore[misc]
        await slack.until(lambda: slack.sockets.connected == processes.size, FOREVER)
        if old := processes.alive[number % processes.size]:
            assert await old.terminated() == 0
            tally.restarts += 1


def dying(server: Server) -> Disturb:
    """The server of the database dies now and then, and is started again at once."""

    async def disturb(plan: Plan, processes: Ensemble, players: list[Player], tally: Tally) -> None:
        for number in range(3):
            turn = plan.turns * (number + 1) // 4
            await processes.slack.changes.until(lambda turn=turn: sum(one.turns for one in players) >= turn, FOREVER)  # type: ignore[misc]
            await asyncio.to_thread(server.control, "restart", "-m", "immediate")
            tally.restarts += 1

    return disturb


async def in_trouble(plan: Plan, subscribed: list[str], url: str, home: Path, expected: Told) -> tuple[Tally, Oracle]:
    """The same stories, while everything goes wrong that is planned; judged."""
    tally, chance = Tally(), Random(f"{plan.seed} faults")
    slack = StandIn(events=subscribed, clock=Clock(running=True), ack_timeout=2.0, retry_delays=RETRIES)
    acked: list[tuple[str, dict[str, Any]]] = []
    faults = slack.faults = UnrulyFaults(chance, tally.injected)
    transport = UnrulyTransport(slack.sockets, slack.deliveries, chance, tally.injected, acked)
    slack.deliveries.transport = transport
    faults.on = transport.on = plan.unruly
    async with slack:
        rows = cast(slack, plan.stories, plan.places)
        players = [player for row in rows for player in row]
        oracle = Oracle(slack, url, acked)
        size = 1 if url.startswith("sqlite") else 2
        try:
            async with ensemble(slack, url, home, size, faults) as processes:
                disturbing = asyncio.create_task(plan.disturb(plan, processes, players, tally))
                try:
                    await act_out(plan, processes, rows, oracle.look_if_it_can, tally)
                finally:
                    disturbing.cancel()
                    with suppress(asyncio.CancelledError):
                        await disturbing
                await processes.settled()
                oracle.look()
                assert processes.complaints == []
            tally.turns = sum(player.turns for player in players)
            oracle.judge(players, expected)
        finally:
            oracle.close()
    return tally, oracle


async def play(plan: Plan, subscribed: list[str], migrated: Path, url: str, home: Path) -> str:
    """Both, compared; what it came to, in a line."""
    begun = time.monotonic()
    shutil.copy(migrated, home / "peace.db")
    expected = await in_peace(plan, subscribed, f"sqlite:///{home / 'peace.db'}")
    try:
        tally, oracle = await in_trouble(plan, subscribed, url, home, expected)
    except BaseException as error:
        error.add_note(f"To play it again: GROUNDWORK_SEED={plan.seed} {AGAIN}")
        raise
    return told_in_a_line(plan, url, tally, oracle, time.monotonic() - begun)


def told_in_a_line(plan: Plan, url: str, tally: Tally, oracle: Oracle, seconds: float) -> str:
    counts = {
        "turns": tally.turns,
        "kills": tally.kills,
        "days": tally.days,
        "threads": len(plan.stories),
        "of them compared": oracle.compared,
        "begun twice": oracle.begun_twice,
        "deliveries heard": oracle.heard,
        "posts": oracle.posted.total(),
        "reminders": oracle.reminders,
        "digests": oracle.digests,
        **dict(sorted(tally.injected.items())),
        "seconds of the longest pause": round(tally.longest),
        "seconds": round(seconds),
    }
    came_to = ", ".join(f"{name} {count}" for name, count in counts.items())
    return f"seed {plan.seed} on {url.partition(':')[0]}: {came_to}; nothing lost or doubled"


@pytest.fixture
def drawn_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (bot.live, bot.pictures):
        monkeypatch.setattr(module, "draw", point)


@pytest.mark.both
@pytest.mark.usefixtures("drawn_at_once")
async def test_sixty_turns_and_six_kills_lose_and_double_nothing(
    migrated: Path, subscribed: list[str], database_url: str, tmp_path: Path, record_property: Record
):
    plan = Plan(
        int(os.environ.get("GROUNDWORK_SEED", "7")), turns=60, kills=6, places=6, rounds_a_day=12, disturb=killing
    )

    told = await play(plan, subscribed, migrated, database_url, tmp_path)

    record_property("soak", told)


@pytest.mark.both
@pytest.mark.usefixtures("drawn_at_once")
async def test_while_processes_are_replaced_one_after_the_other_nothing_is_lost_and_nobody_waits_long(
    migrated: Path, subscribed: list[str], database_url: str, tmp_path: Path
):
    shutil.copy(migrated, tmp_path / "peace.db")
    plan = Plan(3, turns=40, kills=0, places=6, rounds_a_day=FOREVER, disturb=rolling, unruly=False)
    expected = await in_peace(plan, subscribed, f"sqlite:///{tmp_path / 'peace.db'}")

    tally, _ = await in_trouble(plan, subscribed, database_url, tmp_path, expected)

    assert tally.restarts >= 2
    assert tally.longest < 8  # two seconds of which Slack waits for an acknowledgement that does not come


@pytest.mark.soak
@pytest.mark.usefixtures("drawn_at_once")
async def test_while_the_server_of_the_database_dies_now_and_then_nothing_is_lost(
    migrated: Path, subscribed: list[str], tmp_path: Path
):
    shutil.copy(migrated, tmp_path / "peace.db")
    with own_server() as server, server.database(template=None) as url:
        plan = Plan(5, turns=80, kills=0, places=8, rounds_a_day=FOREVER, disturb=dying(server), unruly=False)
        expected = await in_peace(plan, subscribed, f"sqlite:///{tmp_path / 'peace.db'}")

        tally, _ = await in_trouble(plan, subscribed, url, tmp_path, expected)

    assert tally.restarts == 3


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.usefixtures("drawn_at_once")
async def test_two_thousand_turns_and_two_hundred_kills_lose_and_double_nothing(
    migrated: Path, subscribed: list[str], database_url: str, tmp_path: Path, record_property: Record
):
    seed = int(os.environ.get("GROUNDWORK_SEED") or time.time_ns() // 1_000_000)  # another one every time
    plan = Plan(seed, turns=2_000, kills=200, places=20, rounds_a_day=12, disturb=killing)

    told = await play(plan, subscribed, migrated, database_url, tmp_path)

    record_property("soak", told)
