"""Days told from today: `tomorrow`, `next Friday`, `다음 주 금요일`, `3주 뒤`, `end of next month`, `연말`."""

import re
from datetime import date, timedelta
from decimal import Decimal

from flows.reading.calendar_days import last_of_month
from flows.reading.spans import spans_in

_NAMED = {
    "today": 0, "tonight": 0, "오늘": 0, "금일": 0, "tomorrow": 1, "tmrw": 1, "내일": 1, "명일": 1, "익일": 1,
    "day after tomorrow": 2, "the day after tomorrow": 2, "모레": 2, "내일모레": 2, "글피": 3,
    "next week": 7, "다음 주": 7, "다음주": 7, "차주": 7, "다다음 주": 14, "다다음주": 14, "week after next": 14,
}  # fmt: skip
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_KOREAN_DAYS = "월화수목금토일"
_EN_DAY = r"(?P<day>mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday|s|rs|r|nes)?"
_WEEKDAY = re.compile(
    rf"(?:(?P<which>this|next|coming|this coming|the coming|the next|on)\s)?"
    rf"(?:(?P<week>next week|this week)\s(?:on\s)?)?"
    rf"{_EN_DAY}(?:\s(?:of\s)?(?P<late>next week|this week|after next))?"
)
_KOREAN_WEEKDAY = re.compile(
    r"(?:(?P<which>이번|다음|오는|돌아오는|다가오는|다다음)\s?)?(?P<week>주\s?)?(?P<day>[월화수목금토일])(?P<full>요일)?"
)
_AWAY = re.compile(r"\s*(?:from now|from today|later|hence|뒤|후|이후|있다가|안|이내|내|in the future)(?:에|까지|로)?")
_IN = re.compile(r"(?:in|within|after|지금부터|앞으로|오늘부터)?")
_END = re.compile(
    r"(?:the\s)?(?:end|eo)\s?(?:of\s)?(?:(?P<which>the|this|next)\s)?(?P<what>m|y|q|w|month|year|quarter|week)"
)
_KOREAN_END = re.compile(
    r"(?:(?P<which>이번|다음|내|올|금)\s?)?(?P<what>주말|주\s?말|월말|달\s?말일?|분기\s?말|연말|년말|해\s?말)"
)
_QUARTER = re.compile(
    r"(?:(?:the\s)?end\sof\s)?(?:(?P<early>\d{4})\s?년?\s|(?P<next>next year|내년)\s)?"
    r"(?:q(?P<q>[1-4])|(?P<k>[1-4])분기)\s?말?(?:\s(?P<late>\d{4}))?"
)


def coming_day(text: str, today: date) -> date | None:
    """The day that a tidy text names by its distance from today; None when it does not."""
    if text in _NAMED:
        return _after(today, days=_NAMED[text])
    readers = (_weekday, _korean_weekday, _end, _quarter, _away)
    return next((day for reader in readers if (day := reader(text, today))), None)


def _weekday(text: str, today: date) -> date | None:
    """`next Friday` is the first Friday after today, as `Friday` is; `this Friday` may be today."""
    found = _WEEKDAY.fullmatch(text)
    if not found:
        return None
    day = _DAYS.index(found["day"])
    if week := found["week"] or found["late"]:
        weeks = {"this week": 0, "next week": 1}.get(week)
        return _in_week(today, weeks, day) if weeks is not None else _first_after(today, day) + timedelta(days=7)
    return _first_after(today, day, today_counts=found["which"] == "this")


def _korean_weekday(text: str, today: date) -> date | None:
    found = _KOREAN_WEEKDAY.fullmatch(text)
    if not found or not (found["full"] or found["week"]):
        return None
    day = _KOREAN_DAYS.index(found["day"])
    which = found["which"]
    if found["week"] or which == "다다음":
        return _in_week(today, {"다음": 1, "다다음": 2}.get(which, 0), day)
    return _first_after(today, day, today_counts=which == "이번")


def _away(text: str, today: date) -> date | None:
    """In so many days, weeks, months or years, by the calendar."""
    span = spans_in(text)
    if span is None or not _IN.fullmatch(span.before):
        return None
    if span.after and not _AWAY.fullmatch(span.after):
        return None
    months, days = span.months_and_days()
    if any(unit == "hour" for _, unit in span.counts) or months % 1 or days % 1:
        return None
    return _after(today, days=int(min(days, Decimal(10**6))), months=int(min(months, Decimal(10**6))))


def _end(text: str, today: date) -> date | None:
    if found := _END.fullmatch(text):
        return _end_of(found["what"][0], 1 if found["which"] == "next" else 0, today)
    if found := _KOREAN_END.fullmatch(text):
        what = {"주": "w", "월": "m", "달": "m", "분": "q"}.get(found["what"][0], "y")
        return _end_of(what, 1 if found["which"] in ("다음", "내") else 0, today)
    return None


def _end_of(what: str, ahead: int, today: date) -> date:
    """A week ends on Friday, when people stop working."""
    match what:
        case "w":
            return max(today, _in_week(today, ahead, 4))
        case "m":
            return last_of_month(today.year, today.month + ahead)
        case "q":
            return last_of_month(today.year, (today.month - 1) // 3 * 3 + 3 + 3 * ahead)
        case _:
            return date(today.year + ahead, 12, 31)


def _quarter(text: str, today: date) -> date | None:
    found = _QUARTER.fullmatch(text)
    if not found:
        return None
    month = int(found["q"] or found["k"]) * 3
    if year := found["early"] or found["late"]:
        return last_of_month(int(year), month) if 1 <= int(year) <= 9998 else None
    if found["next"]:
        return last_of_month(today.year + 1, month)
    this = last_of_month(today.year, month)
    return this if this >= today else last_of_month(today.year + 1, month)


def _in_week(today: date, weeks: int, day: int) -> date:
    """A day of the week that many weeks ahead; a week begins on Monday."""
    return today + timedelta(days=day - today.weekday() + 7 * weeks)


def _first_after(today: date, day: int, *, today_counts: bool = False) -> date:
    ahead = (day - today.weekday()) % 7
    return today + timedelta(days=ahead if ahead or today_counts else 7)


def _after(today: date, *, days: int = 0, months: int = 0) -> date | None:
    try:
        end = last_of_month(today.year, today.month + months)
        return date(end.year, end.month, min(today.day, end.day)) + timedelta(days=days)
    except (ValueError, OverflowError):
        return None
