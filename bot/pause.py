"""While the database cannot take anything, no turn is taken: Slack delivers again, and people are told."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

import structlog
from sqlalchemy.exc import DBAPIError

from bot.clock import Clock
from storage.condition import forget_probe, probe, shrink_log
from storage.database import Database
from storage.holds import NOTHING
from storage.trouble import Trouble, trouble_of

log = structlog.get_logger()

LOOK_EVERY = 5.0  # seconds
LOOK_AT_SERVER_EVERY = 1.0  # it may be back at any moment
PASSING = (Trouble.FULL, Trouble.READ_ONLY, Trouble.UNREACHABLE)
"""Troubles that somebody can end by making room."""


class Paused(Exception):
    """The database takes nothing at the moment; Slack should deliver this again."""


@dataclass(slots=True)
class Pause:
    """Begins with the first write that finds no room, says so once, and ends when there is room again."""

    database: Database
    clock: Clock
    look_every: float = LOOK_EVERY
    trouble: Trouble | None = None
    """Why nothing is taken; None when all is well."""
    _said: set[Trouble] = field(default_factory=set)
    _looking: asyncio.Task[None] | None = None

    def check(self) -> None:
        """Raises Paused while it lasts."""
        if self.trouble:
            raise Paused(self.trouble.value)

    def caused_by(self, error: BaseException) -> bool:
        """Whether this is the database's trouble, and all that has to be said was said."""
        if not isinstance(error, DBAPIError):
            return False
        trouble = trouble_of(error)
        if trouble is Trouble.DAMAGED:
            if trouble not in self._said:
                self._said.add(trouble)
                log.error("database.damaged", remedy="groundwork restore FILE --replace")
            return True
        if trouble not in PASSING:
            return False
        if self.trouble is None:
            self.trouble = trouble
            log.warning("taking.paused", problem=trouble.value)
            self._looking = asyncio.create_task(self._look())
        return True

    def outside(self, beat: Callable[[datetime], Awaitable[None]]) -> Callable[[datetime], Awaitable[None]]:
        """The same, but nothing while it lasts."""

        async def beaten(now: datetime) -> None:
            if self.trouble is None:
                try:
                    await beat(now)
                except DBAPIError as error:
                    if not self.caused_by(error):
                        raise

        return beaten

    async def stop(self) -> None:
        if self._looking:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)

    async def _look(self) -> None:
        """Try to write, now and then, until it works."""
        while self.trouble:
            is_away = self.database.shared and self.trouble is Trouble.UNREACHABLE
            await asyncio.sleep(LOOK_AT_SERVER_EVERY if is_away else self.look_every)
            try:
                await asyncio.to_thread(shrink_log, self.database.engine)
                await self.database.write(partial(probe, now=self.clock()), NOTHING)
                await self.database.write(forget_probe, NOTHING)
            except (DBAPIError, sqlite3.Error):
                continue
            self.trouble = None
            log.info("taking.resumed")
