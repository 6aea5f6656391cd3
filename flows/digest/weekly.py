"""When a channel gets its digest."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from flows.cadence.calendar import Calendar
from flows.cadence.typed import OFF, Switch
from flows.digest.week import Week, week_of
from flows.reading.result import Unreadable
from flows.reading.tidy import tidy
from flows.text import phrase

LATE = timedelta(hours=2)
"""Up to here a late digest is posted whatever the hour."""

_AHEAD = 60
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_KOREAN_DAYS = "월화수목금토일"
_EN_DAY = (
    r"(?:(?:on|every|each)\s)?(?P<en>mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday|s|rs|r|nes)?s?\b\.?"
)
_KO_DAY = r"(?:매주\s?)?(?P<ko>[월화수목금토일])(?:요일)?(?:마다|에)?"
_DAY = re.compile(rf"(?:{_EN_DAY}|{_KO_DAY})(?=\s|,|\d|$)")
_TIME = re.compile(
    r"(?:(?:at|@)\s?)?(?P<half>(?:오전|오후|am|pm|아침|저녁)\s?)?(?P<hour>\d{1,2})"
    r"(?:\s?(?::|시|h)\s?(?P<minute>\d{1,2}|반)?\s?분?)?\s?(?P<late>a\.?m\.?|p\.?m\.?|o'clock)?(?:에)?"
)
_NAMED = {"noon": time(12), "정오": time(12), "midnight": time(0), "자정": time(0)}


@dataclass(frozen=True, slots=True, order=True)
class WeeklyTime:
    """A time of the week on the wall of the channel's zone; `weekday` counts from Monday, 0."""

    weekday: int = 0
    at: time = time(9, 30)


MONDAY_MORNING = WeeklyTime()


@dataclass(frozen=True, slots=True)
class Slot:
    """`week` is the one the digest belongs to, even where a holiday moves `at` into the next."""

    week: Week
    at: datetime


def next_digest(weekly: WeeklyTime, calendar: Calendar, now: datetime, last: Week | None = None) -> Slot | None:
    """The first digest after `now` of a week later than `last`, the week of the digest before.

    On a holiday it comes on the next workday; where that is already the next digest's day, it is left out. A weekday
    that is no workday was chosen on purpose and stays. None if there is none within a year.
    """
    week = week_of(calendar.day_of(now)).previous
    for _ in range(_AHEAD):
        slot, following = _slot(weekly, calendar, week), _slot(weekly, calendar, week.next)
        if now < slot.at < following.at and (last is None or last < week):
            return slot
        week = week.next
    return None


def _slot(weekly: WeeklyTime, calendar: Calendar, week: Week) -> Slot:
    day = week.day(weekly.weekday)
    if weekly.weekday in calendar.workdays:
        day = calendar.workday_from(day)
    return Slot(week, calendar.instant(day, weekly.at))


def posted_at(slot: Slot, now: datetime, calendar: Calendar) -> datetime:
    """When to post a digest that is owed at `now`: now, unless it is so late that working hours have to be kept."""
    if now <= slot.at + LATE:
        return max(now, slot.at)
    return calendar.opens(now)


def read_weekly(text: str, usual: WeeklyTime = MONDAY_MORNING) -> WeeklyTime | Switch | Unreadable:
    """`monday 09:30`, `fri 4pm`, `월요일 오전 9시 반`, or off. What is not said is as in `usual`."""
    tidied = tidy(text)
    if tidied in OFF:
        return Switch.OFF
    day = _DAY.search(tidied)
    rest = (tidied[: day.start()] + " " + tidied[day.end() :] if day else tidied).strip(" ,")
    at = _time(rest) if rest else usual.at
    if at is None or not tidied:
        return Unreadable(phrase("digest.time", "Please give a day and a time, such as Monday 09:30, or off."))
    return WeeklyTime(_weekday(day) if day else usual.weekday, at)


def _weekday(found: re.Match[str]) -> int:
    return _DAYS.index(found["en"]) if found["en"] else _KOREAN_DAYS.index(found["ko"])


def _time(text: str) -> time | None:
    if text in _NAMED:
        return _NAMED[text]
    found = _TIME.fullmatch(text)
    if not found:
        return None
    hour, minute = int(found["hour"]), {"반": 30}.get(found["minute"] or "") or int(found["minute"] or 0)
    half = (found["half"] or found["late"] or "").strip().replace(".", "")
    if half in ("am", "pm", "오전", "오후", "아침", "저녁"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half in ("pm", "오후", "저녁") else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
