"""Scores that grow older: the stored standing follows, so that lists, boards and digests do, too."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

from sqlalchemy import Connection

from bot.world import World
from flows.circumstances import next_change
from storage.aging import ages_at
from storage.projects import save_project
from storage.threads import Thread, get_thread


def look_again(db: Connection, thread: Thread, *, now: datetime) -> None:
    """Remember when the score of a project that somebody just looked at begins to count less."""
    if thread.conversation.told is not None:
        day = next_change(thread.conversation, thread.project.stage, now.astimezone(UTC).date())
        ages_at(db, thread.project.id, _begin(day))


def age(db: Connection, world: World, project: str, *, now: datetime) -> None:
    """The standing as it is today."""
    thread = get_thread(db, project)
    told, stage, today = thread.conversation, thread.project.stage, now.astimezone(UTC).date()
    if told.told is not None and thread.project.standing is not None:
        standing = world.standing(told, thread.cast, stage=stage, today=today)
        if standing != thread.project.standing:
            save_project(db, replace(thread.project, standing=standing))
    ages_at(db, project, _begin(next_change(told, stage, today)))


def _begin(day: date | None) -> datetime | None:
    return datetime.combine(day, time.min, UTC) if day else None
