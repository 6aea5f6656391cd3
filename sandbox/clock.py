"""The sandbox's own clock."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

MONDAY_MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Clock:
    """Time as the workspace sees it: it stands still between ticks, or runs; it only goes forward.

    A standing clock moves by `tick` with every new message timestamp, so that a run repeats exactly.
    """

    def __init__(
        self,
        start: datetime = MONDAY_MORNING,
        *,
        tick: timedelta = timedelta(milliseconds=1),
        running: bool = False,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        if start.tzinfo is None:
            raise ValueError("The clock starts at an instant with a time zone.")
        if tick < MICROSECOND:
            raise ValueError("A tick is at least a microsecond: timestamps are the names of messages.")
        self._now = start
        self._tick = tick
        self._running = running
        self._monotonic = monotonic
        self._anchor = monotonic()
        self._last = start
        self._moved: list[Callable[[], None]] = []

    @classmethod
    def real(cls) -> "Clock":
        """A running clock that shows the present."""
        return cls(datetime.now(UTC), running=True)  # noqa: TID251 - this file is the sandbox's clock

    def now(self) -> datetime:
        """The present instant, in UTC."""
        if self._running:
            return self._now + timedelta(seconds=self._monotonic() - self._anchor)
        return self._now

    __call__ = now

    def ts(self) -> str:
        """A new message timestamp, later than all before it: `1763888400.001000`."""
        if not self._running:
            self._now += self._tick
        moment = max(self.now(), self._last + MICROSECOND)
        self._last = moment
        micros = (moment - EPOCH) // MICROSECOND
        return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"

    def move(self, step: timedelta) -> datetime:
        """Move forward by `step`; answers the new instant.

        Raises ValueError for a step back.
        """
        if step < timedelta(0):
            raise ValueError("The clock moves forward only.")
        self._now += step
        for tell in self._moved:
            tell()
        return self.now()

    def when_moved(self, tell: Callable[[], None]) -> None:
        """Call `tell` after every move: who sleeps in real time would not notice."""
        self._moved.append(tell)

    def move_to(self, instant: datetime) -> datetime:
        """Move forward to `instant`; ValueError when it has passed."""
        return self.move(instant - self.now())


def wall_seconds() -> int:
    """Seconds of the real clock: signatures are checked against it, wherever the sandbox's clock stands."""
    return int(time.time())  # noqa: TID251 - receivers compare signatures with the real time
