"""Somebody allowed the bot in: what they brought from Slack is exchanged for tokens, and kept."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import structlog
from sqlalchemy import Connection

from bot.clock import Clock
from bot.doctor.scopes import NEEDED
from bot.i18n import Words
from bot.installing.client import Client
from bot.installing.granted import Granted, NotGranted, Who, granted_in, who_in
from bot.installing.installed import Installed
from bot.keys import Keys
from bot.names import installed_for
from bot.people import People
from bot.slack import Slack
from bot.views.message import escape
from bot.views.welcome import installed_message
from bot.world import World
from storage.boards import all_boards_due
from storage.calls import Call
from storage.database import Database
from storage.holds import workspace
from storage.homes import all_homes_due
from storage.installations import Installation, install
from storage.messages import find_place
from storage.outbox import enqueue, is_owed

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Granting:
    database: Database
    slack: Slack
    client: Client
    keys: Keys
    clock: Clock
    installed: Installed
    people: People
    world: World
    committed: Callable[[], None]
    """Called when something may be owed to Slack."""

    async def exchange(self, code: str) -> Installation:
        """Install the bot with what a person brought; the bot is at work there at once. Raises NotGranted."""
        form = {"code": code, "redirect_uri": self.client.redirect_url}
        now = self.clock()
        told = await self.slack.exchange(self.client.id, self.client.secret.get_secret_value(), form)
        granted = granted_in(told)
        token = granted.access_token.get_secret_value()
        one = self._installation(granted, who_in(await self.slack.who(token)), now)
        back = await self.database.write(partial(_kept, one, now))
        await self.installed.look()
        lacking = sorted(NEEDED - one.scopes)
        log.info("installation.made", installation=one.id, org_wide=one.org_wide, teams=len(back), lacking=lacking)
        if not one.org_wide:
            await self._greet(one)
        self.committed()
        return one

    def _installation(self, granted: Granted, who: Who, now: datetime) -> Installation:
        holder = granted.holder
        if holder is None:
            raise NotGranted("no_workspace")
        refresh, expires_in = granted.refresh_token, granted.expires_in
        return Installation(
            id=holder.id,
            org_wide=granted.is_enterprise_install,
            name=holder.name[:200] or holder.id,
            app=granted.app_id,
            bot_user=granted.bot_user_id,
            bot=who.bot_id,
            url=who.url,
            scopes=frozenset(filter(None, granted.scope.split(","))),
            token=self.keys.sealed(granted.access_token.get_secret_value()),
            installed_by=granted.authed_user.id,
            installed_at=now,
            refresh_token=self.keys.sealed(refresh.get_secret_value()) if refresh and expires_in else None,
            expires_at=now + timedelta(seconds=expires_in) if refresh and expires_in else None,
        )

    async def _greet(self, one: Installation) -> None:
        """Whoever installed it learns in a direct message how to begin, the first time."""
        language = await self.people.language_of(one.id, one.installed_by)
        shown = installed_message(Words(language, escape))
        surface, now = installed_for(one.id, one.installed_by), self.clock()
        payload = {"channel": one.installed_by, **shown.payload}
        call = Call(one.id, surface, "chat.postMessage", payload, self.world.new_id(), surface=surface)

        def work(db: Connection) -> None:
            if not find_place(db, surface) and not is_owed(db, surface):
                enqueue(db, [call], due_at=now)

        await self.database.write(work, workspace(one.id))


def _kept(one: Installation, now: datetime, db: Connection) -> list[str]:
    """The workspaces that the bot is in by this; what it shows there may have grown old."""
    back = install(db, one)
    for team in back:
        all_boards_due(db, team, now=now)
        all_homes_due(db, team, now=now)
    return back
