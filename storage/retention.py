"""What is dropped because it is old, where somebody wants that."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, or_, select

from flows.decisions import Choice
from storage import inbox, outbox
from storage.boards import mark_board
from storage.tables import (
    channel_history,
    decisions,
    digests,
    history,
    messages,
    projects,
    reminded,
    results,
    rounds,
    stage_events,
)
from storage.weekly import forget_weeks_before

OVER = ("stopped", "retired")
"""Stages from which nothing is expected any more."""

PUT_ASIDE = (Choice.DECLINE, Choice.MERGE)
AT_ONCE = 200  # projects, so that nobody waits long for the transaction


@dataclass(frozen=True, slots=True)
class Keep:
    """For how long things are kept; None is for ever."""

    deliveries: timedelta = timedelta(days=30)
    """Longer than Slack delivers an event again, which is a day."""
    calls: timedelta = timedelta(days=7)
    """Those that were made or refused, with what they said."""
    weeks: timedelta = timedelta(days=40)
    history: timedelta | None = None
    archived: timedelta | None = None


def tidy(db: Connection, keep: Keep, *, now: datetime) -> int:
    """Drop what is older than it is to be kept; how many rows, and everything that belonged to a project as one."""
    dropped = inbox.forget_before(db, now - keep.deliveries) + outbox.forget_before(db, now - keep.calls)
    dropped += forget_weeks_before(db, now - keep.weeks)
    if keep.history is not None:
        dropped += forget_history_before(db, now - keep.history)
    if keep.archived is not None:
        dropped += len(forget_archived_before(db, now - keep.archived, now=now))
    return dropped


def forget_history_before(db: Connection, then: datetime) -> int:
    """Drop who did what, whom was reminded of what, and digests but the last of each place."""
    newer = digests.alias("newer")
    followed = (
        select(newer.c.week)
        .where(newer.c.team == digests.c.team, newer.c.place == digests.c.place, newer.c.week > digests.c.week)
        .exists()
    )
    old = (
        delete(history).where(history.c.at < then),
        delete(channel_history).where(channel_history.c.at < then),
        delete(reminded).where(reminded.c.at < then),
        delete(digests).where(digests.c.until < then, followed),
    )
    return sum(db.execute(one).rowcount for one in old)


def forget_archived_before(db: Connection, then: datetime, *, now: datetime) -> list[str]:
    """Drop projects that were over or put aside before, with everything of theirs; their ids.

    The newest one of a workspace stays whatever it is, so that no number is given twice.
    """
    recent = (
        select(decisions.c.id).where(decisions.c.project == projects.c.id, decisions.c.at >= then).exists(),
        select(stage_events.c.number)
        .where(stage_events.c.project == projects.c.id, stage_events.c.at >= then)
        .exists(),
    )
    later = projects.alias("later")
    is_not_newest = (
        select(later.c.id).where(later.c.team == projects.c.team, later.c.number > projects.c.number).exists()
    )
    aside = projects.c.decision["choice"].as_string().in_(PUT_ASIDE)
    found = (
        select(projects.c.id, projects.c.team, projects.c.channel)
        .where(projects.c.updated_at < then, or_(projects.c.stage.in_(OVER), aside), is_not_newest)
        .where(*(~one for one in recent))
        .order_by(projects.c.updated_at, projects.c.id)
        .limit(AT_ONCE)
    )
    gone = db.execute(found).all()
    for row in gone:
        _forget_places(db, row.team, row.id)
        db.execute(delete(projects).where(projects.c.id == row.id))
        mark_board(db, row.team, row.channel, now=now)
    return [row.id for row in gone]


def _forget_places(db: Connection, team: str, project: str) -> None:
    """Where its messages are: they are named by its id, or by that of a round or a result."""
    parts = (select(table.c.id).where(table.c.project == project) for table in (rounds, results))
    names = [project, *(part for one in parts for part in db.execute(one).scalars())]
    for name in names:
        surface = messages.c.surface
        named = or_(surface.endswith(f":{name}", autoescape=True), surface.contains(f":{name}:", autoescape=True))
        db.execute(delete(messages).where(messages.c.team == team, named))
