"""What time brings to installations: others' changes are seen, tokens renewed, and what was left long ago erased."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import structlog
from sqlalchemy import Connection

from bot.installing.installed import Installed
from bot.installing.renewing import EARLY, Renewing
from storage.database import Database
from storage.erasing import erase_workspace
from storage.installations import erasable, find_home, forget
from storage.renewals import expiring

log = structlog.get_logger()

TOGETHER = 5


@dataclass(frozen=True, slots=True)
class Upkeep:
    database: Database
    installed: Installed
    renewing: Renewing

    async def __call__(self, now: datetime) -> None:
        await self.installed.look()
        await self._renew(now)
        for team in await self.database.read(lambda db: erasable(db, now=now)):
            erased = await self.database.write(partial(_erased, team, now))
            if erased is not None:
                log.warning("workspace.erased", team=team, rows=sum(erased.values()))
                await self.installed.look()

    async def _renew(self, now: datetime) -> None:
        """Tokens of workspaces where nothing happens expire, too."""
        due = await self.database.read(lambda db: expiring(db, before=now + EARLY, now=now))
        for place in range(0, len(due), TOGETHER):
            await asyncio.gather(*(self.renewing.renew(one) for one in due[place : place + TOGETHER]))
        if due:
            await self.installed.look()


def _erased(team: str, now: datetime, db: Connection) -> dict[str, int] | None:
    """None where the bot was installed again in the meantime."""
    home = find_home(db, team)
    if home is None or home.erase_at is None or home.erase_at > now:
        return None
    rows = erase_workspace(db, team)
    forget(db, team)
    return rows
