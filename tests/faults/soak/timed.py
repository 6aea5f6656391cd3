"""The real program on a clock that a test moves: `python -m tests.faults.soak.timed FILE`.

The file holds how far the clock is ahead of the machine's. Beats come thrice a second, a cut connection is noticed and
a call is given up sooner, and pictures are a point, so that a test need not wait. All else is `groundwork run`.
"""

import asyncio
import base64
import functools
import struct
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

AHEAD = struct.Struct("d")  # seconds
LOOK = 0.02
BEAT = 0.3
CALL_TIMEOUT = 1.5
PING = 0.3
POINT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


class Shift:
    """How far the clock is ahead: written by the test, read by the program."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def write(self, ahead: timedelta) -> None:
        written = self._file.with_suffix(".new")
        written.write_bytes(AHEAD.pack(ahead.total_seconds()))
        written.replace(self._file)

    def read(self) -> timedelta:
        return timedelta(seconds=AHEAD.unpack(self._file.read_bytes())[0])


async def point(*_: Any, **__: Any) -> bytes:
    """Drawn at once."""
    return POINT


def main() -> None:
    import structlog

    import bot.app
    import bot.cli.serving
    import bot.live
    import bot.pictures
    import bot.scheduler
    import bot.slack
    import bot.tick
    import bot.uploads
    from bot.clock import now

    shift = Shift(Path(sys.argv[1]))
    log = structlog.get_logger()
    tick = bot.tick.Tick.__call__

    async def beat(self: bot.tick.Tick, at: datetime) -> None:
        await tick(self, at)
        log.info("beat.over", at=at.isoformat())

    async def wake(self: bot.live.Live) -> None:
        """Whoever sleeps until a moment has to look again when the clock was moved."""
        seen = shift.read()
        while True:
            await asyncio.sleep(LOOK)
            if (ahead := shift.read()) != seen:
                seen = ahead
                self.owed()
                self.wake()

    run = bot.live.Live.run

    async def run_awake(self: bot.live.Live) -> None:
        waking = asyncio.create_task(wake(self))
        try:
            await run(self)
        finally:
            waking.cancel()

    bot.tick.Tick.__call__ = beat  # type: ignore[method-assign]
    bot.live.Live.run = run_awake  # type: ignore[method-assign]
    bot.app.Socket = functools.partial(bot.app.Socket, ping_every=PING)  # type: ignore[assignment]
    bot.scheduler.SECONDS = BEAT  # type: ignore[assignment]
    bot.slack.CALL_TIMEOUT = CALL_TIMEOUT  # type: ignore[assignment]
    for module in (bot.live, bot.pictures, bot.uploads):
        module.draw = point  # type: ignore[attr-defined]
    bot.cli.serving.running = functools.partial(bot.cli.serving.running, clock=lambda: now() + shift.read())
    sys.argv = ["groundwork", "run"]

    from bot.cli import program

    program()


if __name__ == "__main__":
    main()
