"""What the app is owed: events until they are acknowledged, questions that are asked once."""

import asyncio
import time
from collections.abc import Coroutine
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal, Protocol

from sandbox.changes import Changes
from sandbox.traffic import Exchange, Traffic

Envelope = Literal["events_api", "slash_commands", "interactive"]

SLACKS_SCHEDULE = (0.0, 60.0, 300.0)
"""Seconds before each of the three redeliveries, as Slack waits."""


@dataclass(frozen=True, slots=True)
class Acked:
    """The app took it; `payload` is what it answered with."""

    payload: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Missed:
    """The app did not take it, in the words of `x-slack-retry-reason`; `final` when it asked for no retry."""

    reason: str
    final: bool = False
    status: int | None = None


Outcome = Acked | Missed


class Transport(Protocol):
    """A way to the app."""

    @property
    def ready(self) -> bool:
        """Whether something can be sent now."""

    async def until_ready(self) -> None:
        """Return once something can be sent."""

    async def send(self, kind: Envelope, payload: dict[str, Any], *, attempt: int, reason: str) -> Outcome:
        """Send once and wait for the acknowledgement."""


class Deliveries:
    """Sends what is owed over the present transport and keeps count of what is under way."""

    def __init__(
        self,
        transport: Transport,
        traffic: Traffic,
        changes: Changes,
        *,
        retry_delays: tuple[float, ...] = (0.0, 0.0, 0.0),
    ) -> None:
        self.transport = transport
        self.retry_delays = retry_delays
        self.twice = False
        self.lost: list[dict[str, Any]] = []
        """Events that were given up after the last retry."""
        self.last = 0
        self._traffic = traffic
        self._changes = changes
        self._open: dict[int, asyncio.Task[None]] = {}
        self._asking = 0

    @property
    def idle(self) -> bool:
        """Whether nothing is undelivered or unacknowledged."""
        return not self._open and not self._asking

    def publish(self, payload: dict[str, Any], team: str | None = None) -> None:
        """Deliver an event of a workspace, again and again until it is taken or given up."""
        for _ in range(2 if self.twice else 1):
            self.background(self._insist(payload, team))

    def background(self, work: Coroutine[Any, Any, Any]) -> None:
        """Do something of a person's without waiting for it; it counts as under way."""
        self.last += 1
        number = self.last
        task: asyncio.Task[None] = asyncio.get_running_loop().create_task(work)
        self._open[number] = task
        task.add_done_callback(partial(self._closed, number))

    async def settled(self, after: int) -> None:
        """Return once the events published after number `after` are taken or given up.

        With nobody connected it returns at once: they wait for a connection.
        """
        if self.transport.ready:
            tasks = [task for number, task in self._open.items() if number > after]
            await asyncio.gather(*tasks, return_exceptions=True)

    async def ask(self, kind: Envelope, payload: dict[str, Any], team: str | None = None) -> Outcome:
        """Send a command or an interaction of a workspace, once."""
        if not self.transport.ready:
            return Missed("dispatch_failed")
        self._asking += 1
        try:
            return await self._send(kind, payload, team, 0, "")
        finally:
            self._asking -= 1
            self._changes.ring()

    async def stop(self) -> None:
        """Drop everything that is still owed."""
        tasks = list(self._open.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _closed(self, number: int, _task: "asyncio.Task[None]") -> None:
        del self._open[number]
        self._changes.ring()

    async def _insist(self, payload: dict[str, Any], team: str | None) -> None:
        reason = ""
        for attempt, delay in enumerate((0.0, *self.retry_delays)):
            if delay:
                await asyncio.sleep(delay)
            await self.transport.until_ready()
            match await self._send("events_api", payload, team, attempt, reason):
                case Acked():
                    return
                case Missed(final=True):
                    break
                case Missed(reason=why):
                    reason = why
        self.lost.append(payload)

    async def _send(
        self, kind: Envelope, payload: dict[str, Any], team: str | None, attempt: int, reason: str
    ) -> Outcome:
        exchange = Exchange("out", kind, payload, note=f"retry {attempt}: {reason}" if attempt else "", team=team)
        self._traffic.note(exchange)
        begun = time.perf_counter()
        outcome = await self.transport.send(kind, payload, attempt=attempt, reason=reason)
        exchange.ms = (time.perf_counter() - begun) * 1000
        match outcome:
            case Acked(payload=answer):
                exchange.status, exchange.response = 200, answer
            case Missed(reason=why, status=status):
                exchange.status, exchange.response = status, why
        self._changes.ring()
        return outcome
