"""Reading how long something takes, or how often it comes."""

import re

from flows.reading.numbers import range_problem
from flows.reading.numerals import is_range, scan
from flows.reading.result import Reading, Understood, Unreadable
from flows.reading.spans import spans_in
from flows.reading.tidy import tidy
from flows.text import Phrase, phrase

_RANGE = re.compile(r"\d\s?(?:days?|weeks?|months?|일|주|달|개월)?\s?(?:[-–—~]|to|or|에서)\s?\d")


def read_duration(text: str, *, least: int, most: int) -> Reading:
    """Whole days. A bare number counts days; words around a clear span (`30 days for churn`) do not matter."""
    tidied = tidy(text)
    if is_range(tidied) or _RANGE.search(tidied):
        return Unreadable(range_problem())
    days = None
    if span := spans_in(tidied):
        if not any(sign.isdigit() for sign in span.before + span.after):
            days = span.days()
    elif (bare := scan(tidied)) and not bare.before and not bare.after:
        days = bare.amount
    if days is None:
        return Unreadable(_unreadable())
    whole = round(days) if abs(days) < 10**9 else 10**9
    if abs(days - whole) > 10**-6 and abs(days) < 10**9:
        return Unreadable(phrase("reading.duration_whole", "Please give whole days or weeks."))
    if not least <= whole <= most:
        return Unreadable(
            phrase(
                "reading.duration_bounds",
                "Please give a time between {least} and {most} days.",
                least=f"{least:,}",
                most=f"{most:,}",
            )
        )
    return Understood(whole)


def _unreadable() -> Phrase:
    return phrase("reading.duration", "Please give a length of time, such as 10 days or 2 weeks.")
