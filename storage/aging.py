"""When scores grow older by themselves."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from storage.tables import projects

_DUE = (
    select(projects.c.id)
    .where(projects.c.ages_at <= bindparam("now"))
    .order_by(projects.c.ages_at, projects.c.id)
    .limit(bindparam("most"))
)
_SET = update(projects).where(projects.c.id == bindparam("of")).values(ages_at=bindparam("then"))


def aging(db: Connection, *, now: datetime, most: int = 100) -> list[str]:
    """Projects whose score has grown older by now, the oldest first."""
    return list(db.execute(_DUE, {"now": now, "most": most}).scalars())


def ages_at(db: Connection, project: str, then: datetime | None) -> None:
    """Look at its score again then; None never."""
    db.execute(_SET, {"of": project, "then": then})
