"""Slack's user groups: who is in those that lead a channel. Asked of Slack, kept, and kept up to date."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.clock import Clock
from bot.entered import storable
from bot.retry import Refusal
from bot.slack import Answered, Slack
from storage.database import Database
from storage.groups import Group, find_group, groups_seen_before, put_off_group, save_group
from storage.holds import NOTHING

log = structlog.get_logger()

WITHIN = 1.2  # seconds, of the three that Slack gives a command
FRESH = timedelta(hours=1)  # events keep us up to date; this is for what they missed
MOST_HANDLE = 100
GONE = "no_such_subteam"
"""Also for a group that was disabled: nobody is in it any more."""


@dataclass(slots=True)
class Groups:
    """While Slack does not answer, the members known last count."""

    database: Database
    slack: Slack
    clock: Clock

    async def ask(self, team: str, group: str) -> bool:
        """Ask Slack who is in it; whether Slack said so."""
        known = await self.database.read(lambda db: find_group(db, team, group))
        try:
            async with asyncio.timeout(WITHIN):
                members, handle = await asyncio.gather(
                    self._members(team, group), _told(known.handle) if known else self._handle(team, group)
                )
        except TimeoutError:
            members = None
        if members is None:
            log.warning("group.unknown", group=group)
            await self.database.write(lambda db: put_off_group(db, team, group, seen_at=self.clock()), NOTHING)
            return False
        described = Group(team, group, handle or group, frozenset(members), self.clock())
        await self.database.write(lambda db: save_group(db, described), NOTHING)
        return True

    async def changed(self, team: str, group: str) -> None:
        """Slack says that its members or its name changed."""
        if await self.database.read(lambda db: find_group(db, team, group)):
            await self.ask(team, group)

    async def described(self, team: str, group: str, told: Mapping[str, Any]) -> None:
        """Slack tells how a group is now: what it is called, whether it is disabled, and mostly who is in it."""
        known = await self.database.read(lambda db: find_group(db, team, group))
        if known is None:
            return
        handle, users = _handle_of(told) or known.handle, told.get("users")
        if told.get("date_delete"):
            users = []
        members = frozenset(map(str, users)) if isinstance(users, list) else known.members
        await self.database.write(lambda db: save_group(db, replace(known, handle=handle, members=members)), NOTHING)
        if not isinstance(users, list):
            await self.ask(team, group)

    async def refresh(self, now: datetime) -> None:
        """Ask about those that nobody asked about for an hour."""
        for team, group in await self.database.read(lambda db: groups_seen_before(db, now - FRESH)):
            await self.ask(team, group)

    async def _members(self, team: str, group: str) -> list[str] | None:
        answer = await self.slack.ask(team, "usergroups.users.list", {"usergroup": group})
        if isinstance(answer, Refusal) and answer.error == GONE:
            return []
        users = answer.data.get("users") if isinstance(answer, Answered) else None
        return [str(one) for one in users] if isinstance(users, list) else None

    async def _handle(self, team: str, group: str) -> str | None:
        answer = await self.slack.ask(team, "usergroups.list", {})
        found = answer.data.get("usergroups") if isinstance(answer, Answered) else None
        for one in found if isinstance(found, list) else ():
            if isinstance(one, Mapping) and one.get("id") == group:
                return _handle_of(one)
        return None


def _handle_of(described: Mapping[str, Any]) -> str:
    return storable(described.get("handle"))[:MOST_HANDLE]


async def _told(handle: str) -> str:
    return handle
