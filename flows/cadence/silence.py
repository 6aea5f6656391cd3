"""An interview that nobody goes on with."""

from datetime import datetime, timedelta

from flows.cadence.calendar import Calendar
from flows.cadence.clocks import Clock, Subject
from flows.cadence.review import Review

AFTER = timedelta(days=1)


def silent_interview(project: str, owner: str, active: datetime, calendar: Calendar) -> Review:
    """The one nudge that follows `active`, the instant of the last sign of life: at the first slot a day later.

    Another sign of life makes another one of it; once told, nothing follows.
    """
    slot = calendar.slot_after(active + AFTER - timedelta(microseconds=1))
    return Review(Clock(project, Subject.INTERVIEW, "", owner, every=None), last=calendar.day_of(slot))
