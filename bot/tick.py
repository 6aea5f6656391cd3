"""What time brings: owed calls are looked at, and what nobody needs any more is dropped."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

import structlog
from sqlalchemy import Connection

from bot.aging import age
from bot.backups import Backups
from bot.decisions import due as wake_up
from bot.delivery import Delivery
from bot.digesting import post_digest
from bot.leaderboard import is_new_week, keep_week
from bot.pictures import draw_results
from bot.reminding import remind
from bot.rounds import due
from bot.sight import Seen
from bot.workflows.waiting import give_up, projects_waited_for
from bot.world import World
from storage.aging import aging
from storage.database import Database
from storage.decisions import Wakeup, due_wakeups
from storage.errors import ConversationMoved
from storage.retention import Keep, tidy
from storage.reviews import Addressee, someone_due
from storage.rhythms import Place, digests_due
from storage.rounds import due_rounds
from storage.weekly import channels_with_projects

log = structlog.get_logger()

WEEKS_LOOKED_AT = timedelta(minutes=5)
TOGETHER = 25  # people reminded in one transaction


@dataclass(slots=True)
class Tick:
    database: Database
    delivery: Delivery
    world: World
    draw_homes: Callable[[datetime], Awaitable[None]] | None = None
    backups: Backups | None = None
    ask_about_groups: Callable[[datetime], Awaitable[None]] | None = None
    sees: Callable[[str, str], Awaitable[Seen]] | None = None
    """The channels that somebody may see."""
    upkeep: Callable[[datetime], Awaitable[None]] | None = None
    """What has to be done for installations before anything else is."""
    keep: Keep = field(default_factory=Keep)
    _tidied: datetime | None = None
    _weeks_kept: datetime | None = None

    async def __call__(self, now: datetime) -> None:
        """One beat, unless another process is at one."""
        if self.upkeep:
            await self.upkeep(now)  # each process has to see what the others changed
        async with self.database.alone("tick") as is_ours:
            if is_ours:
                await self._beat(now)

    async def _beat(self, now: datetime) -> None:
        await self._weeks(now)
        await self._rounds(now)
        await self._deferrals(now)
        await self._aging(now)
        await self._steps(now)
        await self._reminders(now)
        await self._digests(now)
        if self.ask_about_groups:
            await self.ask_about_groups(now)
        if self.draw_homes:
            await self.draw_homes(now)
        await draw_results(self.database, self.world, now)
        self.delivery.wake()
        if self.backups:
            await self.backups(now)
        if self._tidied is None or now - self._tidied > timedelta(days=1):
            self._tidied = now
            dropped = await self.database.write(lambda db: tidy(db, self.keep, now=now))
            log.info("rows.tidied", count=dropped)

    async def _weeks(self, now: datetime) -> None:
        """Where a week has begun, how the board stands is kept, to be compared with."""
        if self._weeks_kept and timedelta(0) <= now - self._weeks_kept < WEEKS_LOOKED_AT:
            return
        for team, channel in await self.database.read(channels_with_projects):
            if await self.database.read(partial(_is_new_week, team, channel, now)):
                await self.database.write(partial(_week_kept, team, channel, now))
        self._weeks_kept = now

    async def _aging(self, now: datetime) -> None:
        """Scores that nobody looked at for long count less."""
        for project in await self.database.read(lambda db: aging(db, now=now)):
            try:
                await self.database.write(partial(_aged, self.world, project, now))
            except Exception:
                log.exception("aging.failed", project=project)

    async def _steps(self, now: datetime) -> None:
        """Workflows that have waited for a verdict for too long end."""
        for project in await self.database.read(lambda db: projects_waited_for(db, now)):
            await self.database.write(partial(_given_up, self.world, project, now))

    async def _rounds(self, now: datetime) -> None:
        """Rounds whose deadline has come end; whoever has not voted is reminded."""
        for one in await self.database.read(lambda db: due_rounds(db, now=now)):
            try:
                await self.database.write(partial(_of_round, self.world, one.id, now))
            except ConversationMoved:
                log.info("round.moved", round=one.id)  # the next beat looks again

    async def _deferrals(self, now: datetime) -> None:
        """What was deferred until now is brought up again."""
        for one in await self.database.read(lambda db: due_wakeups(db, now=now)):
            await self.database.write(partial(_of_deferral, self.world, one, now))

    async def _reminders(self, now: datetime) -> None:
        """Whoever has something due gets one message; what cannot be sent now is put off."""
        who = await self.database.read(lambda db: someone_due(db, now=now))
        for place in range(0, len(who), TOGETHER):
            some = who[place : place + TOGETHER]
            try:
                await self.database.write(partial(_reminded, self.world, some, now))
            except Exception:
                log.exception("reminders.failed", count=len(some))

    async def _digests(self, now: datetime) -> None:
        """Whoever is owed a digest of a week gets it, once."""
        for place in await self.database.read(lambda db: digests_due(db, now=now)):
            try:
                sees = await self.sees(place.team, place.id) if place.is_person and self.sees else None
                await self.database.write(partial(_digested, self.world, place, now, sees))
            except Exception:  # one channel in trouble must not silence the others
                log.exception("digest.failed", place=place.id)


def _is_new_week(team: str, channel: str, now: datetime, db: Connection) -> bool:
    return is_new_week(db, team, channel, now=now)


def _week_kept(team: str, channel: str, now: datetime, db: Connection) -> None:
    keep_week(db, team, channel, now=now)


def _aged(world: World, project: str, now: datetime, db: Connection) -> None:
    age(db, world, project, now=now)


def _given_up(world: World, project: str, now: datetime, db: Connection) -> None:
    give_up(db, world, project, now=now)


def _digested(world: World, place: Place, now: datetime, sees: Seen | None, db: Connection) -> None:
    post_digest(db, world, place, now=now, sees=sees)


def _reminded(world: World, who: Sequence[Addressee], now: datetime, db: Connection) -> None:
    remind(db, world, who, now=now)


def _of_deferral(world: World, one: Wakeup, now: datetime, db: Connection) -> None:
    wake_up(db, world, one, now=now)


def _of_round(world: World, round_id: str, now: datetime, db: Connection) -> None:
    due(db, world, round_id, now=now)
