"""Steps of workflows that wait for a project's verdict."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from storage.tables import executions


@dataclass(frozen=True, slots=True)
class Waiting:
    """A step that runs: Slack's id of its execution, the project it waits for, and when it has waited for too long."""

    execution: str
    team: str
    project: str
    ends_at: datetime


def wait(db: Connection, waiting: Waiting) -> None:
    values = {
        "team": waiting.team,
        "execution": waiting.execution,
        "project": waiting.project,
        "ends_at": waiting.ends_at,
    }
    db.execute(insert(executions).values(values))


def take_waiting(db: Connection, project: str) -> list[str]:
    """The executions that wait for a project; they wait no longer."""
    of_project = executions.c.project == project
    found = list(db.execute(select(executions.c.execution).where(of_project).order_by(executions.c.ends_at)).scalars())
    if found:
        db.execute(delete(executions).where(of_project))
    return found


def overdue(db: Connection, *, now: datetime) -> list[str]:
    """The projects for which some have waited for too long."""
    late = select(executions.c.project).where(executions.c.ends_at <= now).distinct().order_by(executions.c.project)
    return list(db.execute(late).scalars())


def take_overdue(db: Connection, project: str, *, now: datetime) -> list[str]:
    """The executions that have waited too long for a project; they wait no longer."""
    late = (executions.c.project == project, executions.c.ends_at <= now)
    found = list(db.execute(select(executions.c.execution).where(*late)).scalars())
    db.execute(delete(executions).where(*late))
    return found
