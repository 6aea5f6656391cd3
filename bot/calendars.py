"""Calendars of people and channels, looked up once per transaction."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.i18n import Words, language_of
from bot.views.message import escape
from bot.zones import zone_named
from flows.cadence.calendar import Calendar
from flows.cadence.review import Presence
from flows.digest.week import Week
from flows.digest.weekly import Slot, next_digest
from flows.rhythm import Rhythm
from flows.text import Language
from storage.leads import lead_of
from storage.people import Person, find_people, find_person
from storage.rhythms import Place, find_rhythm

Key = TypeVar("Key")
Value = TypeVar("Value")

UTC = ZoneInfo("UTC")


@dataclass(slots=True)
class Calendars:
    """Of one workspace. Use it inside one transaction only."""

    db: Connection
    team: str
    _people: dict[str, Person | None] = field(default_factory=dict)
    _rhythms: dict[str, Rhythm] = field(default_factory=dict)
    _leads: dict[str, str | None] = field(default_factory=dict)
    _calendars: dict[tuple[str, str], Calendar] = field(default_factory=dict)

    def person(self, person: str) -> Person | None:
        return _kept(self._people, person, lambda: find_person(self.db, self.team, person))

    def know(self, people: Collection[str]) -> None:
        """Look these people up together."""
        unknown = {one for one in people if one and one not in self._people}
        found = find_people(self.db, self.team, unknown) if unknown else {}
        self._people |= {one: found.get(one) for one in unknown}

    def rhythm(self, channel: str) -> Rhythm:
        """The channel's settings, or the usual ones."""
        return _kept(self._rhythms, channel, lambda: find_rhythm(self.db, Place(self.team, channel)) or Rhythm())

    def lead(self, channel: str) -> str | None:
        return _kept(self._leads, channel, lambda: lead_of(self.db, self.team, channel))

    def presence(self, person: str) -> Presence:
        known = self.person(person)
        return Presence.GONE if known and known.deleted else Presence.HERE

    def of(self, person: str, channel: str) -> Calendar:
        """The channel's workdays in the person's own time zone."""
        key = (person, channel)
        return _kept(self._calendars, key, lambda: self.rhythm(channel).calendar(self.zone_of(person, channel)))

    def here(self, channel: str) -> Calendar:
        """The channel's own."""
        return self.of("", channel)

    def zone_of(self, person: str, channel: str) -> ZoneInfo:
        """Of the person; where nobody knows it the channel's, which without a setting is the lead's."""
        return self._zone(person) or zone_named(self.rhythm(channel).zone) or self._zone(self.lead(channel)) or UTC

    def words(self, person: str, otherwise: Language) -> Words:
        """In the person's language, as far as it is known."""
        known = self.person(person)
        return Words(language_of(known.locale if known else None, otherwise), escape)

    def next_digest(self, place: Place, rhythm: Rhythm, now: datetime, last: Week | None = None) -> Slot | None:
        """When the place gets its next digest with these settings."""
        if rhythm.weekly is None:
            return None
        zone = self._zone(place.id) if place.is_person else zone_named(rhythm.zone)
        return next_digest(rhythm.weekly, rhythm.calendar(zone or self.zone_of("", place.id)), now, last)

    def _zone(self, person: str | None) -> ZoneInfo | None:
        known = self.person(person) if person else None
        return zone_named(known.timezone) if known else None


def _kept(kept: dict[Key, Value], key: Key, look: Callable[[], Value]) -> Value:
    if key not in kept:
        kept[key] = look()
    return kept[key]
