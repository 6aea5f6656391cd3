"""Slack says that the bot was taken out somewhere: it is silent there at once, and its data is kept for a while."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Connection

from bot.clock import Clock
from bot.installing.installed import Installed
from bot.keys import Keys, NoKeyOpens
from bot.slack import Answered, Slack
from storage.database import Database
from storage.installations import Installation, find_home, find_installation, join, leave, uninstall
from storage.outbox import give_up

log = structlog.get_logger()

WITHIN = 1.2  # seconds, of the three that Slack gives an event


@dataclass(frozen=True, slots=True)
class Ending:
    """`keep` is how long a workspace's data outlives the bot's stay."""

    database: Database
    slack: Slack
    keys: Keys
    clock: Clock
    installed: Installed
    keep: timedelta

    async def ended(self, team: str | None, enterprise: str | None, *, at: datetime) -> None:
        """The app was uninstalled, or its tokens revoked: either may be told first, twice, or long afterwards."""
        one = await self.database.read(lambda db: _installation(db, team, enterprise))
        if one is None or one.uninstalled_at:
            return
        if at < one.installed_at.replace(microsecond=0) or await self._works(one):
            log.info("installation.goes_on", installation=one.id)  # that was an earlier one, or another token
            return
        now = self.clock()

        def work(db: Connection) -> list[str] | None:
            teams = uninstall(db, one.id, now=now, erase_at=now + self.keep)
            for each in teams or ():
                give_up(db, each, now=now)
            return teams

        teams = await self.database.write(work)
        if teams is None:
            return
        await self.installed.look()
        log.warning("installation.ended", installation=one.id, teams=len(teams), kept_until=now + self.keep)

    async def withdrawn(self, teams: Sequence[str], enterprise: str) -> None:
        """An organisation took its bot out of some of its workspaces."""
        now = self.clock()

        def work(db: Connection) -> list[str]:
            homes = (find_home(db, team) for team in teams)
            theirs = [home.team for home in homes if home and home.installation.id == enterprise]
            leave(db, theirs, now=now, erase_at=now + self.keep)
            for each in theirs:
                give_up(db, each, now=now)
            return theirs

        left = await self.database.write(work)
        await self.installed.look()
        log.warning("workspaces.left", installation=enterprise, teams=len(left), kept_until=now + self.keep)

    async def admitted(self, teams: Sequence[str], enterprise: str) -> None:
        """An organisation let its bot into some of its workspaces."""
        now = self.clock()

        def work(db: Connection) -> bool:
            one = find_installation(db, enterprise)
            if one is None or not one.org_wide or one.uninstalled_at:
                return False
            for team in teams:
                home = find_home(db, team)
                if home is None or home.left_at:
                    join(db, team, enterprise, now=now)
            return True

        if await self.database.write(work):
            await self.installed.look()
            log.info("workspaces.joined", installation=enterprise, teams=len(teams))

    async def _works(self, one: Installation) -> bool:
        """Whether Slack still takes the token that is stored."""
        try:
            token = self.keys.opened(one.token or "")
            async with asyncio.timeout(WITHIN):
                return isinstance(await self.slack.who(token), Answered)
        except (NoKeyOpens, TimeoutError):
            return False


def _installation(db: Connection, team: str | None, enterprise: str | None) -> Installation | None:
    """A workspace's own installation goes before that of its organisation."""
    own = find_installation(db, team) if team else None
    return own or (find_installation(db, enterprise) if enterprise else None)
