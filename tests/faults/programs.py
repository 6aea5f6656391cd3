"""The program as a process: started, watched by its log, killed, started again."""

import asyncio
import json
import os
import signal
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from sandbox.standin import StandIn
from storage.engines import open_engine
from tests import warm

ROOT = Path(__file__).parent.parent.parent
RUN = ("bot", "run")
LONGEST = 20.0  # seconds that anything may take on a busy machine
OURS = ("SLACK_", "GROUNDWORK_", "DATABASE_URL")

Death = tuple[str, int]


def environment(slack: StandIn, database_url: str, **others: str) -> dict[str, str]:
    """What the program is told, and nothing of what this shell happens to know."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    told = {
        "PYTHONPATH": str(ROOT),
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.api_url,
        "DATABASE_URL": database_url,
        "GROUNDWORK_LOG_LEVEL": "debug",
    }
    return inherited | told | others


@dataclass
class Program:
    """A running process. Its log rings the stand-in's bell, so that conditions can wait for it."""

    slack: StandIn
    process: warm.Process | asyncio.subprocess.Process
    lines: list[str] = field(default_factory=list)
    logged: list[dict[str, Any]] = field(default_factory=list)
    _reading: asyncio.Task[None] | None = None

    @classmethod
    async def start(cls, slack: StandIn, env: dict[str, str], cwd: Path, *arguments: str) -> "Program":
        """A fork of the warm parent; `started` is for processes made otherwise."""
        return cls.started(slack, await warm.start(*(arguments or RUN), env=env, cwd=cwd))

    @classmethod
    def started(cls, slack: StandIn, process: warm.Process | asyncio.subprocess.Process) -> "Program":
        program = cls(slack, process)
        program._reading = asyncio.create_task(program._read())
        return program

    async def exited(self) -> int:
        """Its exit code, negative for a signal, once it is over and everything it said was read."""
        async with asyncio.timeout(LONGEST):
            code = await self.process.wait()
            if self._reading:
                await self._reading
        return code

    async def terminated(self) -> int:
        self.process.terminate()
        return await self.exited()

    async def ended(self) -> None:
        """Make sure that nothing is left of it."""
        if self.process.returncode is None:
            self.process.kill()
        await self.exited()

    async def said(self, event: str) -> dict[str, Any]:
        """The first log line with this event, once it is there."""
        return await self.slack.until(
            lambda: next((line for line in self.logged if line["event"] == event), None), LONGEST
        )

    @property
    def made(self) -> set[str]:
        """The marks of the calls that this process knows to be made, or given up."""
        over = ("call.sent", "call.found", "call.replaced", "call.refused")
        return {
            line["mark"]
            for line in self.logged
            if line["event"] in over or (line["event"] == "call.failed" and line["decision"] == "done")
        }

    async def _read(self) -> None:
        assert self.process.stderr
        async for raw in self.process.stderr:
            line = raw.decode().rstrip("\n")
            self.lines.append(line)
            if line.startswith("{"):
                self.logged.append(json.loads(line))
            self.slack.changes.ring()
        self.slack.changes.ring()


@dataclass
class Supervised:
    """The program under a supervisor that starts it again whenever it was killed.

    `deaths` are the points at which it dies, one process each; the one after the last lives.
    """

    slack: StandIn
    database_url: str
    home: Path
    deaths: Sequence[Death]
    others: Mapping[str, str] = field(default_factory=dict)
    """More of its environment."""
    now: Program | None = None
    exits: list[int] = field(default_factory=list)
    _engine: Engine = field(init=False)

    def __post_init__(self) -> None:
        self._engine = open_engine(self.database_url)

    @property
    def run(self) -> Sequence[str]:
        """How the one is started that lives."""
        return RUN if self._engine.dialect.name == "sqlite" else ("tests.faults.dying",)

    async def watch(self) -> None:
        env = environment(self.slack, self.database_url, **self.others)
        for arguments in [*(("tests.faults.dying", point, str(nth)) for point, nth in self.deaths), self.run]:
            self.now = await Program.start(self.slack, env, self.home, *arguments)
            code = await self.now.process.wait()
            self.exits.append(code)
            self.slack.changes.ring()

    async def settled(self) -> None:
        """Everything said was acknowledged, and everything owed was sent by the process that lives now."""
        await self.slack.until(self._settled, LONGEST * (1 + len(self.deaths)))

    def _settled(self) -> bool:
        if not self.slack.deliveries.idle or self.now is None or self.now.process.returncode is not None:
            return False
        owed = self.read("select mark from outbox where settled_at is null")
        return {mark for (mark,) in owed} <= self.now.made

    def read(self, query: str) -> list[tuple[Any, ...]]:
        try:
            with self._engine.connect() as db:
                return [tuple(row) for row in db.exec_driver_sql(query)]
        finally:
            self._engine.dispose()


@asynccontextmanager
async def supervised(
    slack: StandIn, database_url: str, home: Path, deaths: Iterable[Death] = (), **others: str
) -> AsyncIterator[Supervised]:
    """A supervised program, connected. On leaving it is told to stop: it must have died as often as planned, and
    end well."""
    on_sqlite = database_url.startswith("sqlite")  # only there the start knows who is dead
    planned = [one for one in deaths if on_sqlite or one[0] != "left.released"]
    under = Supervised(slack, database_url, home, planned, others)
    watching = asyncio.create_task(under.watch())
    try:
        await slack.connected(LONGEST)
        yield under
        assert under.exits == [-signal.SIGKILL] * len(under.deaths), (under.exits, _told(under))
        assert under.now
        assert await under.now.terminated() == 0, _told(under)
        await watching
    finally:
        watching.cancel()
        if under.now:
            await under.now.ended()


def _told(under: Supervised) -> str:
    return "\n".join(under.now.lines) if under.now else ""
