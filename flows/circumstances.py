"""What bears on a project's score besides its answers and ballots: how old they are, and the owner's override."""

from datetime import UTC, date

from flows.conversation import Conversation
from flows.scoring.confidence import Freshness
from flows.scoring.facts import Circumstances, Override


def circumstances(told: Conversation, stage: str, today: date | None) -> Circumstances:
    """`today` is a day in UTC; without one everything counts as fresh. `stage` is its code."""
    overruled = told.overruled
    return Circumstances(
        freshness=_freshness(told, stage, today) if today else Freshness.FRESH,
        override=Override(overruled.by, overruled.reason) if overruled else None,
    )


def _freshness(told: Conversation, stage: str, today: date) -> Freshness:
    """By the last answer, for whoever answers looks at the project."""
    last = max((answer.at for answer in told.answers.values()), default=told.started_at).astimezone(UTC).date()
    if told.reviewed:
        last = max(last, min(told.reviewed, today))
    if last == today:
        return Freshness.FRESH
    # Most turns are taken on the day of the last answer and need no calendar.
    from zoneinfo import ZoneInfo

    from flows.cadence.calendar import Calendar
    from flows.cadence.clocks import Course, Subject, clocks
    from flows.cadence.freshness import freshness
    from flows.cadence.review import Review

    course = Course(project=told.id, stage=stage, owner=told.owner)
    clock = next((one for one in clocks(course) if one.subject is Subject.PROJECT), None)
    if clock is None:
        return Freshness.FRESH
    return Freshness(freshness(Review(clock, last), today, Calendar(ZoneInfo("UTC"))).value)
