"""What was expected of a project, and what came of it: rows that fall due after a deployment."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from storage.tables import IS_UNASKED, outcomes, projects
from storage.upserts import insert

_PLAN = insert(outcomes).on_conflict_do_nothing()
_ONE = (outcomes.c.project == bindparam("of"), outcomes.c.after == bindparam("after_days"))
_ASKED = update(outcomes).where(*_ONE, IS_UNASKED).values(asked_at=bindparam("now"))
_ANSWER = (
    update(outcomes).where(*_ONE).values(realised=bindparam("told"), by=bindparam("who"), answered_at=bindparam("now"))
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """`after` are days since the deployment; `predicted` and `realised` are by criterion, in storage's own types.

    The owner is asked once, at `asked_at`; an answer can be changed.
    """

    project: str
    after: int
    due_at: datetime
    predicted: Mapping[str, Any]
    asked_at: datetime | None = None
    realised: Mapping[str, Any] | None = None
    by: str | None = None
    answered_at: datetime | None = None


def plan_outcomes(
    db: Connection, project: str, due: Iterable[tuple[int, datetime]], predicted: Mapping[str, Any]
) -> None:
    """Ask so many days after; what is planned already stays as it is."""
    rows = [{"project": project, "after": after, "due_at": at, "predicted": dict(predicted)} for after, at in due]
    if rows:
        db.execute(_PLAN, rows)


def outcome_asked(db: Connection, project: str, after: int, *, now: datetime) -> None:
    """The owner was asked; the first time counts."""
    db.execute(_ASKED, {"of": project, "after_days": after, "now": now})


def find_outcome(db: Connection, project: str, after: int) -> Outcome | None:
    row = db.execute(select(outcomes).where(*_ONE), {"of": project, "after_days": after}).first()
    return _outcome(row) if row else None


def save_realised(
    db: Connection, project: str, after: int, realised: Mapping[str, Any], *, by: str, now: datetime
) -> None:
    values = {"of": project, "after_days": after, "told": dict(realised), "who": by, "now": now}
    db.execute(_ANSWER, values)


def outcomes_of(db: Connection, project: str) -> list[Outcome]:
    """Everything planned for a project, in order of time."""
    found = select(outcomes).where(outcomes.c.project == project).order_by(outcomes.c.after)
    return [_outcome(row) for row in db.execute(found)]


def outcomes_in(db: Connection, team: str, channel: str) -> list[tuple[str, Outcome]]:
    """Everything planned in a channel, with the stage that its project is in; by project, in order of time."""
    found = (
        select(outcomes, projects.c.stage)
        .join(projects, projects.c.id == outcomes.c.project)
        .where(projects.c.team == team, projects.c.channel == channel)
        .order_by(projects.c.number, outcomes.c.after)
    )
    return [(row.stage, _outcome(row)) for row in db.execute(found)]


def _outcome(row: Row[Any]) -> Outcome:
    stored = row._mapping
    return Outcome(**{name: stored[name] for name in Outcome.__slots__})
