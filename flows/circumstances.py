"""What bears on a project's score besides its answers and ballots: how old they are, and the owner's override."""

from datetime import UTC, date
from typing import TYPE_CHECKING

from flows.conversation import Conversation
from flows.scoring.confidence import Freshness
from flows.scoring.facts import Circumstances, Override

if TYPE_CHECKING:
    from flows.cadence.calendar import Calendar
    from flows.cadence.review import Review


def circumstances(told: Conversation, stage: str, today: date | None) -> Circumstances:
    """`today` is a day in UTC; without one everything counts as fresh. `stage` is its code."""
    overruled = told.overruled
    return Circumstances(
        freshness=_freshness(told, stage, today) if today else Freshness.FRESH,
        override=Override(overruled.by, overruled.reason) if overruled else None,
    )


def next_change(told: Conversation, stage: str, today: date) -> date | None:
    """The day after `today` on which its score begins to count less, if nobody looks at it; days are in UTC."""
    review = _review(told, stage, _last_looked_at(told, today))
    if review is None:
        return None
    from flows.cadence.freshness import worsens_on

    return worsens_on(review, today, _calendar())


def _freshness(told: Conversation, stage: str, today: date) -> Freshness:
    """By the last answer, for whoever answers looks at the project."""
    last = _last_looked_at(told, today)
    if last == today:
        return Freshness.FRESH
    review = _review(told, stage, last)
    if review is None:
        return Freshness.FRESH
    # Most turns are taken on the day of the last answer and need no calendar.
    from flows.cadence.freshness import freshness

    return Freshness(freshness(review, today, _calendar()).value)


def _last_looked_at(told: Conversation, today: date) -> date:
    last = max((answer.at for answer in told.answers.values()), default=told.started_at).astimezone(UTC).date()
    return max(last, min(told.reviewed, today)) if told.reviewed else last


def _review(told: Conversation, stage: str, last: date) -> "Review | None":
    from flows.cadence.clocks import Course, Subject, clocks
    from flows.cadence.review import Review

    course = Course(project=told.id, stage=stage, owner=told.owner)
    clock = next((one for one in clocks(course) if one.subject is Subject.PROJECT), None)
    return Review(clock, last) if clock else None


def _calendar() -> "Calendar":
    from zoneinfo import ZoneInfo

    from flows.cadence.calendar import Calendar

    return Calendar(ZoneInfo("UTC"))
