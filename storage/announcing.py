"""What a project's history tells those who listen outside Slack, owed to them in the transaction that writes it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, assert_never

from sqlalchemy import Connection

from flows.announcement import (
    AnnouncedDecision,
    AnnouncedMove,
    AnnouncedProject,
    AnnouncedVerdict,
    Decided,
    OfProject,
    ProjectCreated,
    ReachedVerdict,
    StageMoved,
    Subject,
    VerdictReached,
)
from flows.decisions import Decision
from flows.lifecycle.where import Step
from storage.calls import Call
from storage.event import Event
from storage.outbox import enqueue
from storage.projects import Project, get_project
from storage.webhooks import WEBHOOK, listening

SUBJECTS: Mapping[str, Subject] = {
    "project.started": Subject.CREATED,
    "verdict.told": Subject.VERDICT,
    "stage.moved": Subject.STAGE,
    "project.decided": Subject.DECISION,
    "project.woken": Subject.DECISION,
}
"""Which entries of the history are announced."""


def is_announced(event: Event) -> bool:
    return event.what in SUBJECTS


def announce(db: Connection, project: str, written: Iterable[tuple[int, Event]]) -> None:
    """Owe the announcements of what was just written, by its place in the history."""
    about: Project | None = None
    for row, event in written:
        if event.what not in SUBJECTS:
            continue
        about = about or get_project(db, project)
        subject = SUBJECTS[event.what]
        if listeners := listening(db, about.team, subject):
            announced = _announced(subject, about, event, _id(about, row, event.at))
            enqueue(db, _calls(about, announced, listeners), due_at=event.at)


def _calls(project: Project, announced: OfProject, listeners: Iterable[str]) -> Iterator[Call]:
    for webhook in listeners:
        payload = {"webhook": webhook, "announcement": announced.model_dump(mode="json")}
        yield Call(project.team, f"{WEBHOOK}:{project.team}:{webhook}", WEBHOOK, payload, announced.id)


def _announced(subject: Subject, project: Project, event: Event, id_: str) -> OfProject:
    common: dict[str, Any] = {
        "id": id_,
        "at": event.at,
        "workspace": project.team,
        "channel": project.channel,
        "project": AnnouncedProject(id=project.id, key=project.key, name=project.name),
        "by": event.by,
    }
    match subject:
        case Subject.CREATED:
            return ProjectCreated(**common)
        case Subject.VERDICT:
            reached = ReachedVerdict(**event.after, **(event.aside or {}))
            before = AnnouncedVerdict(**event.before) if event.before else None
            return VerdictReached(**common, verdict=reached, before=before)
        case Subject.STAGE:
            return StageMoved(**common, stage=_move(Step.model_validate(event.after)))
        case Subject.DECISION:
            return Decided(**common, decision=_decision(event.after), before=_decision(event.before))
        case _:
            assert_never(subject)


def _move(step: Step) -> AnnouncedMove:
    return AnnouncedMove(
        before=step.origin,
        after=step.target,
        kind=step.kind,
        reason=step.code,
        note=step.note,
        until=step.wakes_on,
    )


def _decision(stored: Any) -> AnnouncedDecision | None:
    if stored is None:
        return None
    decision = Decision.model_validate(stored)
    return AnnouncedDecision(
        choice=decision.choice,
        reason=decision.reason,
        until=decision.until,
        condition=decision.condition,
        into=decision.into_key,
    )


def _id(project: Project, row: int, at: datetime) -> str:
    """The same for the same fact, and for no other: rows may be numbered again after a backup was put back."""
    return sha256(f"{project.id}:{row}:{at.isoformat()}".encode()).hexdigest()[:24]
