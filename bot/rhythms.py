"""A channel's settings: shown to everybody, changed by its lead on one form."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time
from typing import Any

from sqlalchemy import Connection

from bot.asker import Asker
from bot.calendars import Calendars
from bot.channels import channel_words
from bot.entered import Malformed
from bot.leading import name_lead, unfit
from bot.names import Did
from bot.origin import ID, SHORT
from bot.permissions import refusal
from bot.said import Entries
from bot.scheduling import after_settings
from bot.views.settings_sheet import (
    COUNTRY,
    DIGEST,
    LANGUAGE,
    LEAD,
    PROFILE,
    QUIET,
    SHARED,
    STARTERS,
    WORKDAYS,
    ZONE,
    Shown,
    settings_sheet,
)
from bot.world import World
from bot.zones import zone_named
from flows.cadence.cadence import Profile
from flows.cadence.holidays import knows_country
from flows.cadence.typed import Switch
from flows.digest.week import read_week
from flows.digest.weekly import MONDAY_MORNING, read_weekly
from flows.permissions import Deed
from flows.reading.result import Unreadable
from flows.rhythm import Built, Rhythm, Starters, Weekly
from flows.text import Language, Phrase, phrase
from storage.history import Event, record_in_channel
from storage.leads import lead_of, save_channel_language
from storage.projects import projects_in
from storage.rhythms import Place, find_rhythm, last_digest, save_rhythm
from storage.threads import threads_of

Problems = Mapping[str, Phrase]
DAYS = frozenset("0123456")


def shown_settings(db: Connection, team: str, channel: str) -> Shown:
    """What is set for a channel."""
    rhythm = find_rhythm(db, Place(team, channel)) or Rhythm()
    zone = Calendars(db, team).zone_of("", channel)
    language = channel_words(db, team, channel).language
    return Shown(channel, rhythm, rhythm.zone or zone.key, lead_of(db, team, channel), language)


def settings_view(db: Connection, asker: Asker, channel: str) -> dict[str, Any] | Phrase:
    """The form; or why there is none for the asker. Raises NotKnownYet."""
    if refused := refusal(db, asker, Deed.SETTINGS, channel):
        return refused
    return settings_sheet(asker.words, shown_settings(db, asker.team, channel))


def saved_settings(
    db: Connection, world: World, asker: Asker, channel: str, entries: Entries, *, now: datetime
) -> Problems:
    """Store what was filled in; what is wrong, by field, and then nothing is stored. Raises NotKnownYet."""
    if refused := refusal(db, asker, Deed.SETTINGS, channel, in_form=True):
        return {ZONE: refused}
    if not _offered(entries):
        raise Malformed("a setting that is not offered")
    team, lead = asker.team, _text(entries, LEAD)
    place, led_by = Place(team, channel), lead_of(db, team, channel)
    if lead and lead != led_by and (problem := unfit(db, world, asker, lead)):
        return {LEAD: problem}
    before = find_rhythm(db, place) or Rhythm()
    wrong = dict(_problems(entries))
    if wrong:
        return wrong
    begins, ends = _quiet(_text(entries, QUIET)) or (before.quiet_begins, before.quiet_ends)
    weekly = read_weekly(_text(entries, DIGEST) or "off", before.weekly or MONDAY_MORNING)
    assert not isinstance(weekly, Unreadable)
    workdays = entries.get(WORKDAYS)
    after = Rhythm(
        zone=_text(entries, ZONE) or None,
        workdays=tuple(int(day) for day in workdays) if isinstance(workdays, tuple) and workdays else before.workdays,
        country=_text(entries, COUNTRY).upper() or None,
        quiet_begins=begins,
        quiet_ends=ends,
        digest=None if isinstance(weekly, Switch) else Weekly(weekday=weekly.weekday, at=weekly.at),
        profile=Profile(_text(entries, PROFILE) or before.profile),
        starters=Starters(_text(entries, STARTERS) or before.starters),
        shared={one: Built(far) for one, block in SHARED.items() if (far := _text(entries, block)) in tuple(Built)},
    )
    last = last_digest(db, place)
    if lead and lead != led_by:
        name_lead(db, asker, channel, lead, now=now)
    spoken = channel_words(db, team, channel).language
    if (language := _text(entries, LANGUAGE)) and language != spoken:
        save_channel_language(db, team, channel, Language(language))
        record_in_channel(db, team, channel, Event(now, asker.person, Did.SPOKEN, None, spoken.value, language))
    keep_change(db, asker, channel, before, after, now=now)
    slot = Calendars(db, team).next_digest(place, after, now, read_week(last.week) if last else None)
    save_rhythm(db, place, after, digest_at=slot.at if slot else None)
    ids = [project.id for project in projects_in(db, team, channel)]
    after_settings(db, threads_of(db, ids).values(), now=now)
    return {}


def keep_change(db: Connection, asker: Asker, channel: str, before: Rhythm, after: Rhythm, *, now: datetime) -> None:
    """What was changed stands in the channel's history."""
    old, new = before.model_dump(mode="json"), after.model_dump(mode="json")
    changed = [name for name in new if old[name] != new[name]]
    if changed:
        earlier, later = ({name: one[name] for name in changed} for one in (old, new))
        record_in_channel(db, asker.team, channel, Event(now, asker.person, Did.SET, None, earlier, later))


def _problems(entries: Entries) -> Iterator[tuple[str, Phrase]]:
    zone, country, quiet, digest = (_text(entries, key) for key in (ZONE, COUNTRY, QUIET, DIGEST))
    if zone and zone_named(zone) is None:
        yield ZONE, phrase("rhythm.zone", "Please give a time zone such as Asia/Seoul or Europe/London.")
    if country and not knows_country(country):
        yield COUNTRY, phrase("rhythm.country", "Please give a country by its two letters, such as KR, US or DE-BY.")
    if quiet and _quiet(quiet) is None:
        yield QUIET, phrase("rhythm.quiet", "Please give two times, such as 19:00-09:00.")
    if digest and isinstance(read := read_weekly(digest), Unreadable):
        yield DIGEST, read.problem


def _offered(entries: Entries) -> bool:
    """Whether what was chosen from a list is in the list."""
    workdays, lead = entries.get(WORKDAYS), _text(entries, LEAD)
    return (
        all(day in DAYS for day in (workdays if isinstance(workdays, tuple) else ()))
        and _text(entries, PROFILE) in ("", *Profile)
        and _text(entries, STARTERS) in ("", *Starters)
        and _text(entries, LANGUAGE) in ("", *Language)
        and (not lead or (len(lead) <= SHORT and ID.fullmatch(lead) is not None))
    )


def _quiet(text: str) -> tuple[time, time] | None:
    begins, _, ends = text.replace("–", "-").replace("~", "-").replace(" ", "").partition("-")
    try:
        return time.fromisoformat(begins), time.fromisoformat(ends)
    except ValueError:
        return None


def _text(entries: Entries, key: str) -> str:
    entry = entries.get(key)
    return entry.strip() if isinstance(entry, str) else ""
