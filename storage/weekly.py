"""How the board of a channel stood at the beginning of each week."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, literal, select

from flows.board.entry import Stand, parts_of
from flows.board.last_week import LastWeek
from flows.scoring.exact import UNIT
from flows.scoring.priority import Weights
from flows.scoring.verdict import Verdict
from storage.standings import numbered
from storage.tables import projects, standings_weekly, weeks
from storage.upserts import insert
from storage.weights import read, written


def take_week(
    db: Connection, team: str, channel: str, week: str, weights: Weights, *, begun: datetime, now: datetime
) -> bool:
    """Keep how everything that is older stands, as the beginning of this week; True for the one who did.

    `week` as 2026-W48, which began at `begun`.
    """
    key = {"team": team, "channel": channel, "week": week}
    claimed = insert(weeks).values(**key, alphas=written(weights), taken_at=now).on_conflict_do_nothing()
    if db.execute(claimed).rowcount != 1:
        return False
    found = numbered(team, channel, weights, begun).subquery()
    columns = [column.name for column in found.c]
    kept = select(literal(team), literal(channel), literal(week), *found.c)
    db.execute(insert(standings_weekly).from_select(["team", "channel", "week", *columns], kept))
    return True


def was_taken(db: Connection, team: str, channel: str, week: str) -> bool:
    here = (weeks.c.team == team, weeks.c.channel == channel, weeks.c.week == week)
    return db.execute(select(weeks.c.week).where(*here)).first() is not None


def begun_before(db: Connection, team: str, channel: str, then: datetime) -> bool:
    """Whether the channel had a project at that time."""
    here = (projects.c.team == team, projects.c.channel == channel, projects.c.created_at < then)
    return db.execute(select(projects.c.id).where(*here).limit(1)).first() is not None


def channels_with_projects(db: Connection) -> list[tuple[str, str]]:
    """(team, channel) of all projects."""
    found = select(projects.c.team, projects.c.channel).distinct()
    return [(row.team, row.channel) for row in db.execute(found.order_by(projects.c.team, projects.c.channel))]


def find_week(db: Connection, team: str, channel: str, week: str) -> LastWeek | None:
    """All projects as they stood then; None when nobody kept it."""
    weights = _weights(db, team, channel, week)
    if weights is None:
        return None
    here = (
        standings_weekly.c.team == team,
        standings_weekly.c.channel == channel,
        standings_weekly.c.week == week,
    )
    return LastWeek.of(weights, (_stand(row) for row in db.execute(select(standings_weekly).where(*here))))


def places_then(db: Connection, team: str, channel: str, week: str, numbers: list[int]) -> dict[int, int | None] | None:
    """The places of a few projects then, by number; those that were not there are left out. None: nobody kept it."""
    if _weights(db, team, channel, week) is None:
        return None
    here = (
        standings_weekly.c.team == team,
        standings_weekly.c.channel == channel,
        standings_weekly.c.week == week,
        standings_weekly.c.number.in_(numbers),
    )
    found = select(standings_weekly.c.number, standings_weekly.c.place).where(*here)
    return {row.number: row.place for row in db.execute(found)}


def forget_weeks_before(db: Connection, then: datetime) -> int:
    """Drop weeks that no board looks at any more; returns how many."""
    return db.execute(delete(weeks).where(weeks.c.taken_at < then)).rowcount


def _stand(row: Row[Any]) -> Stand:
    """What had no place though neither verdict nor stage kept it from one had been put aside."""
    stand = Stand(
        row.number,
        parts_of((row.impact, row.data, row.accuracy, row.difficulty, row.readiness, row.confidence)),
        Verdict(row.verdict),
        row.stage,
        round(row.completeness * UNIT),
        row.ballots,
    )
    return stand._replace(aside=row.place is None and stand.contender.eligible)


def _weights(db: Connection, team: str, channel: str, week: str) -> Weights | None:
    here = (weeks.c.team == team, weeks.c.channel == channel, weeks.c.week == week)
    alphas = db.execute(select(weeks.c.alphas).where(*here)).scalar()
    return read(alphas) if alphas else None
