"""A project's thread in one look: the project, its conversation, and where its card is."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select

from flows.conversation import Conversation
from flows.lifecycle.where import Where
from flows.scoring.ballot import Ballot
from storage.ballots import cast_in, counted_round
from storage.conversations import conversation_in
from storage.errors import NoSuchProject
from storage.messages import CARD, Place
from storage.projects import Project, project_in
from storage.stages import where_in
from storage.tables import conversations, messages, project_stages, projects


@dataclass(frozen=True, slots=True)
class Thread:
    """`place` is where the card is, once it is posted. `cast` are the ballots that count: those of a closed round.

    `where` is its place in the lifecycle; None while nothing happened to that.
    """

    project: Project
    conversation: Conversation
    place: Place | None
    cast: tuple[Ballot, ...] = ()
    where: Where | None = None


_COUNTED = counted_round(projects.c.id).label("counted_round")
_WHOLE = (
    select(projects, conversations.c.state, messages.c.ts, project_stages.c.state.label("placed"), _COUNTED)
    .join(conversations, conversations.c.project == projects.c.id)
    .outerjoin(project_stages, project_stages.c.project == projects.c.id)
)
_BY_PROJECT = _WHOLE.outerjoin(messages, messages.c.surface == CARD + projects.c.id).where(
    projects.c.id == bindparam("id")
)
_BY_PROJECTS = _WHOLE.outerjoin(messages, messages.c.surface == CARD + projects.c.id).where(
    projects.c.id.in_(bindparam("ids", expanding=True))
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
    return _thread(db, row)


def threads_of(db: Connection, projects_wanted: Collection[str]) -> dict[str, Thread]:
    """The threads of these projects, by project."""
    rows = db.execute(_BY_PROJECTS, {"ids": list(projects_wanted)}).all() if projects_wanted else []
    return {row.id: _thread(db, row) for row in rows}


def find_thread(db: Connection, team: str, channel: str, ts: str) -> Thread | None:
    """The thread whose first message this is; None when it is no project's."""
    row = db.execute(_BY_PLACE, {"team": team, "channel": channel, "ts": ts}).first()
    return _thread(db, row) if row else None


def _thread(db: Connection, row: Row[Any]) -> Thread:
    project = project_in(row)
    place = Place(project.channel, row.ts) if row.ts else None
    cast = cast_in(db, row.counted_round) if row.counted_round else ()
    where = where_in(row.placed) if row.placed else None
    return Thread(project, conversation_in(row.state), place, cast, where)
