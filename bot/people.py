"""Who people are to the bot: their language, kept, and asked of Slack when it is not known yet."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from bot.channels import channel_words
from bot.clock import Clock
from bot.entered import storable
from bot.i18n import language_of
from bot.slack import Answered, Slack
from bot.zones import zone_named
from flows.text import Language
from storage.database import Database
from storage.holds import NOTHING
from storage.people import Person, find_person, save_person

ASK_WITHIN = 1.2  # seconds, of the three that Slack gives a command
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
TRUSTED = timedelta(seconds=20)  # what is at hand, where Slack may tell another process of a change
FRESH = timedelta(days=7)  # user_change keeps us up to date; this is for what it missed


@dataclass(slots=True)
class People:
    database: Database
    slack: Slack
    clock: Clock
    default: Language
    _known: dict[tuple[str, str], Person] = field(default_factory=dict)
    _looked: dict[tuple[str, str], datetime] = field(default_factory=dict)
    """When they were last read or written."""

    async def language_of(self, team: str, person: str, *, channel: str = "") -> Language:
        """The person's language. Asks Slack once per person; when Slack does not say, the channel's, or the default."""
        known = self._at_hand(team, person) or await self._stored(team, person)
        if known is None or self.clock() - known.seen_at > FRESH:
            known = await self._asked(team, person) or known
        if (known and known.locale) or not channel or channel.startswith("D"):
            return language_of(known.locale if known else None, self.default)
        return await self.database.read(lambda db: channel_words(db, team, channel, self.default).language)

    def zone_of(self, team: str, person: str) -> tzinfo | None:
        """The person's time zone, when it is at hand."""
        known = self._known.get((team, person))
        return zone_named(known.timezone) if known else None

    async def changed(self, team: str, person: str, *, deleted: bool = False) -> None:
        """Slack says that somebody's profile changed, but not their language: it is asked for when next needed."""
        known = await self._stored(team, person)  # not from memory: the name may have been erased meanwhile
        if known:
            await self._keep(replace(known, seen_at=LONG_AGO, deleted=deleted))

    def _at_hand(self, team: str, person: str) -> Person | None:
        known = self._known.get((team, person))
        if known and self.database.shared and self.clock() - self._looked[team, person] > TRUSTED:
            return None
        return known

    async def _stored(self, team: str, person: str) -> Person | None:
        found = await self.database.read(lambda db: find_person(db, team, person))
        if found:
            self._known[team, person], self._looked[team, person] = found, self.clock()
        return found

    async def _asked(self, team: str, person: str) -> Person | None:
        try:
            async with asyncio.timeout(ASK_WITHIN):
                answer = await self.slack.ask(team, "users.info", {"user": person, "include_locale": True})
        except TimeoutError:
            return None
        if not isinstance(answer, Answered):
            return None
        described = _described(team, answer.data.get("user") or {}, self)
        if described:
            await self._keep(described)
        return described

    async def _keep(self, person: Person) -> None:
        self._known[person.team, person.id], self._looked[person.team, person.id] = person, self.clock()
        await self.database.write(lambda db: save_person(db, person), NOTHING)


def is_guest(team: str, user: Mapping[str, Any]) -> bool:
    """Whether Slack describes a guest, or somebody of another organisation.

    Slack calls nobody a stranger with whom the bot shares a channel: then only their workspace tells.
    """
    if any(user.get(name) for name in ("is_restricted", "is_ultra_restricted", "is_stranger")):
        return True
    organisation = user.get("enterprise_user")
    teams = organisation.get("teams") if isinstance(organisation, Mapping) else None
    return user.get("team_id") not in (None, team) and team not in (teams if isinstance(teams, list) else ())


def _described(team: str, user: Mapping[str, Any], people: People) -> Person | None:
    if not isinstance(user.get("id"), str):
        return None
    given = user.get("profile")
    profile = given if isinstance(given, Mapping) else {}
    name = profile.get("display_name") or profile.get("real_name") or user.get("real_name") or user.get("name")
    return Person(
        team=team,
        id=user["id"],
        name=storable(name or user["id"])[:200],
        locale=storable(user.get("locale"))[:20] or None,
        timezone=storable(user.get("tz"))[:60] or None,
        seen_at=people.clock(),
        deleted=bool(user.get("deleted")),
        guest=is_guest(team, user),
    )
