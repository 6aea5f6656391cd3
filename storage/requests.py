"""Questions that were handed to somebody and are still open, findable by person."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, insert, select

from flows.conversation import Request
from storage.tables import requests


class Requested(NamedTuple):
    """An open request and the project it belongs to."""

    project: str
    request: Request


_OF_PROJECT = select(requests).where(requests.c.project == bindparam("of"))
_INSERT = insert(requests)
_ANSWERED = delete(requests).where(
    requests.c.project == bindparam("of"),
    requests.c.question == bindparam("about"),
    requests.c.person == bindparam("to"),
)


def save_requests(db: Connection, team: str, project: str, open_now: Iterable[Request]) -> None:
    """Make these the project's open requests. Writes only what differs from what is stored."""
    wanted = {(one.question, one.person): one for one in open_now}
    stored = {(row.question, row.person): row for row in db.execute(_OF_PROJECT, {"of": project})}
    changed = {
        key
        for key, one in wanted.items()
        if key in stored and _told(one) != (stored[key].asked_by, stored[key].asked_at)
    }
    if gone := [key for key in stored if key not in wanted or key in changed]:
        db.execute(_ANSWERED, [{"of": project, "about": question, "to": person} for question, person in gone])
    rows = [
        {
            "project": project,
            "question": one.question,
            "person": one.person,
            "team": team,
            "asked_by": one.by,
            "asked_at": one.at,
        }
        for key, one in wanted.items()
        if key not in stored or key in changed
    ]
    if rows:
        db.execute(_INSERT, rows)


def requests_of(db: Connection, team: str, person: str) -> list[Requested]:
    """What waits for this person, the oldest first."""
    theirs = select(requests).where(requests.c.team == team, requests.c.person == person)
    return [
        Requested(row.project, Request(question=row.question, person=row.person, by=row.asked_by, at=row.asked_at))
        for row in db.execute(theirs.order_by(requests.c.asked_at, requests.c.project, requests.c.question))
    ]


def _told(one: Request) -> tuple[str, object]:
    return one.by, one.at
