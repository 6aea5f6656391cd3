"""The workspaces that installed the bot, at hand in memory and looked up in the database, which others write, too."""

import asyncio
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import DBAPIError

from bot.clock import Clock
from bot.installing.known import Known, known_of
from bot.installing.renewing import EARLY, LEASE, Renewing
from bot.keys import Keys
from bot.settings import SettingsWrong
from bot.workspaces import NotInstalled, NoToken, Workspace
from storage.database import Database
from storage.holds import NOTHING, workspace
from storage.installations import all_homes, break_off, find_home, find_installation, join

log = structlog.get_logger()

FRESH = timedelta(seconds=30)
"""For so long a process may not know that another one was told that the bot was taken out somewhere."""
LOOK, LOOKS = 0.1, 50  # seconds, and how often, while another process is renewing a token


@dataclass(slots=True)
class Installed:
    """Implements Workspaces. That the bot is not somewhere is never remembered: another process may know better."""

    database: Database
    keys: Keys
    clock: Clock
    renewing: Renewing
    _known: dict[str, Known] = field(default_factory=dict)
    _renewals: defaultdict[str, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock))
    _tried: dict[str, datetime] = field(default_factory=dict)
    """When this process last wanted to renew an installation's token."""
    _changes: int = 0

    async def load(self) -> None:
        """At the start. Raises SettingsWrong when the keys at hand do not open what is stored."""
        await self.look()
        if any(known.sealed for known in self._known.values()):
            raise SettingsWrong(
                "GROUNDWORK_ENCRYPTION_KEYS does not open every stored token: put the key with which they were "
                "stored behind the others, or else have the bot installed again where it was"
            )

    async def look(self) -> None:
        """See what other processes have changed."""
        while True:
            changes, now = self._changes, self.clock()
            homes = await self.database.read(all_homes)
            if changes == self._changes:  # else what was read may be older than what is known
                break
        self._known = {home.team: known_of(home, self.keys, self._known.get(home.team), now=now) for home in homes}

    def of(self, team: str) -> Workspace:
        if team not in self._known:
            raise NotInstalled(team)
        return self._known[team].workspace

    async def token_of(self, team: str) -> str | None:
        known = await self._fresh(team)
        if known is None or known.left:
            return None
        if self._is_to_be_renewed(known):
            known = await self._renewed(known)
        if not known.speaks(self.clock()):
            raise NoToken(team)
        return known.token

    async def entered(self, team: str | None, enterprise: str | None) -> Workspace | None:
        known = await self._fresh(team) if team else None
        if team and enterprise and (known is None or (known.left and known.installation.id != enterprise)):
            known = await self._joined(team, enterprise)
        return known.workspace if known and not known.left else None

    async def refused(self, team: str, token: str, problem: str) -> None:
        """Slack does not take this token. If it is the newest, the bot has to be installed there again."""
        known = await self._looked_up(team)
        if known is None or known.left or known.token != token or known.installation.problem:
            return
        if problem == "token_expired" and known.installation.refresh_token:
            await self._renewed(known)
            return
        one = known.installation
        if await self.database.write(lambda db: break_off(db, one.id, problem, token=one.token), NOTHING):
            log.error("installation.broken", installation=one.id, problem=problem)
        await self._looked_up(team)

    async def _fresh(self, team: str) -> Known | None:
        known = self._known.get(team)
        now = self.clock()
        if known and known.speaks(now) and timedelta(0) <= now - known.seen_at < FRESH:
            return known
        return await self._looked_up(team)

    async def _looked_up(self, team: str) -> Known | None:
        now = self.clock()
        try:
            home = await self.database.read(lambda db: find_home(db, team))
        except DBAPIError as error:  # what was known goes on being so
            log.warning("installations.unavailable", problem=type(error.orig).__name__)
            return self._known.get(team)
        self._changes += 1
        if home is None:
            self._known.pop(team, None)
            return None
        self._known[team] = known_of(home, self.keys, self._known.get(team), now=now)
        return self._known[team]

    async def _joined(self, team: str, enterprise: str) -> Known | None:
        """A workspace of an organisation that installed the bot for all of its own."""
        one = await self.database.read(lambda db: find_installation(db, enterprise))
        if one is None or not one.org_wide or one.uninstalled_at:
            return None
        now = self.clock()
        await self.database.write(lambda db: join(db, team, enterprise, now=now), workspace(team))
        log.info("workspace.joined", team=team, installation=enterprise)
        return await self._looked_up(team)

    def _is_to_be_renewed(self, known: Known) -> bool:
        now = self.clock()
        if not known.expires_before(now + EARLY) or known.installation.problem:
            return False
        tried = self._tried.get(known.installation.id)
        return not known.speaks(now) or tried is None or now - tried > LEASE

    async def _renewed(self, known: Known) -> Known:
        """The same with a new token, or as it is when that cannot be had now."""
        team, installation = known.workspace.team, known.installation.id
        mine: bool | None = False
        async with self._renewals[installation]:
            latest = await self._looked_up(team) or known
            if latest.expires_before(self.clock() + EARLY):
                self._tried[installation] = self.clock()
                try:
                    mine = await self.renewing.renew(installation)
                except DBAPIError as error:
                    log.warning("installations.unavailable", problem=type(error.orig).__name__)
                latest = await self._looked_up(team) or known
        return await self._awaited(latest) if mine is None else latest

    async def _awaited(self, known: Known) -> Known:
        """What another process that is renewing the token makes of it, unless this one lasts until then."""
        for _ in range(LOOKS):
            if known.speaks(self.clock()) or known.installation.problem or known.left:
                break
            await asyncio.sleep(LOOK)
            known = await self._looked_up(known.workspace.team) or known
        return known
