"""Until when a project waits, as people type it."""

from datetime import date
from functools import cache

from flows.questions import Date, Level, Need
from flows.reading import Context, Unreadable, read
from flows.text import Phrase, Text


def typed_day(text: str, today: date) -> date | Phrase:
    """The day; or a sentence why it is none."""
    reading = read(_wakes_on(), text, Context(today=today))
    if isinstance(reading, Unreadable):
        return reading.problem
    return date.fromisoformat(str(reading.value))


@cache
def _wakes_on() -> Date:
    nothing = Text(en="", ko="")
    return Date(
        key="wakes_on",
        id="LC-01",
        section="lifecycle",
        level=Level.DETAIL,
        need=Need.REQUIRED,
        question=nothing,
        help=nothing,
        example=nothing,
        offers_unknown=False,
        years_ahead=3,
    )
