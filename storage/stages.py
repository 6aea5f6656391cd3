"""Where projects are in the lifecycle, and every event that brought them there. Nothing is ever taken out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from pydantic import TypeAdapter
from sqlalchemy import Connection, bindparam, insert, select, update

from flows.lifecycle.history import Event, Started, apply, at
from flows.lifecycle.where import Step, Where
from storage.boards import mark_board
from storage.errors import ConversationMoved
from storage.projects import Project
from storage.tables import project_stages, projects, stage_events

MOST_IDS = 900  # in one query
LONGEST_NOTE = 500
"""Characters of why a project rests that stand beside it on a board."""

_EVENT: TypeAdapter[Event] = TypeAdapter(Event)
_PLACE = select(project_stages.c.state, project_stages.c.events).where(project_stages.c.project == bindparam("of"))
_BEGIN = insert(project_stages)
_SAVE = (
    update(project_stages)
    .where(project_stages.c.project == bindparam("of"), project_stages.c.events == bindparam("events_read"))
    .values(events=bindparam("events_now"), state=bindparam("state_now"))
)
_APPEND = insert(stage_events)
_STAGE = update(projects).where(projects.c.id == bindparam("of"))


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a project is, after so many events. One that nothing happened to yet has had none."""

    where: Where
    events: int


def place_of(db: Connection, project: Project) -> Placed:
    """Where the project is; one without a place of its own yet has been in its first stage since it began."""
    row = db.execute(_PLACE, {"of": project.id}).first()
    if row:
        return Placed(where_in(row.state), row.events)
    return Placed(apply(None, _started(project)), 0)


def places_of(db: Connection, ids: Sequence[str]) -> dict[str, Where]:
    """Where these projects are, by project; those to which nothing happened yet are not among them."""
    found: dict[str, Where] = {}
    for first in range(0, len(ids), MOST_IDS):
        some = ids[first : first + MOST_IDS]
        rows = db.execute(
            select(project_stages.c.project, project_stages.c.state).where(project_stages.c.project.in_(some))
        )
        found |= {row.project: where_in(row.state) for row in rows}
    return found


def begin(db: Connection, project: Project) -> Placed:
    """The project's first event, unless it had it; where the project is then."""
    placed = place_of(db, project)
    if placed.events:
        return placed
    started = _started(project)
    db.execute(_BEGIN, {"project": project.id, "events": 1, "state": _written(placed.where)})
    _append(db, project.id, 1, started)
    return Placed(placed.where, 1)


def happened(db: Connection, project: Project, event: Event, *, after: Placed, updated_at: datetime) -> Placed:
    """Add an event to a place that was read before. Raises ConversationMoved when another one was added first."""
    known = begin(db, project) if after.events == 0 else after
    where = apply(known.where, event)
    number = known.events + 1
    saved = db.execute(
        _SAVE,
        {"of": project.id, "events_read": known.events, "events_now": number, "state_now": _written(where)},
    )
    if saved.rowcount != 1 or known.where != after.where:
        raise ConversationMoved(project.id)
    _append(db, project.id, number, event)
    if isinstance(event, Step):
        note = event.note[:LONGEST_NOTE] if event.note and not where.stage.active else None
        moved = {"of": project.id, "stage": where.stage.value, "note": note, "updated_at": updated_at}
        db.execute(_STAGE, moved)
        mark_board(db, project.team, project.channel, now=updated_at)
    return Placed(where, number)


def events_of(db: Connection, project: str) -> list[Event]:
    """Everything that happened to the project's place, the oldest first."""
    found = select(stage_events.c.event).where(stage_events.c.project == project).order_by(stage_events.c.number)
    return [_EVENT.validate_json(event) for event in db.execute(found).scalars()]


def events_since(db: Connection, team: str, channel: str, since: datetime) -> list[tuple[str, Event]]:
    """What happened in a channel's projects, by project id, the oldest first."""
    found = (
        select(stage_events.c.project, stage_events.c.event)
        .join(projects, projects.c.id == stage_events.c.project)
        .where(projects.c.team == team, projects.c.channel == channel, stage_events.c.at >= since)
        .order_by(stage_events.c.at, stage_events.c.project, stage_events.c.number)
    )
    return [(row.project, _EVENT.validate_json(row.event)) for row in db.execute(found)]


def place_on(db: Connection, project: Project, day: date, zone: tzinfo) -> Where | None:
    """Where the project was at the end of a day; None before it began."""
    return at(events_of(db, project.id) or [_started(project)], day, zone)


def where_in(state: str) -> Where:
    """A place as it is stored."""
    return Where.model_validate_json(state)


def _started(project: Project) -> Started:
    return Started(by=project.starter, at=project.created_at)


def _written(where: Where) -> str:
    return where.model_dump_json(exclude_none=True)


def _append(db: Connection, project: str, number: int, event: Event) -> None:
    written = _EVENT.dump_json(event, exclude_none=True).decode()
    db.execute(_APPEND, {"project": project, "number": number, "at": event.at, "event": written})
