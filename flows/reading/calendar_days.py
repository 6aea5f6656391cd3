"""Days as a calendar writes them: `2026-12-24`, `12/24`, `24.12.`, `12월 24일`, `내년 3월 말`."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Found:
    """A day; `of_month` when only its month was said, `either_way` when day and month may be the other way round."""

    day: date
    of_month: bool = False
    either_way: bool = False


_ISO = re.compile(r"(\d{4})\s?[-/.년]\s?(\d{1,2})\s?[-/.월]\s?(\d{1,2})\s?[.일]?")
_COMPACT = re.compile(r"(20\d\d)(\d\d)(\d\d)")
_YEAR_LAST = re.compile(r"(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?[-/.]\s?(\d{4})")
_NO_YEAR = re.compile(r"(\d{1,2})\s?([-/.])\s?(\d{1,2})")
_KOREAN = re.compile(
    r"(?:(?P<year>\d{4})년|(?P<which>올해|금년|내년|내후년|후년|다음 해))?\s?"
    r"(?:(?P<month>\d{1,2})월|(?P<near>이번 ?달|이달|다음 ?달|내달|다다음 ?달))?\s?"
    r"(?:(?P<day>\d{1,2})일|(?P<part>초순|초|중순|말일|말))?"
)
_YEARS_ON = {"올해": 0, "금년": 0, "내년": 1, "다음 해": 1, "내후년": 2, "후년": 2}
_MONTHS_ON = {"이번달": 0, "이달": 0, "다음달": 1, "내달": 1, "다다음달": 2}
_PARTS = {"초순": 10, "초": 10, "중순": 20}
MONTH_FIRST = ("/", "-")
YEARS_TRIED = 5
"""February 29 may be so far away."""


def calendar_day(text: str, today: date | None) -> Found | None:
    """The day that a tidy text names; without a year, the next one that comes (which takes `today`)."""
    if (found := _ISO.fullmatch(text)) or (found := _COMPACT.fullmatch(text)):
        return _found(int(found[1]), int(found[2]), int(found[3]))
    if found := _YEAR_LAST.fullmatch(text):
        return _either(int(found[4]), int(found[1]), int(found[3]), found[2])
    if today is None:
        return None
    if found := _NO_YEAR.fullmatch(text):
        for year in range(today.year, today.year + YEARS_TRIED):
            one = _either(year, int(found[1]), int(found[3]), found[2])
            if one and one.day >= today:
                return one
        return None
    found = _KOREAN.fullmatch(text)
    return _korean(found, today) if found and text else None


def last_of_month(year: int, month: int) -> date:
    """The last day of a month; `month` may run past 12."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, monthrange(year, month)[1])


def _korean(found: re.Match[str], today: date) -> Found | None:
    month, near, day, part = found["month"], found["near"], found["day"], found["part"]
    year = int(found["year"]) if found["year"] else None
    if found["which"]:
        year = today.year + _YEARS_ON[found["which"]]
    if near:
        end = last_of_month(year or today.year, today.month + _MONTHS_ON[near.replace(" ", "")])
        return _within(end.year, end.month, day, part)
    if month:
        if year is not None:
            return _within(year, int(month), day, part)
        years = (_within(one, int(month), day, part) for one in range(today.year, today.year + YEARS_TRIED))
        return next((one for one in years if one and one.day >= today), None)
    if part == "말" and year is not None:
        return _found(year, 12, 31)
    if found["year"] or found["which"]:
        return None
    if part == "말일":
        return Found(last_of_month(today.year, today.month))
    if day:
        months = (last_of_month(today.year, today.month + ahead) for ahead in range(3))
        days = (_found(end.year, end.month, int(day)) for end in months)
        return next((one for one in days if one and one.day >= today), None)
    return None


def _within(year: int, month: int, day: str | None, part: str | None) -> Found | None:
    """A day of a month, or its last one where none is said."""
    if not 1 <= month <= 12 or not 1 <= year <= 9998:
        return None
    if day:
        return _found(year, month, int(day))
    if part in _PARTS:
        return Found(date(year, month, _PARTS[part]), of_month=True)
    return Found(last_of_month(year, month), of_month=part is None)


def _either(year: int, one: int, other: int, mark: str) -> Found | None:
    """Month first, but day first with dots; the other way round where only that is a day."""
    first = (one, other) if mark in MONTH_FIRST else (other, one)
    for month, day in (first, first[::-1]):
        if found := _found(year, month, day):
            return Found(found.day, either_way=max(one, other) <= 12 and one != other)
    return None


def _found(year: int, month: int, day: int) -> Found | None:
    try:
        return Found(date(year, month, day))
    except ValueError:
        return None
