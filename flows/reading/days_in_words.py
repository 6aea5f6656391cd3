"""Days with English words for months, through dateparser."""

import re
from datetime import date, datetime
from typing import Any

from flows.reading.calendar_days import Found

LONGEST = 40
_READABLE = re.compile(r"(?=.*[a-z]{3})[a-z0-9 ,./-]+")
_NEXT_MONTH_NAME = re.compile(r"(?:next|this|coming|in)\s(?=(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))")
_LAST_OF = re.compile(r"(?:(?:the\s)?(?:end|last day)\sof|late)\s(?=[a-z]{3})")
_YEAR = re.compile(r"(.*)\s(next year|this year)")


def day_in_words(text: str, today: date) -> Found | None:
    """The day that a tidy text such as `24th of December` names, with today's year or the next; a bare month
    means its last day."""
    if len(text) > LONGEST or not _READABLE.fullmatch(text):
        return None
    text, last = _LAST_OF.subn("", text, count=1)
    text = _NEXT_MONTH_NAME.sub("", text)
    if year := _YEAR.fullmatch(text):
        text = f"{year[1]} {today.year + (year[2] == 'next year')}"
    period, day = _parsed(text, today)
    if day is None or period not in ("day", "month") or (last and period != "month"):
        return None
    return Found(day, of_month=period == "month" and not last)


def _parsed(text: str, today: date) -> tuple[str, date | None]:
    """dateparser takes 0.1 s to import and to load its English, so only a text that needs it pays."""
    from dateparser.date import DateDataParser

    settings: dict[str, Any] = {
        "RELATIVE_BASE": datetime(today.year, today.month, today.day),  # noqa: DTZ001 - a day, in no zone
        "PREFER_DATES_FROM": "future",
        "PREFER_DAY_OF_MONTH": "last",
        "PARSERS": ["relative-time", "absolute-time"],
        "TIMEZONE": "UTC",
    }
    try:
        found = DateDataParser(languages=["en"], settings=settings).get_date_data(text)
    except (ValueError, OverflowError):
        return "none", None
    return found.period or "none", found.date_obj.date() if found.date_obj else None
