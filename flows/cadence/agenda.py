"""The one message a person gets in a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import itemgetter

from flows.cadence.calendar import Calendar
from flows.cadence.escalation import Step
from flows.cadence.review import Level, Review, next_due

MOST = 5
"""Questions in a message."""

LATE = timedelta(hours=2)
"""A message later than this belongs to the next workday."""

DEEPEN_EVERY = timedelta(days=7)

Ask = tuple[Review, Step]


@dataclass(frozen=True, slots=True)
class MessageDay:
    """A day of the person's own, and the instant on it at which a message goes out: now, or a slot to come."""

    day: date
    at: datetime

    def key(self, person: str) -> str:
        """What makes a message of a person and a day one, even if the clock is changed or two processes run."""
        return f"{person}:{self.day.isoformat()}"


@dataclass(frozen=True, slots=True)
class Agenda:
    """What to ask now. What does not fit, or comes too late or too early, is `rolled` over and looked at again at
    `rolled_to`."""

    when: MessageDay
    ask: tuple[Ask, ...]
    rolled: tuple[Review, ...]
    rolled_to: datetime


def message_day(now: datetime, calendar: Calendar, last: date | None = None) -> MessageDay:
    """The first chance for a message from `now` on; `last` is the day of the message before."""
    today = calendar.day_of(now)
    if (last is None or last < today) and calendar.is_open(now):
        slot = calendar.slot(today)
        if slot <= now <= slot + LATE:
            return MessageDay(today, now)
    at = calendar.slot_after(now)
    while last is not None and calendar.day_of(at) <= last:
        at = calendar.slot_after(at)
    return MessageDay(calendar.day_of(at), at)


def agenda(due: Iterable[Ask], now: datetime, calendar: Calendar, last: date | None = None) -> Agenda:
    """One person's questions of this day: what waits longest first, then what went furthest.

    `due` are the steps to this person, as owner or as lead; steps to a thread are no message to a person.
    """
    ranked = sorted(((_urgency(ask, calendar), ask) for ask in due), key=itemgetter(0))
    waiting = tuple(ask for _, ask in ranked)
    when = message_day(now, calendar, last)
    if when.at > now:
        return Agenda(when, (), tuple(review for review, _ in waiting), when.at)
    rest = tuple(review for review, _ in waiting[MOST:])
    return Agenda(when, waiting[:MOST], rest, calendar.slot(calendar.workdays_after(when.day, 1)))


def _urgency(ask: Ask, calendar: Calendar) -> tuple[date, int, str]:
    review, step = ask
    return next_due(review, calendar) or step.day, -step.level, review.key


def may_deepen(today: Agenda, last: date | None) -> bool:
    """Whether one more question, to deepen the intake, fits: once a week and beside nothing overdue."""
    calm = all(step.level is Level.ASKED for _, step in today.ask)
    return calm and len(today.ask) < MOST and (last is None or today.when.day - last >= DEEPEN_EVERY)
