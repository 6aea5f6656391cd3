"""Who did what when: a project's history, only ever added to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from storage.tables import history

_INSERT = insert(history)


@dataclass(frozen=True, slots=True)
class Event:
    """`what` is a fact in the past such as `answer.changed`; `subject` is what it is about."""

    at: datetime
    by: str
    what: str
    subject: str | None = None
    before: Any = None
    after: Any = None


def record(db: Connection, project: str, events: Iterable[Event]) -> None:
    rows = [
        {
            "project": project,
            "at": event.at,
            "by": event.by,
            "what": event.what,
            "subject": event.subject,
            "before": event.before,
            "after": event.after,
        }
        for event in events
    ]
    if rows:
        db.execute(_INSERT, rows)


def history_of(db: Connection, project: str) -> list[Event]:
    """Oldest first."""
    rows = db.execute(select(history).where(history.c.project == project).order_by(history.c.id))
    return [Event(row.at, row.by, row.what, row.subject, row.before, row.after) for row in rows]
