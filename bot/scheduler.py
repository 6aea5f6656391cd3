"""APScheduler as a metronome: it calls `tick(now)` and knows nothing else."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.clock import Clock, now

SECONDS = 30


class Metronome(AsyncIOScheduler):  # type: ignore[misc]  # ships no types
    """Beats on when the machine's clock is set back: APScheduler would wait until the old time comes again."""

    def _process_jobs(self) -> Any:
        latest = now() + timedelta(seconds=2 * SECONDS)
        for job in self.get_jobs():
            if job.next_run_time and job.next_run_time > latest:
                job.modify(next_run_time=now())
        return super()._process_jobs()


def metronome(tick: Callable[[datetime], Awaitable[None]], clock: Clock) -> Metronome:
    """A scheduler that is not started yet. A beat that is missed is not made up for: what is due is in tables."""

    async def beat() -> None:
        await tick(clock())

    scheduler = Metronome(timezone="UTC")
    scheduler.add_job(beat, IntervalTrigger(seconds=SECONDS), coalesce=True, max_instances=1)
    return scheduler
