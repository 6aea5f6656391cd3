"""For whoever watches the program: whether it lives, whether it can work, and its figures."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

import structlog
from aiohttp import web
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.metrics import TYPE, Metrics, gauge, gauges
from bot.pause import Pause
from bot.process import process_lines
from storage.database import Database
from storage.installations import Standing, standings
from storage.owing import Owing, Reminders, owing, reminders
from storage.webhooks import Faring, faring

log = structlog.get_logger()

WITHIN = 2.0  # seconds, for the database
OVERDUE = timedelta(minutes=10)
"""When the oldest call that is owed waits for longer, something is wrong."""


class Stored(NamedTuple):
    """What the database tells."""

    owing: Owing
    reminders: Reminders
    outside: Faring
    installed: Mapping[Standing, int]


async def _always() -> bool:
    return True


@dataclass(slots=True)
class Health:
    """Serves /healthz, /readyz and /metrics. `connected` says whether Slack reaches the bot.

    Where everybody may ask, there are only the first two, and they say no more than a word.
    """

    database: Database
    clock: Clock
    metrics: Metrics
    pause: Pause
    connected: Callable[[], Awaitable[bool]] = _always
    _started: datetime = field(init=False)

    def __post_init__(self) -> None:
        self._started = self.clock()

    def add_to(self, site: web.Application) -> None:
        site.router.add_get("/healthz", self._lives)
        site.router.add_get("/readyz", self._ready)
        site.router.add_get("/metrics", self._figures)

    def add_words_to(self, site: web.Application) -> None:
        site.router.add_get("/healthz", self._lives)
        site.router.add_get("/readyz", self._ready_in_a_word)

    async def ready(self) -> dict[str, str]:
        """What was looked at, each `ok` or what is wrong."""
        found = {"database": "ok", "socket": "ok" if await self.connected() else "not connected", "outbox": "ok"}
        try:
            owed, *_ = await self._stored()
        except (TimeoutError, SQLAlchemyError):
            return found | {"database": "does not answer", "outbox": "unknown"}
        if self.pause.trouble:
            found["database"] = f"takes nothing ({self.pause.trouble.value})"
        if (age := owed.age(self.clock())) > OVERDUE:
            found["outbox"] = f"the oldest call has been owed for {age.total_seconds():.0f} s"
        return found

    async def _lives(self, _: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def _ready(self, _: web.Request) -> web.Response:
        found = await self.ready()
        return web.json_response(found, status=200 if set(found.values()) == {"ok"} else 503)

    async def _ready_in_a_word(self, _: web.Request) -> web.Response:
        found = await self.ready()
        is_ready = set(found.values()) == {"ok"}
        return web.Response(text="ok\n" if is_ready else "not ready\n", status=200 if is_ready else 503)

    async def _figures(self, _: web.Request) -> web.Response:
        connected = await self.connected()
        try:
            stored = await self._stored()
        except (TimeoutError, SQLAlchemyError):
            stored = None  # what was counted is told all the same
        body = "\n".join((*self._lines(stored, connected=connected), ""))
        return web.Response(body=body.encode(), headers={"Content-Type": TYPE})

    def _lines(self, stored: Stored | None, *, connected: bool) -> Iterator[str]:
        yield from self.metrics.lines()
        yield from gauge("groundwork_connected", "1 while Slack reaches the bot.", int(connected))
        yield from gauge("groundwork_taking", "0 while the database takes nothing.", int(self.pause.trouble is None))
        if stored:
            owed, reviews, outside, installed = stored
            age = owed.age(self.clock()).total_seconds()
            yield from gauge("groundwork_outbox_calls", "Calls owed to Slack.", owed.calls)
            yield from gauge("groundwork_outbox_oldest_seconds", "For how long the oldest has been due.", age)
            yield from gauge("groundwork_reminders_due", "Reviews that are due.", reviews.due)
            yield from gauge("groundwork_reminders_late", "Those due for more than a day.", reviews.late)
            yield from gauge("groundwork_webhooks_awake", "Receivers that are told of projects.", outside.awake)
            yield from gauge("groundwork_webhooks_failing", "Those of them that do not take it now.", outside.failing)
            yield from gauge("groundwork_webhooks_asleep", "Receivers that were given up.", outside.asleep)
            yield from gauge("groundwork_webhooks_owed", "What receivers are still to be told.", outside.owed)
            if installed:
                yield from gauges(
                    "groundwork_installations", "Where the bot is installed.", "standing", installed.items()
                )
        yield from process_lines(self._started)

    async def _stored(self) -> Stored:
        now = self.clock()

        def read(db: Connection) -> Stored:
            return Stored(owing(db), reminders(db, now=now), faring(db), standings(db))

        async with asyncio.timeout(WITHIN):
            return await self.database.read(read)
