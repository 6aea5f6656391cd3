"""Being asked later."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from flows.cadence.calendar import Calendar
from flows.cadence.review import Review
from flows.text import Phrase, phrase

LONGEST = 30
FREE = 3
"""So many in a row need no reason."""


class Later(StrEnum):
    """What is offered beside picking a date."""

    TOMORROW = "tomorrow"
    IN_THREE_DAYS = "in_three_days"
    NEXT_MONDAY = "next_monday"


@dataclass(frozen=True, slots=True)
class Refused:
    """`problem` says in a sentence what is needed."""

    problem: Phrase


def day_for(later: Later, today: date) -> date:
    match later:
        case Later.TOMORROW:
            return today + timedelta(days=1)
        case Later.IN_THREE_DAYS:
            return today + timedelta(days=3)
        case Later.NEXT_MONDAY:
            return today + timedelta(days=7 - today.weekday())


def needs_reason(review: Review) -> bool:
    """Whether the next snooze is one too many in a row; its reason is posted in the project's thread."""
    return review.snoozes >= FREE


def snooze(review: Review, until: date, today: date, calendar: Calendar, reason: str = "") -> Review | Refused:
    """Asks again on the first workday from `until` on, and holds what would follow. How fresh it is stays."""
    if not today < until <= today + timedelta(days=LONGEST):
        return Refused(
            phrase(
                "cadence.snooze_day", "Please pick a day from tomorrow on, at most {limit} days ahead.", limit=LONGEST
            )
        )
    if needs_reason(review) and not reason.strip():
        return Refused(
            phrase(
                "cadence.snooze_reason", "This was put off {count} times already. Please say why.", count=review.snoozes
            )
        )
    return replace(review, snoozed_until=calendar.workday_from(until), snoozes=review.snoozes + 1)
