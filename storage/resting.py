"""Workspaces where the bot does nothing of its own accord: it has left, or cannot speak there for now."""

from sqlalchemy import Column, ColumnElement, exists, or_, select

from storage.tables import HAS_LEFT, installations, projects, workspaces

RESTING = (
    select(workspaces.c.team)
    .join(installations, installations.c.id == workspaces.c.installation)
    .where(or_(HAS_LEFT, installations.c.problem.is_not(None)))
)


def rests(project: Column[str]) -> ColumnElement[bool]:
    """Whether a project is in one of them."""
    return exists().where(projects.c.id == project, projects.c.team.in_(RESTING))
