"""Waiting for a condition, woken by what happens and never by a timer."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Changes:
    """A bell that rings whenever something in the stand-in has changed."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()
        self.rings = 0
        """How often it has rung."""

    def ring(self) -> None:
        """Wake everyone who waits for a condition."""
        self.rings += 1
        waiting, self._waiting = self._waiting, set()
        for one in waiting:
            if not one.done():
                one.set_result(None)

    async def until(self, condition: Callable[[], T], timeout: float) -> T:  # noqa: ASYNC109 - says why it failed
        """What `condition` answers once it is true; TimeoutError after `timeout` seconds."""
        async with asyncio.timeout(timeout):
            while not (found := condition()):
                bell = asyncio.get_running_loop().create_future()
                self._waiting.add(bell)
                try:
                    await bell
                finally:
                    self._waiting.discard(bell)
        return found
