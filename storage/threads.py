"""A project's thread in one look: the project, its conversation, and where its card is."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select

from flows.conversation import Conversation
from storage.conversations import conversation_in
from storage.errors import NoSuchProject
from storage.messages import CARD, Place
from storage.projects import Project, project_in
from storage.tables import conversations, messages, projects


@dataclass(frozen=True, slots=True)
class Thread:
    """`place` is where the card is, once it is posted."""

    project: Project
    conversation: Conversation
    place: Place | None


_WHOLE = select(projects, conversations.c.state, messages.c.ts).join(
    conversations, conversations.c.project == projects.c.id
)
_BY_PROJECT = _WHOLE.outerjoin(messages, messages.c.surface == CARD + projects.c.id).where(
    projects.c.id == bindparam("id")
)
_BY_PLACE = _WHOLE.join(messages, projects.c.id == func.substr(messages.c.surface, len(CARD) + 1)).where(
    messages.c.team == bindparam("team"),
    messages.c.channel == bindparam("channel"),
    messages.c.ts == bindparam("ts"),
    messages.c.surface.startswith(CARD),
)


def get_thread(db: Connection, project: str) -> Thread:
    row = db.execute(_BY_PROJECT, {"id": project}).first()
    if row is None:
        raise NoSuchProject(project)
    return _thread(row)


def find_thread(db: Connection, team: str, channel: str, ts: str) -> Thread | None:
    """The thread whose first message this is; None when it is no project's."""
    row = db.execute(_BY_PLACE, {"team": team, "channel": channel, "ts": ts}).first()
    return _thread(row) if row else None


def _thread(row: Row[Any]) -> Thread:
    project = project_in(row)
    place = Place(project.channel, row.ts) if row.ts else None
    return Thread(project, conversation_in(row.state), place)
