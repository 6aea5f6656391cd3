"""Steps that wait for a verdict: they go on with it, or end when none will come."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.names import card_of
from bot.workflows.ending import failed, say, succeeded, verdict_told
from bot.workflows.sentences import cancelled, merged, too_long
from bot.world import World
from flows.conversation import Mode
from flows.decisions import Choice
from flows.text import Language, Phrase
from storage.executions import overdue, take_overdue, take_waiting
from storage.outbox import enqueue
from storage.projects import Project
from storage.threads import Thread, get_thread

LONGEST = timedelta(days=30)
"""Nobody remembers what a workflow is about that has waited for longer."""


def end_steps(db: Connection, world: World, thread: Thread, *, now: datetime) -> None:
    """The steps that wait for this project, if what they wait for is there or will never be."""
    project, told = thread.project, thread.conversation
    decision = project.decision
    if told.told is not None:
        outputs = verdict_told(project, told.told.verdict)
        waiting = take_waiting(db, project.id)
        card = card_of(project.id)
        enqueue(db, [succeeded(world, project, one, outputs, card=card) for one in waiting], due_at=now)
    elif told.mode is Mode.CANCELLED:
        _fail(db, world, project, take_waiting(db, project.id), cancelled(_named(project), project.key), now)
    elif decision is not None and decision.choice is Choice.MERGE:
        _fail(db, world, project, take_waiting(db, project.id), merged(_named(project), project.key), now)


def projects_waited_for(db: Connection, now: datetime) -> list[str]:
    """Those whose verdict somebody has waited for too long."""
    return overdue(db, now=now)


def give_up(db: Connection, world: World, project: str, *, now: datetime) -> None:
    """The steps that have waited for too long end; the project goes on."""
    about = get_thread(db, project).project
    sentence = too_long(_named(about), about.key, LONGEST.days)
    _fail(db, world, about, take_overdue(db, project, now=now), sentence, now)


def _fail(db: Connection, world: World, project: Project, waiting: list[str], sentence: Phrase, now: datetime) -> None:
    told = say(Language(project.language), sentence)
    enqueue(db, [failed(project.team, one, told, world.new_id()) for one in waiting], due_at=now)


def _named(project: Project) -> str:
    return project.name or "…"
