"""One review: what is asked of whom, since when, and how far asking has gone."""

from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum, StrEnum

from flows.cadence.calendar import Calendar
from flows.cadence.clocks import Clock


class Level(IntEnum):
    """L0 to L4, the steps from a question to the owner to the suggestion of a pause."""

    ASKED = 0
    STILL_WAITING = 1
    IN_THREAD = 2
    TO_LEAD = 3
    ASLEEP = 4


class Presence(StrEnum):
    """HERE, out of office, or deactivated."""

    HERE = "here"
    AWAY = "away"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Review:
    """`last` is the day of the last review or result, or of the start. What was told is told since then.

    `snoozes` counts those in a row; `offered_to` has not accepted yet.
    """

    clock: Clock
    last: date
    told: Level | None = None
    told_on: date | None = None
    snoozed_until: date | None = None
    snoozes: int = 0
    offered_to: str | None = None

    @property
    def key(self) -> str:
        return self.clock.key


def reviewed(review: Review, day: date) -> Review:
    """A review or a result begins a new round; an older result that comes in late does not turn it back."""
    return Review(review.clock, last=max(day, review.last), offered_to=review.offered_to)


def told(review: Review, level: Level, day: date) -> Review:
    return replace(review, told=level, told_on=day)


def changed(review: Review, clock: Clock, day: date) -> Review:
    """On its clock of now. A new owner is asked from the beginning, and gets the first workdays of the ladder."""
    if clock.owner == review.clock.owner:
        return replace(review, clock=clock)
    return Review(clock, last=review.last, snoozed_until=day)


def next_due(review: Review, calendar: Calendar) -> date | None:
    """Last review and cadence, moved to the next workday; None for what is asked only once.

    A snooze does not change it.
    """
    if review.clock.every is None:
        return None
    return calendar.workday_from(review.clock.every.after(review.last, calendar))
