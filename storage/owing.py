"""What is owed to Slack and to people, in figures."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, exists, func, select

from storage.calls import CallState
from storage.resting import RESTING
from storage.tables import UNSETTLED, messages, outbox, reviews
from storage.webhooks import WEBHOOK

LATE = timedelta(days=1)


class Owing(NamedTuple):
    """How many calls are owed, and since when the oldest could have been made."""

    calls: int
    oldest: datetime | None

    def age(self, now: datetime) -> timedelta:
        """How long the oldest is overdue."""
        return max(now - self.oldest, timedelta(0)) if self.oldest else timedelta(0)


class Refusals(NamedTuple):
    """Calls of a method that Slack refused for good, for this reason."""

    method: str
    problem: str
    calls: int


class Reminders(NamedTuple):
    """How many reviews are due, and how many of them have been for more than a day."""

    due: int
    late: int


_TO_SLACK = outbox.c.method != WEBHOOK
_posting = outbox.alias("posting")


def _awaits(surface: ColumnElement[str | None]) -> ColumnElement[bool]:
    """The message that it follows was refused: somebody has to invite the bot before anything can go on."""
    return and_(
        surface.is_not(None),
        ~exists().where(messages.c.surface == surface),
        ~exists().where(_posting.c.settled_at.is_(None), _posting.c.surface == surface),
    )


_CAN_BE_SENT = (
    UNSETTLED,
    _TO_SLACK,
    ~_awaits(outbox.c.thread),
    ~_awaits(outbox.c.target),
    outbox.c.team.not_in(RESTING),
)
_OWING = select(func.count(), func.min(outbox.c.due_at)).select_from(outbox).where(*_CAN_BE_SENT)


def owing(db: Connection) -> Owing:
    """What could be sent to Slack.

    What waits for a receiver outside, an invitation or a new installation is no trouble of ours.
    """
    calls, oldest = db.execute(_OWING).one()
    return Owing(calls, oldest)


def refused_since(db: Connection, then: datetime) -> list[Refusals]:
    """What Slack refused, the most frequent first."""
    count = func.count().label("calls")
    found = (
        select(outbox.c.method, func.coalesce(outbox.c.problem, "").label("problem"), count)
        .where(outbox.c.state == CallState.REFUSED, outbox.c.settled_at >= then, _TO_SLACK)
        .group_by(outbox.c.method, outbox.c.problem)
        .order_by(count.desc(), outbox.c.method, outbox.c.problem)
    )
    return [Refusals(*row) for row in db.execute(found)]


def reminders(db: Connection, *, now: datetime) -> Reminders:
    """Reviews whose time has come and that nobody was told of yet."""
    due = func.count()
    late = func.count().filter(reviews.c.due_at < now - LATE)
    are_due = (reviews.c.due_at <= now, reviews.c.team.not_in(RESTING))
    return Reminders(*db.execute(select(due, late).select_from(reviews).where(*are_due)).one())
