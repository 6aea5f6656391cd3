"""Where stories are acted out: at the program as processes that are killed, or at the bot in this process, in peace."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, Protocol

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from bot.clock import now
from sandbox.standin import StandIn
from storage.engines import open_engine
from tests.faults.programs import Program, environment
from tests.faults.soak.timed import Shift
from tests.faults.soak.unruly import UnrulyFaults
from tests.world import World

LONGEST = 120.0  # seconds until everything is settled, on a busy machine
STEP = timedelta(seconds=1)
PACE = 0.04  # seconds in which the clock moves by a step, when there is one process …
PACE_OF_SEVERAL = 0.12  # … and when there are several: a lease must last long enough for whoever is at work


class Stage(Protocol):
    """What acts out stories waits for it."""

    slack: StandIn

    async def settled(self) -> None:
        """Everything said was taken and everything owed was sent."""

    async def move_to(self, instant: datetime) -> None:
        """Time goes on, and what fell due was done."""


@dataclass
class InPeace:
    """The bot in this process, and nothing goes wrong."""

    slack: StandIn
    world: World

    async def settled(self) -> None:
        await self.world.settled()

    async def move_to(self, instant: datetime) -> None:
        self.slack.clock.move_to(instant)
        await self.world.bot.tick(self.slack.clock())
        await self.settled()


@dataclass
class Ensemble:
    """The program as one process or several, each started again whenever it was killed."""

    slack: StandIn
    database_url: str
    home: Path
    size: int
    faults: UnrulyFaults
    alive: list[Program | None] = field(init=False)
    exits: list[int] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    """What was logged as an error."""
    stopping: bool = False
    _engine: Engine = field(init=False)

    def __post_init__(self) -> None:
        self.alive = [None] * self.size
        self._engine = open_engine(self.database_url)
        self._shift = Shift(self.home / "clock")
        self._tell_time()

    def _tell_time(self) -> None:
        self._shift.write(self.slack.clock.now() - now())

    async def watch(self, place: int) -> None:
        env = environment(self.slack, self.database_url, GROUNDWORK_LOG_LEVEL="info")
        arguments = ("tests.faults.soak.timed", str(self.home / "clock"))
        while not self.stopping:
            program = self.alive[place] = await Program.start(self.slack, env, self.home, *arguments)
            self.exits.append(await program.process.wait())
            self.complaints += [str(line) for line in program.logged if line["level"] == "error"]
            self.slack.changes.ring()

    def kill(self, chance: Random) -> bool:
        """Kill one of them, if one is there; whether it was."""
        there = [one for one in self.alive if one and one.process.returncode is None]
        if not there:
            return False
        chance.choice(there).process.kill()
        return True

    async def settled(self) -> None:
        async with asyncio.timeout(LONGEST):
            while not self._settled():
                if not await self._rung() and self._heard():  # only time can bring what is missing
                    self.slack.move(STEP)
                    self._tell_time()

    async def move_to(self, instant: datetime) -> None:
        self.slack.clock.move_to(instant)
        self._tell_time()
        self.slack.changes.ring()
        # A beat may be left to another process, which is still at one that began before.
        enough = 1 if self.size == 1 else 2
        await self.slack.until(lambda: all(self._beats(one, instant) >= enough for one in self.alive), LONGEST)
        await self.settled()

    @staticmethod
    def _beats(one: Program | None, since: datetime) -> int:
        """How many beats it has made that began after that instant."""
        if one is None or one.process.returncode is not None:
            return 0
        made = (line for line in one.logged if line["event"] == "beat.over")
        return sum(datetime.fromisoformat(line["at"]) >= since for line in made)

    def _settled(self) -> bool:
        if not self._heard():
            return False
        try:
            return self.read("select count(*) from outbox where settled_at is null") == [(0,)]
        except OperationalError:
            return False  # the server is being started again

    def _heard(self) -> bool:
        """Nothing is being delivered, and all are there."""
        return self.slack.deliveries.idle and self.slack.sockets.connected == self.size and not self.faults.hangs

    async def _rung(self) -> bool:
        """Whether something happens soon."""
        before = self.slack.changes.rings
        try:
            pace = PACE if self.size == 1 else PACE_OF_SEVERAL
            await self.slack.changes.until(lambda: self.slack.changes.rings > before, pace)
        except TimeoutError:
            return False
        return True

    def read(self, query: str) -> list[tuple[Any, ...]]:
        with self._engine.connect() as db:
            return [tuple(row) for row in db.exec_driver_sql(query)]

    def close(self) -> None:
        self._engine.dispose()


@asynccontextmanager
async def ensemble(
    slack: StandIn, database_url: str, home: Path, size: int, faults: UnrulyFaults
) -> AsyncIterator[Ensemble]:
    """So many processes, all connected. On leaving they are told to stop, and end well."""
    processes = Ensemble(slack, database_url, home, size, faults)
    watching = [asyncio.create_task(processes.watch(place)) for place in range(size)]
    try:
        await slack.until(lambda: slack.sockets.connected == size, LONGEST)
        yield processes
        processes.stopping = True
        deaths = len(processes.exits)
        for one in processes.alive:
            if one:
                assert await one.terminated() == 0, one.lines
        await asyncio.gather(*watching)
        assert {*processes.exits[:deaths]} <= {0, -signal.SIGKILL}, processes.exits
    finally:
        processes.stopping = True
        for task in watching:
            task.cancel()
        for one in processes.alive:
            if one:
                await one.ended()
        processes.close()
