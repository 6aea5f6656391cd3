"""Whom a review that nobody answered goes to, and when."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from flows.cadence.calendar import Calendar
from flows.cadence.freshness import dormant_from
from flows.cadence.review import Level, Presence, Review, next_due

AFTER_DUE = {Level.STILL_WAITING: 2, Level.IN_THREAD: 5, Level.TO_LEAD: 10}
"""Workdays."""

APART = 2
"""Workdays at least from one step to the next, when the first came late: snoozed, rolled over, or nobody ran."""

ASLEEP_EVERY = timedelta(days=30)


class Audience(StrEnum):
    OWNER = "owner"
    THREAD = "thread"
    LEAD = "lead"


@dataclass(frozen=True, slots=True)
class Step:
    """What to say on `day` or later. `new_owner` asks the lead to name one."""

    level: Level
    day: date
    to: tuple[Audience, ...]
    new_owner: bool = False


def next_step(review: Review, calendar: Calendar, presence: Presence = Presence.HERE) -> Step | None:
    """The step that follows the one told last, if nothing happens until then; None when there is none.

    Steps are taken one at a time, in order: after a snooze or an outage the owner is asked before anybody else. An
    absent owner is not asked: the thread is, at once; what is asked only once waits for another owner. The lead hears
    that something sleeps after having heard that it waits, and then once in 30 days.
    """
    due = next_due(review, calendar)
    if due is None:
        if presence is Presence.GONE:
            return None
        once = calendar.workday_from(max(review.last, review.snoozed_until or review.last))
        return Step(Level.ASKED, once, (Audience.OWNER,)) if review.told is None else None
    level = _after(review, presence)
    return Step(level, _day(review, level, due, calendar, presence), *_to(level, presence))


def _after(review: Review, presence: Presence) -> Level:
    level = Level.ASKED
    if review.told is not None and not _is_put_off(review):
        level = Level(min(review.told + 1, Level.ASLEEP))
    return level if presence is Presence.HERE else max(level, Level.IN_THREAD)


def _is_put_off(review: Review) -> bool:
    """Whether the question itself comes again, for it was snoozed after it had been asked."""
    until, on = review.snoozed_until, review.told_on
    return until is not None and (on is None or on < until)


def _day(review: Review, level: Level, due: date, calendar: Calendar, presence: Presence) -> date:
    at_once = level is Level.ASKED or (level is Level.IN_THREAD and presence is not Presence.HERE)
    if at_once:
        day = due
    elif level is Level.ASLEEP:
        day = dormant_from(review, calendar) or due
    else:
        day = calendar.workdays_after(due, AFTER_DUE[level])
    if review.told_on and review.told is Level.ASLEEP:
        day = max(day, review.told_on + ASLEEP_EVERY)
    elif review.told_on and not at_once:
        day = max(day, calendar.workdays_after(review.told_on, APART))
    return calendar.workday_from(max(day, review.snoozed_until or day))


def _to(level: Level, presence: Presence) -> tuple[tuple[Audience, ...], bool]:
    match level:
        case Level.ASKED | Level.STILL_WAITING:
            return (Audience.OWNER,), False
        case Level.IN_THREAD if presence is Presence.GONE:
            return (Audience.THREAD, Audience.LEAD), True
        case Level.IN_THREAD:
            return (Audience.THREAD,), False
        case Level.TO_LEAD | Level.ASLEEP:
            return (Audience.LEAD,), presence is Presence.GONE


def escalated(review: Review, today: date, calendar: Calendar, presence: Presence = Presence.HERE) -> Step | None:
    """The step to take today, None while there is nothing to say."""
    step = next_step(review, calendar, presence)
    return step if step and step.day <= today else None


def next_instant(review: Review, calendar: Calendar, presence: Presence = Presence.HERE) -> datetime | None:
    """When to look at this review again: the slot of its next step. To be stored and indexed."""
    step = next_step(review, calendar, presence)
    return calendar.slot(step.day) if step else None


def reviews_due(
    reviews: Iterable[Review], now: datetime, calendar: Calendar, presence: Presence = Presence.HERE
) -> Iterator[tuple[Review, Step]]:
    """Those of one owner with something to say by now, in the order given."""
    today = calendar.day_of(now)
    for review in reviews:
        step = escalated(review, today, calendar, presence)
        if step and calendar.slot(step.day) <= now:
            yield review, step
