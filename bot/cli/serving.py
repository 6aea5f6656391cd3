"""The bot from its start to SIGTERM."""

import asyncio
import signal
from contextlib import suppress

from bot.app import running
from bot.logs import log_to_stderr
from bot.settings import Settings


async def serve(settings: Settings) -> None:
    """Until it is told to stop, or Slack is lost for good."""
    log_to_stderr(settings.log_level)
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    ready = asyncio.Event()

    async def until_stopped() -> None:
        async with running(settings) as bot:
            ready.set()
            bot.lost.add_done_callback(lambda _: stopped.set())
            await stopped.wait()
            if bot.lost.done():
                bot.lost.result()

    serving = asyncio.create_task(until_stopped())

    def stop() -> None:
        stopped.set()
        if not ready.is_set():
            serving.cancel()  # still connecting: there is nothing to finish

    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop)
    with suppress(asyncio.CancelledError):
        await serving
