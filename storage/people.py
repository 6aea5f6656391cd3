"""People as Slack last described them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from storage.tables import people


@dataclass(frozen=True, slots=True)
class Person:
    """`locale` is a tag such as ko-KR, `timezone` an IANA name; Slack may know neither."""

    team: str
    id: str
    name: str
    locale: str | None
    timezone: str | None
    seen_at: datetime


def find_person(db: Connection, team: str, person: str) -> Person | None:
    row = db.execute(select(people).where(people.c.team == team, people.c.person == person)).first()
    if row is None:
        return None
    return Person(row.team, row.person, row.name, row.locale, row.timezone, row.seen_at)


def save_person(db: Connection, person: Person) -> None:
    described = {
        "name": person.name,
        "locale": person.locale,
        "timezone": person.timezone,
        "seen_at": person.seen_at,
    }
    statement = insert(people).values(team=person.team, person=person.id, **described)
    db.execute(statement.on_conflict_do_update(index_elements=["team", "person"], set_=described))
