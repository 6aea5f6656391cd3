"""The timestamps of a workspace's messages."""

from sandbox.clock import Clock


class Stamps:
    """Gives each message its timestamp; twins give the same ones in the same order.

    The n-th message of a workspace and of its twin have one timestamp, whoever comes first.
    """

    def __init__(self, clock: Clock, twin: "Stamps | None" = None) -> None:
        self._clock = clock
        self._given: list[str] = twin._given if twin is not None else []
        self._next = 0

    def next(self) -> str:
        """The timestamp of a new message, later than all before it in this workspace."""
        if self._next == len(self._given):
            self._given.append(self._clock.ts())
        self._next += 1
        return self._given[self._next - 1]
