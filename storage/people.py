"""People as Slack last described them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from storage.tables import people
from storage.upserts import insert

_ONE = select(people).where(people.c.team == bindparam("in_team"), people.c.person == bindparam("of"))


@dataclass(frozen=True, slots=True)
class Person:
    """`locale` is a tag such as ko-KR, `timezone` an IANA name; Slack may know neither."""

    team: str
    id: str
    name: str
    locale: str | None
    timezone: str | None
    seen_at: datetime
    deleted: bool = False
    """Whether the account is deactivated."""
    guest: bool = False
    """Whether they are a guest, or of another organisation."""


def find_person(db: Connection, team: str, person: str) -> Person | None:
    row = db.execute(_ONE, {"in_team": team, "of": person}).first()
    return _person(row) if row else None


def find_people(db: Connection, team: str, persons: Collection[str]) -> dict[str, Person]:
    """Those of them who are known, by id."""
    wanted = select(people).where(people.c.team == team, people.c.person.in_(persons))
    return {row.person: _person(row) for row in db.execute(wanted)}


def all_names(db: Connection, team: str) -> dict[str, str]:
    """How the people of a workspace are called, by id."""
    found = select(people.c.person, people.c.name).where(people.c.team == team)
    return {row.person: row.name for row in db.execute(found)}


def save_person(db: Connection, person: Person) -> None:
    described = {
        "name": person.name,
        "locale": person.locale,
        "timezone": person.timezone,
        "seen_at": person.seen_at,
        "deleted": person.deleted,
        "guest": person.guest,
    }
    statement = insert(people).values(team=person.team, person=person.id, **described)
    db.execute(statement.on_conflict_do_update(index_elements=["team", "person"], set_=described))


def _person(row: Row[Any]) -> Person:
    return Person(row.team, row.person, row.name, row.locale, row.timezone, row.seen_at, row.deleted, row.guest)
