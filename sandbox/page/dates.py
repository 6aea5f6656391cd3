"""Moments as Slack's date formats show them, in the viewer's zone and language."""

import re
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time, format_timedelta
from markupsafe import Markup

from sandbox.page.captions import said
from sandbox.page.viewer import Viewer

_PART = re.compile(r"\{(\w+)\}")
_Length = Literal["full", "long", "medium", "short"]
_LENGTH: dict[str, _Length] = {"date": "long", "date_long": "full", "date_short": "medium", "date_slash": "short"}


def zone(name: str) -> ZoneInfo:
    """A time zone by its IANA name, UTC for one that is not known."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def language(locale: str) -> Locale:
    """A locale by Slack's name for it, American English for one that is not known."""
    try:
        return Locale.parse(locale, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en", "US")


def moment(seconds: object, timezone: str) -> datetime | None:
    """Unix seconds as a local time; None for what is no time."""
    try:
        return datetime.fromtimestamp(int(str(seconds)), zone(timezone))
    except (ValueError, OverflowError, OSError):
        return None


def local(seconds: object, timezone: str) -> str:
    """Unix seconds as `2026-12-24T10:30`, the way a date-and-time input holds it; empty for what is no time."""
    at = moment(seconds, timezone)
    return f"{at:%Y-%m-%dT%H:%M}" if at is not None else ""


def seconds(local_time: str, timezone: str) -> int:
    """What a date-and-time input holds, as Unix seconds; ValueError when it is no such time."""
    return int(datetime.fromisoformat(local_time).replace(tzinfo=zone(timezone)).timestamp())


def shown(stamp: object, form: str, fallback: str, viewer: Viewer, now: datetime) -> Markup:
    """A date in one of Slack's formats (`{date_short} at {time}`), or else its fallback text."""
    at = moment(stamp, viewer.timezone)
    if at is None:
        return Markup("{}").format(fallback)
    text = _PART.sub(lambda part: _one(part[1], at, viewer, now) or part[0], form)
    return Markup('<time datetime="{}">{}</time>').format(at.isoformat(), text)


def _one(part: str, at: datetime, viewer: Viewer, now: datetime) -> str | None:
    locale = language(viewer.locale)
    match part:
        case "date_num":
            return f"{at:%Y-%m-%d}"
        case "time":
            form = "aaaa h:mm" if locale.language == "ko" else "short"  # Korean's own short form says AM and PM
            return str(format_time(at, form, tzinfo=at.tzinfo, locale=locale))
        case "time_secs":
            return str(format_time(at, "medium", tzinfo=at.tzinfo, locale=locale))
        case "ago":
            return str(format_timedelta(at - now, add_direction=True, locale=locale))
        case "date_pretty" | "date_short_pretty" | "date_long_pretty" | "day_divider_pretty":
            return _near(at, viewer, now) or _one(
                part.replace("day_divider", "date").removesuffix("_pretty"), at, viewer, now
            )
        case _ if part in _LENGTH:
            return str(format_date(at, _LENGTH[part], locale=locale))
        case _:
            return None


def _near(at: datetime, viewer: Viewer, now: datetime) -> str | None:
    today = now.astimezone(at.tzinfo).date()
    if at.date() == today:
        return said("today", viewer.locale)
    if at.date() == today + timedelta(days=1):
        return said("tomorrow", viewer.locale)
    return said("yesterday", viewer.locale) if at.date() == today - timedelta(days=1) else None
