"""Rounds of blind ballots: when one is open, until when, and who ended it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, func, insert, or_, select, update

from storage.resting import rests
from storage.tables import IS_OPEN, projects, rounds


@dataclass(frozen=True, slots=True)
class Round:
    """One round of a project; `number` counts from 1. `closed_by` is absent where the deadline closed it.

    Whoever has not voted is reminded once, at `remind_at`; then `reminded_at` is set.
    """

    id: str
    project: str
    number: int
    opened_by: str
    opened_at: datetime
    deadline: datetime
    remind_at: datetime
    reminded_at: datetime | None = None
    closed_at: datetime | None = None
    closed_by: str | None = None

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


_OPEN = select(rounds).where(rounds.c.project == bindparam("project"), IS_OPEN)
_DUE = (
    select(rounds)
    .where(
        IS_OPEN,
        or_(
            rounds.c.deadline <= bindparam("now"),
            and_(rounds.c.reminded_at.is_(None), rounds.c.remind_at <= bindparam("now")),
        ),
        ~rests(rounds.c.project),
    )
    .order_by(rounds.c.deadline, rounds.c.id)
)


def open_round(
    db: Connection, round_id: str, project: str, *, by: str, at: datetime, deadline: datetime, remind_at: datetime
) -> Round:
    """Store a new round; its number is the project's next one. IntegrityError while another is open."""
    highest = select(func.max(rounds.c.number)).where(rounds.c.project == project)
    number = (db.execute(highest).scalar() or 0) + 1
    opened = Round(round_id, project, number, by, at, deadline, remind_at)
    db.execute(
        insert(rounds).values(
            id=round_id,
            project=project,
            number=number,
            opened_by=by,
            opened_at=at,
            deadline=deadline,
            remind_at=remind_at,
        )
    )
    return opened


def open_round_of(db: Connection, project: str) -> Round | None:
    """The project's round that takes ballots."""
    row = db.execute(_OPEN, {"project": project}).first()
    return _round(row) if row else None


def find_round(db: Connection, round_id: str) -> Round | None:
    row = db.execute(select(rounds).where(rounds.c.id == round_id)).first()
    return _round(row) if row else None


def rounds_of(db: Connection, project: str) -> list[Round]:
    """All rounds of a project, the first one first."""
    found = select(rounds).where(rounds.c.project == project).order_by(rounds.c.number)
    return [_round(row) for row in db.execute(found)]


def open_rounds(db: Connection, team: str) -> list[Round]:
    """The open rounds of a workspace, the next deadline first."""
    found = select(rounds).join(projects, projects.c.id == rounds.c.project).where(projects.c.team == team, IS_OPEN)
    return [_round(row) for row in db.execute(found.order_by(rounds.c.deadline, rounds.c.id))]


def due_rounds(db: Connection, *, now: datetime) -> Sequence[Round]:
    """Open rounds whose deadline has come, or whose reminder is due."""
    return [_round(row) for row in db.execute(_DUE, {"now": now})]


def move_deadline(db: Connection, round_id: str, *, deadline: datetime, remind_at: datetime) -> None:
    moved = update(rounds).where(rounds.c.id == round_id, IS_OPEN)
    db.execute(moved.values(deadline=deadline, remind_at=remind_at))


def close_round(db: Connection, round_id: str, *, by: str | None, at: datetime) -> bool:
    """End a round; True for the one who did."""
    ended = update(rounds).where(rounds.c.id == round_id, IS_OPEN).values(closed_at=at, closed_by=by)
    return db.execute(ended).rowcount == 1


def claim_reminder(db: Connection, round_id: str, *, at: datetime) -> bool:
    """True for the one who may send the round's reminders."""
    unsent = update(rounds).where(rounds.c.id == round_id, IS_OPEN, rounds.c.reminded_at.is_(None))
    return db.execute(unsent.values(reminded_at=at)).rowcount == 1


def _round(row: Row[Any]) -> Round:
    return Round(**row._mapping)
