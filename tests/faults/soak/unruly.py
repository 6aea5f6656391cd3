"""A Slack that misbehaves by chance: late, twice, deaf to what was answered, limited, broken, hanging, hanging up."""

import asyncio
from collections import Counter
from random import Random
from typing import Any

from sandbox.deliveries import Acked, Deliveries, Envelope, Missed, Outcome, Transport
from sandbox.faults import Fault, Faults, Kind
from sandbox.sockets import Sockets

SPARED = ("auth.test", "apps.connections.open", "users.info")
"""A start that is refused ends with a sentence, and without a person's language another one is spoken."""

LATEST = 0.08  # seconds; what is delivered meanwhile overtakes it
KINDS = {
    Kind.RATE_LIMITED: 4,
    Kind.ERROR_BEFORE: 2,
    Kind.ERROR_AFTER: 4,
    Kind.RESET_BEFORE: 2,
    Kind.RESET_AFTER: 4,
    Kind.HANG: 4,
}
HANGS = (0.05, 0.1, 0.2, 0.2, 0.5, 2.5)  # seconds, the last longer than the program waits


class UnrulyFaults(Faults):
    """Something goes wrong with one call in eight."""

    def __init__(self, chance: Random, injected: Counter[str]) -> None:
        super().__init__()
        self._chance = chance
        self._injected = injected
        self._hangs_until = 0.0
        self.on = True

    @property
    def hangs(self) -> bool:
        """Whether a call is under way that hangs."""
        return asyncio.get_running_loop().time() < self._hangs_until

    def next(self, method: str) -> Fault | None:
        if not self.on or method in SPARED or self._chance.random() > 0.12:
            return super().next(method)
        (kind,) = self._chance.choices([*KINDS], [*KINDS.values()])
        seconds = 0.0
        if kind is Kind.RATE_LIMITED:
            seconds = self._chance.choice((1, 2, 5))
        elif kind is Kind.HANG:
            seconds = self._chance.choice(HANGS)
            self._hangs_until = max(self._hangs_until, asyncio.get_running_loop().time() + seconds + 0.05)
        self._injected[kind.value] += 1
        return Fault(kind, seconds)


class UnrulyTransport:
    """The way to the app, on which deliveries are delayed, repeated, and their acknowledgements lost."""

    def __init__(
        self, sockets: Sockets, deliveries: Deliveries, chance: Random, injected: Counter[str], acked: list[Any]
    ) -> None:
        self._sockets = sockets
        self._deliveries = deliveries
        self._chance = chance
        self._injected = injected
        self._acked = acked
        self.on = True

    @property
    def ready(self) -> bool:
        return self._sockets.ready

    async def until_ready(self) -> None:
        await self._sockets.until_ready()

    async def send(self, kind: Envelope, payload: dict[str, Any], *, attempt: int, reason: str) -> Outcome:
        """Send once, more or less."""
        luck = self._chance.random() if self.on else 1.0
        if luck < 0.15:
            self._injected["delivered late"] += 1
            await asyncio.sleep(self._chance.random() * LATEST)
        elif luck < 0.23:
            self._injected["delivered twice"] += 1
            self._deliveries.background(self._again(kind, payload))
        elif luck < 0.235:
            self._injected["sockets dropped"] += 1
            asyncio.get_running_loop().call_later(self._chance.random() * 0.01, self._sockets.drop)
        elif luck < 0.24:
            self._injected["asked to reconnect"] += 1
            self._deliveries.background(self._sockets.disconnect())
        outcome = await self._sockets.send(kind, payload, attempt=attempt, reason=reason)
        if isinstance(outcome, Acked):
            self._acked.append((kind, payload))
            if 0.24 <= luck < 0.28:
                self._injected["acknowledgement lost"] += 1
                return Missed("http_timeout")
        return outcome

    async def _again(self, kind: Envelope, payload: dict[str, Any]) -> None:
        await asyncio.sleep(self._chance.random() * LATEST)
        await self._sockets.until_ready()
        if isinstance(await self._sockets.send(kind, payload, attempt=0, reason=""), Acked):
            self._acked.append((kind, payload))


def _is_a_transport(one: UnrulyTransport) -> Transport:
    return one
