"""Who has looked at the bot's Home, and whose has to be drawn again."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from storage.resting import RESTING
from storage.tables import homes
from storage.upserts import insert

_OPENED = insert(homes)
_CHANGED = (
    update(homes)
    .where(
        homes.c.team == bindparam("in_team"),
        homes.c.person.in_(bindparam("people", expanding=True)),
        homes.c.due_at.is_(None),
    )
    .values(due_at=bindparam("then"))
)
_DUE = (
    select(homes.c.team, homes.c.person)
    .where(homes.c.due_at <= bindparam("now"), homes.c.team.not_in(RESTING))
    .order_by(homes.c.due_at, homes.c.team, homes.c.person)
    .limit(bindparam("most"))
)


def opened_home(db: Connection, team: str, person: str, *, at: datetime) -> None:
    """Remember that somebody looks at it; it is drawn as of now."""
    values = {"opened_at": at, "due_at": None}
    statement = _OPENED.values(team=team, person=person, **values)
    db.execute(statement.on_conflict_do_update(index_elements=["team", "person"], set_=values))


def homes_changed(db: Connection, team: str, people: Collection[str], *, due_at: datetime) -> bool:
    """What these people see there is not so any more: draw it again then, once for all changes until then.

    True where anybody of them has ever looked.
    """
    return db.execute(_CHANGED, {"in_team": team, "people": list(people), "then": due_at}).rowcount > 0


def all_homes_due(db: Connection, team: str, *, now: datetime) -> None:
    """What everybody of a workspace sees there has to be drawn again."""
    db.execute(update(homes).where(homes.c.team == team).values(due_at=now))


def homes_due(db: Connection, *, now: datetime, most: int = 100) -> list[tuple[str, str]]:
    """Team and person of those to be drawn again."""
    return [(row.team, row.person) for row in db.execute(_DUE, {"now": now, "most": most})]


def claim_home(db: Connection, team: str, person: str, *, now: datetime) -> bool:
    """True for the one who may draw it."""
    theirs = (homes.c.team == team, homes.c.person == person, homes.c.due_at <= now)
    return db.execute(update(homes).where(*theirs).values(due_at=None)).rowcount == 1
