"""APScheduler as a metronome: it calls `tick(now)` and knows nothing else."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.clock import Clock

SECONDS = 30


def metronome(tick: Callable[[datetime], Awaitable[None]], clock: Clock) -> AsyncIOScheduler:
    """A scheduler that is not started yet. A beat that is missed is not made up for: what is due is in tables."""

    async def beat() -> None:
        await tick(clock())

    scheduler = AsyncIOScheduler(timezone="UTC")
    scheduler.add_job(beat, IntervalTrigger(seconds=SECONDS), coalesce=True, max_instances=1)
    return scheduler
