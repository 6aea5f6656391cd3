"""How old what is known about a thing is."""

from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from flows.cadence.calendar import Calendar
from flows.cadence.review import Review, next_due

GRACE = 2
"""Workdays after the due day that pass without a mark."""

_STALE_AFTER = 2
_DORMANT_AFTER = 4


class Freshness(StrEnum):
    FRESH = "fresh"
    DUE = "due"
    OVERDUE = "overdue"
    STALE = "stale"
    DORMANT = "dormant"

    @property
    def trust(self) -> Fraction:
        """What confidence is multiplied with."""
        match self:
            case Freshness.STALE:
                return Fraction(3, 4)
            case Freshness.DORMANT:
                return Fraction(1, 2)
            case _:
                return Fraction(1)


def freshness(review: Review, today: date, calendar: Calendar) -> Freshness:
    """With a short cadence some states are skipped: after the grace the age alone counts."""
    due, every = next_due(review, calendar), review.clock.every
    if due is None or every is None or today <= due:
        return Freshness.FRESH
    if today <= calendar.workdays_after(due, GRACE):
        return Freshness.DUE
    if today <= every.after(review.last, calendar, _STALE_AFTER):
        return Freshness.OVERDUE
    if today <= every.after(review.last, calendar, _DORMANT_AFTER):
        return Freshness.STALE
    return Freshness.DORMANT


def worsens_on(review: Review, today: date, calendar: Calendar) -> date | None:
    """The first day after `today` on which it is in a worse state, if nothing happens; None when there is none."""
    due, every = next_due(review, calendar), review.clock.every
    if due is None or every is None:
        return None
    ends = (
        due,
        calendar.workdays_after(due, GRACE),
        every.after(review.last, calendar, _STALE_AFTER),
        every.after(review.last, calendar, _DORMANT_AFTER),
    )
    now = freshness(review, today, calendar)
    later = sorted(end + timedelta(days=1) for end in ends if end >= today)
    return next((day for day in later if freshness(review, day, calendar) is not now), None)


def dormant_from(review: Review, calendar: Calendar) -> date | None:
    """The first day on which it is dormant if nothing happens."""
    due, every = next_due(review, calendar), review.clock.every
    if due is None or every is None:
        return None
    aged = every.after(review.last, calendar, _DORMANT_AFTER)
    return max(aged, calendar.workdays_after(due, GRACE)) + timedelta(days=1)
