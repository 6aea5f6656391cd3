"""A receiver of webhooks outside Slack, on this machine."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from sqlalchemy import Connection

from bot.webhooks.secrets import Secrets
from flows.announcement import Subject
from sandbox.standin import StandIn
from storage.webhooks import Webhook, add_webhook

SECRET = "gwsec_of-the-test"
LOOPBACK = "127.0.0.0/8"


@dataclass(frozen=True)
class Received:
    headers: dict[str, str]
    body: bytes

    @property
    def told(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.body)
        return told

    @property
    def type(self) -> str:
        return str(self.told["type"])


@dataclass
class Receiver:
    """Answers with each of `answers`, then with 204. `received` is everything it got, whatever it answered."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    received: list[Received] = field(default_factory=list)
    held: asyncio.Event | None = None
    """While it is there and not set, nothing is answered."""
    _bell: asyncio.Event = field(default_factory=asyncio.Event)

    async def answer(self, request: web.Request) -> web.Response:
        self.received.append(Received(dict(request.headers), await request.read()))
        self._bell.set()
        if self.held:
            await self.held.wait()
        status = self.answers.pop(0) if self.answers else 204
        return web.Response(status=status, headers=self.headers if status != 204 else None)

    async def until(self, count: int, within: float = 10) -> list[Received]:
        """All it got, once there are so many."""
        async with asyncio.timeout(within):
            while len(self.received) < count:
                self._bell.clear()
                await self._bell.wait()
        return self.received

    @property
    def types(self) -> list[str]:
        return [one.type for one in self.received]

    def webhook(self, team: str = "T0ACME", *events: str, id_: str = "1", at: StandIn) -> Callable[[Connection], None]:
        """What adds it to the database."""
        wanted = events or tuple(subject.value for subject in Subject)
        new = Webhook(id_, team, self.url, wanted, Secrets().sealed(SECRET), at.clock.now())
        return lambda db: add_webhook(db, new)


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    try:
        yield receiver
    finally:
        if receiver.held:
            receiver.held.set()
        await runner.cleanup()
