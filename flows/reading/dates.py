"""Reading dates."""

import re
from datetime import date

from flows.questions import Date
from flows.reading.calendar_days import Found, calendar_day, last_of_month
from flows.reading.coming_days import coming_day
from flows.reading.context import Context
from flows.reading.days_in_words import day_in_words
from flows.reading.in_words import date_text
from flows.reading.result import Reading, Understood, Unreadable
from flows.reading.tidy import tidy
from flows.text import Phrase, phrase

_BEFORE = re.compile(r"(?:(?:by|until|till|before|due|around|about|approx|roughly|약|대략|늦어도|아마)\s+)+")
_AFTER = re.compile(r"(?:\s?(?:까지는|까지|쯤|정도|경|이전|예정|목표|에|로|이에요|예요|입니다|요|at the latest))+$")
_WEEKDAY = re.compile(
    r"\s?\((?:[월화수목금토일](?:요일)?|[a-z]{3,9})\)|(?<=[\d일.])\s?[월화수목금토일]요일$"
    r"|^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},?\s(?=.*\d)"
)


def read_date(question: Date, text: str, context: Context) -> Reading:
    """An ISO date from today on, at most `years_ahead` years away. Without `today` only full dates are read."""
    today = context.today
    found = _find(tidy(text), today)
    if found is None:
        return Unreadable(_unreadable())
    if today is not None:
        last = _latest(today, question.years_ahead)
        if found.day < today:
            return Unreadable(
                phrase(
                    "reading.date_past",
                    "{date} has passed; please give a day from today on.",
                    date=date_text(found.day),
                )
            )
        if found.day > last:
            return Unreadable(
                phrase("reading.date_far", "Please give a day until {date} at the latest.", date=date_text(last))
            )
    return Understood(found.day.isoformat(), _note(found))


def _find(tidied: str, today: date | None) -> Found | None:
    bare = _WEEKDAY.sub("", tidied, count=1).strip()
    for text in dict.fromkeys((tidied, bare, _AFTER.sub("", _BEFORE.sub("", bare, count=1)).strip())):
        if found := calendar_day(text, today):
            return found
        if today and (day := coming_day(text, today)):
            return Found(day)
    return day_in_words(_BEFORE.sub("", bare, count=1), today) if today else None


def _latest(today: date, years: int) -> date:
    end = last_of_month(today.year + years, today.month)
    return end.replace(day=min(today.day, end.day))


def _note(found: Found) -> Phrase | None:
    if found.of_month or found.either_way:
        return phrase(
            "reading.date_assumed",
            "I read that as {date}; please correct me if you mean another day.",
            date=date_text(found.day),
        )
    return None


def _unreadable() -> Phrase:
    return phrase("reading.date", "Please give a day, such as 2027-03-31, next Friday or in 3 weeks.")
