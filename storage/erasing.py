"""A workspace, or a person, taken out of what is stored for good."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, select, union, update

from flows.conversation import Conversation
from flows.erased import SOMEONE, STEM, Erasure, is_erased, names_in, number_of, stand_in
from storage.belonging import of_workspace
from storage.calls import CallState
from storage.columns import metadata
from storage.conversations import get_conversation, save_conversation
from storage.event import Event
from storage.history import record
from storage.leads import lead_of
from storage.people import Person, find_person, save_person
from storage.projects import change_owner, owned_by
from storage.rewriting import rewrite
from storage.tables import (
    UNSETTLED,
    boards,
    channel_settings,
    digests,
    homes,
    messages,
    outbox,
    people,
    projects,
    reminded,
    requests,
    rhythms,
)

HANDED = "project.handed"
"""What the history says where the lead took over a project whose owner left."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What happened to a person's traces. `stand_in` is None where there were none.

    `removed` and `rewritten` are rows by table. `handed` are keys of projects that the lead owns now, `left` of those
    that nobody does; `unsent` are calls that are not made any more; `projects` are ids of all
    that told of the person.
    """

    stand_in: str | None
    removed: Mapping[str, int]
    rewritten: Mapping[str, int]
    handed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    unsent: int = 0
    projects: tuple[str, ...] = ()


def erase_workspace(db: Connection, team: str) -> dict[str, int]:
    """Delete every row of a workspace; how many there were, by table. What belongs to others stays as it is."""
    gone: dict[str, int] = {}
    for table in reversed(metadata.sorted_tables):
        gone[table.name] = db.execute(delete(table).where(of_workspace(table, team))).rowcount
    return gone


def workspaces(db: Connection) -> list[str]:
    """All that anything is stored of."""
    told = union(*(select(table.c.team) for table in (people, projects, channel_settings)))
    return sorted(db.execute(told).scalars())


def erase_person(
    db: Connection, team: str, person: str, *, now: datetime, names: Collection[str] = (), keep_names: bool = False
) -> Erased:
    """Take a person out of a workspace: the facts stay, told of somebody who left.

    `names` are others by which texts call the person, beside the one that Slack told; with `keep_names` texts are left
    alone. The caller's transaction has to keep everything else of the workspace out.
    """
    known = find_person(db, team, person)
    called = () if keep_names else names_in((*names, *((known.name,) if known else ())))
    erasure = Erasure(person, _next_stand_in(db, team), called)
    removed = {name: count for name, count in _removed(db, team, person) if count}
    unsent = _settled(db, team, person, now=now)
    rewritten = rewrite(db, team, erasure)
    if not (removed or unsent or rewritten.rows):
        return Erased(None, {}, {})
    left = Person(team, erasure.stand_in, SOMEONE.en, None, None, now, deleted=True, guest=True)
    save_person(db, left)
    handed, ownerless = _handed_over(db, team, erasure.stand_in, now=now)
    _draw_anew(db, team, now=now)
    touched = tuple(sorted(rewritten.projects))
    return Erased(erasure.stand_in, removed, rewritten.rows, handed, ownerless, unsent, touched)


def _next_stand_in(db: Connection, team: str) -> str:
    used = select(people.c.person).where(people.c.team == team, people.c.person.startswith(STEM))
    return stand_in(max((number_of(one) for one in db.execute(used).scalars() if is_erased(one)), default=0) + 1)


def _removed(db: Connection, team: str, person: str) -> Iterator[tuple[str, int]]:
    """What is about nobody else."""
    for table, whose in (
        (requests, requests.c.person),
        (reminded, reminded.c.person),
        (digests, digests.c.place),
        (rhythms, rhythms.c.place),
        (homes, homes.c.person),
        (people, people.c.person),
    ):
        yield table.name, db.execute(delete(table).where(table.c.team == team, whose == person)).rowcount
    direct = (messages.c.team == team, _named(messages.c.surface, person))
    yield messages.name, db.execute(delete(messages).where(*direct)).rowcount
    led = (channel_settings.c.team == team, channel_settings.c.lead == person)
    yield channel_settings.name, db.execute(update(channel_settings).where(*led).values(lead=None)).rowcount


def _settled(db: Connection, team: str, person: str, *, now: datetime) -> int:
    """Calls that are owed to the person alone are not made."""
    owed = select(outbox.c.id, outbox.c.payload).where(outbox.c.team == team, UNSETTLED)
    theirs = [row.id for row in db.execute(owed) if _addressed(row.payload, person)]
    for one in theirs:
        values = {"state": CallState.REFUSED, "settled_at": now, "problem": "erased", "payload": {}, "otherwise": None}
        db.execute(update(outbox).where(outbox.c.id == one).values(values))
    return len(theirs)


def _addressed(payload: Any, person: str) -> bool:
    return isinstance(payload, dict) and person in (payload.get(name) for name in ("channel", "user", "user_id"))


def _handed_over(db: Connection, team: str, gone: str, *, now: datetime) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Projects that the channel's lead owns now, and those that have no lead."""
    handed, left = [], []
    for project in owned_by(db, team, gone):
        lead = lead_of(db, team, project.channel)
        known = find_person(db, team, lead) if lead else None
        if lead is None or is_erased(lead) or (known and known.deleted):
            left.append(project.key)
            continue
        _hand_over(db, project.id, gone, lead, now=now)
        handed.append(project.key)
    return tuple(handed), tuple(left)


def _hand_over(db: Connection, project: str, gone: str, lead: str, *, now: datetime) -> None:
    told: Conversation = get_conversation(db, project)
    takes_part = tuple(dict.fromkeys((*(one for one in told.participants if one != gone), lead)))
    changes = {"owner": lead, "participants": takes_part, "turn": told.turn + 1}
    save_conversation(db, told.model_copy(update=changes))
    change_owner(db, project, lead, at=now)
    record(db, project, [Event(now, lead, HANDED, None, {"owner": gone}, {"owner": lead})])


def _draw_anew(db: Connection, team: str, *, now: datetime) -> None:
    for table in (boards, homes):
        db.execute(update(table).where(table.c.team == team).values(due_at=now))


def _named(column: ColumnElement[str], person: str) -> ColumnElement[bool]:
    return column.endswith(f":{person}", autoescape=True) | column.contains(f":{person}:", autoescape=True)
