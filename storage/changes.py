"""What happened to a channel's projects in a stretch of time, and how they stand: everything in a few queries."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from storage.history import Event
from storage.messages import CARD, Place
from storage.projects import Project, project_in
from storage.tables import conversations, history, messages, projects


@dataclass(frozen=True, slots=True)
class Standing:
    """A project, where its thread is, and its answers as they are stored: JSON by question."""

    project: Project
    place: Place | None
    answers: Mapping[str, Any]

    def value(self, key: str) -> Any:
        """The answer to a question; None while it is not given."""
        answer = self.answers.get(key)
        return answer.get("value") if answer and answer.get("state") == "given" else None

    def answered_at(self, key: str) -> datetime | None:
        answer = self.answers.get(key)
        return datetime.fromisoformat(answer["at"]) if answer else None


def standings_in(db: Connection, team: str, channel: str) -> list[Standing]:
    """All projects of a channel, in the order of their numbers."""
    return _standings(db, projects.c.team == team, projects.c.channel == channel)


def standings_owned(db: Connection, team: str, person: str) -> list[Standing]:
    """All projects that somebody runs, in the order of their numbers."""
    return _standings(db, projects.c.team == team, projects.c.owner == person)


def changes_in(db: Connection, team: str, channel: str, since: datetime, until: datetime) -> list[tuple[str, Event]]:
    """(project, what happened) in the stretch that holds `since` and not `until`, the oldest first."""
    return _changes(db, since, until, projects.c.team == team, projects.c.channel == channel)


def changes_owned(db: Connection, team: str, person: str, since: datetime, until: datetime) -> list[tuple[str, Event]]:
    """The same for the projects that somebody runs."""
    return _changes(db, since, until, projects.c.team == team, projects.c.owner == person)


def _standings(db: Connection, *where: Any) -> list[Standing]:
    found = (
        select(projects, conversations.c.state, messages.c.ts)
        .join(conversations, conversations.c.project == projects.c.id)
        .outerjoin(messages, messages.c.surface == CARD + projects.c.id)
        .where(*where)
        .order_by(projects.c.number)
    )
    standings = []
    for row in db.execute(found):
        place = Place(row.channel, row.ts) if row.ts else None
        standings.append(Standing(project_in(row), place, json.loads(row.state).get("answers", {})))
    return standings


def _changes(db: Connection, since: datetime, until: datetime, *where: Any) -> list[tuple[str, Event]]:
    found = (
        select(history)
        .join(projects, projects.c.id == history.c.project)
        .where(*where, history.c.at >= since, history.c.at < until)
        .order_by(history.c.id)
    )
    return [
        (row.project, Event(row.at, row.by, row.what, row.subject, row.before, row.after)) for row in db.execute(found)
    ]
