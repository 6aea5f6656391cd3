"""Who did what when: a project's history and a channel's, only ever added to."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, insert, select

from storage.announcing import announce, is_announced
from storage.event import Event as Event
from storage.tables import channel_history, history

_INSERT = insert(history)
_INSERT_ONE = _INSERT.returning(history.c.id)


def record(db: Connection, project: str, events: Iterable[Event]) -> None:
    """Write down what happened, and owe it to those who listen outside Slack."""
    told = list(events)
    if not any(is_announced(event) for event in told):
        put_back(db, project, told)
        return
    announce(db, project, [(db.execute(_INSERT_ONE, _row(project, event)).scalar_one(), event) for event in told])


def put_back(db: Connection, project: str, events: Sequence[Event]) -> None:
    """Write down what happened long ago, and tell nobody."""
    if events:
        db.execute(_INSERT, [_row(project, event) for event in events])


def history_of(db: Connection, project: str) -> list[Event]:
    """Oldest first."""
    rows = db.execute(select(history).where(history.c.project == project).order_by(history.c.id))
    return [Event(row.at, row.by, row.what, row.subject, row.before, row.after) for row in rows]


def _row(project: str, event: Event) -> dict[str, Any]:
    return {
        "project": project,
        "at": event.at,
        "by": event.by,
        "what": event.what,
        "subject": event.subject,
        "before": event.before,
        "after": event.after,
    }


def record_in_channel(db: Connection, team: str, channel: str, event: Event) -> None:
    """Keep a change of what is set for a channel as a whole."""
    values = {"at": event.at, "by": event.by, "what": event.what, "before": event.before, "after": event.after}
    db.execute(insert(channel_history).values(team=team, channel=channel, **values))


def history_in_channel(db: Connection, team: str, channel: str) -> list[Event]:
    """What was set for a channel, oldest first."""
    here = select(channel_history).where(channel_history.c.team == team, channel_history.c.channel == channel)
    rows = db.execute(here.order_by(channel_history.c.id))
    return [Event(row.at, row.by, row.what, None, row.before, row.after) for row in rows]
