"""What leads decided about projects: every decision is kept, and the last one stands until it ends."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from flows.decisions import Choice, Decision
from storage.boards import mark_board
from storage.resting import rests
from storage.tables import STANDS, decisions, projects

_STANDING = update(decisions).where(decisions.c.project == bindparam("of"), STANDS).values(ended_at=bindparam("now"))
_ON_PROJECT = update(projects).where(projects.c.id == bindparam("of")).values(decision=bindparam("stands"))
_DUE = (
    select(decisions.c.id, decisions.c.project, decisions.c.by)
    .where(STANDS, decisions.c.wakes_at <= bindparam("now"), ~rests(decisions.c.project))
    .order_by(decisions.c.wakes_at, decisions.c.id)
)


class Stored(NamedTuple):
    """`ended_at` is when another decision took its place, or when the day it waited for came."""

    decision: Decision
    wakes_at: datetime | None
    ended_at: datetime | None


class Wakeup(NamedTuple):
    """A deferral whose day has come; `by` decided it."""

    id: int
    project: str
    by: str


def save_decision(db: Connection, project: str, decision: Decision, *, wakes_at: datetime | None) -> None:
    """It stands from now on, in place of an earlier one."""
    db.execute(_STANDING, {"of": project, "now": decision.at})
    values = decision.model_dump(exclude={"into_key"})
    db.execute(insert(decisions).values(project=project, wakes_at=wakes_at, **values))
    _stand(db, project, decision, now=decision.at)


def restore_decision(db: Connection, project: str, stored: Stored) -> None:
    """Put a decision back as it was told; what the project says of it is restored with the project."""
    values = stored.decision.model_dump(exclude={"into_key"})
    db.execute(insert(decisions).values(project=project, wakes_at=stored.wakes_at, ended_at=stored.ended_at, **values))


def decisions_of(db: Connection, project: str) -> list[Stored]:
    """The first one first."""
    into = projects.alias("into_project")
    found = (
        select(decisions, into.c.number.label("into_number"))
        .outerjoin(into, into.c.id == decisions.c.into)
        .where(decisions.c.project == project)
        .order_by(decisions.c.id)
    )
    return [_stored(row) for row in db.execute(found)]


def due_wakeups(db: Connection, *, now: datetime) -> Sequence[Wakeup]:
    return [Wakeup(row.id, row.project, row.by) for row in db.execute(_DUE, {"now": now})]


def wake(db: Connection, due: Wakeup, *, now: datetime) -> bool:
    """End the deferral; True for the one who did."""
    ended = update(decisions).where(decisions.c.id == due.id, STANDS).values(ended_at=now)
    if db.execute(ended).rowcount != 1:
        return False
    _stand(db, due.project, None, now=now)
    return True


def _stand(db: Connection, project: str, decision: Decision | None, *, now: datetime) -> None:
    stands = decision.model_dump(mode="json", exclude_none=True) if decision else None
    db.execute(_ON_PROJECT, {"of": project, "stands": stands})
    here = db.execute(select(projects.c.team, projects.c.channel).where(projects.c.id == project)).one()
    mark_board(db, here.team, here.channel, now=now)


def _stored(row: Row[Any]) -> Stored:
    until: date | None = row.until
    decision = Decision(
        choice=Choice(row.choice),
        reason=row.reason,
        by=row.by,
        at=row.at,
        until=until,
        condition=row.condition,
        into=row.into,
        into_key=f"ML-{row.into_number}" if row.into_number else None,
    )
    return Stored(decision, row.wakes_at, row.ended_at)
