"""What belongs to a channel as a whole: who leads it, its language, its week."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.calendars import Calendars
from bot.i18n import Words, language_of
from bot.views.message import escape
from flows.text import Language
from storage.leads import channel_settings_of, lead_of
from storage.people import find_person


def channel_words(db: Connection, team: str, channel: str, otherwise: Language = Language.EN) -> Words:
    """In the channel's language: as it was set, else the lead's, else `otherwise`."""
    chosen = channel_settings_of(db, team, channel).language
    if chosen in set(Language):
        return Words(Language(chosen), escape)
    lead = lead_of(db, team, channel)
    known = find_person(db, team, lead) if lead else None
    return Words(language_of(known.locale if known else None, otherwise), escape)


def week_of(db: Connection, team: str, channel: str, now: datetime) -> str:
    """The channel's ISO week, as 2026-W48."""
    return f"{now.astimezone(_zone(db, team, channel)):%G-W%V}"


def monday_of(db: Connection, team: str, channel: str, now: datetime) -> datetime:
    """When the channel's week began: Monday, midnight."""
    local = now.astimezone(_zone(db, team, channel))
    return datetime.combine(local.date() - timedelta(days=local.weekday()), time.min, local.tzinfo)


def _zone(db: Connection, team: str, channel: str) -> ZoneInfo:
    return Calendars(db, team).zone_of("", channel)
