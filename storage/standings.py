"""Projects as a board sees them, in the database's own order: what is asked of it does not load conversations."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    case,
    cast,
    func,
    literal,
    not_,
    or_,
    select,
)

from flows.board.entry import RESTING, Entry, Stand, parts_of
from flows.board.filter import EVERYTHING, Filter
from flows.board.setting import same_proportions
from flows.decisions import Choice, Decision
from flows.ranking.weights import whole
from flows.scoring.exact import UNIT
from flows.scoring.factors import Archetype
from flows.scoring.priority import BALANCED, Weights
from flows.scoring.verdict import Verdict
from storage.tables import STANDS, ballots, decisions, projects, rounds

COMPONENTS = (
    projects.c.impact,
    projects.c.data,
    projects.c.accuracy,
    projects.c.difficulty,
    projects.c.readiness,
    projects.c.confidence,
)
ACTIVE = or_(projects.c.decision.is_(None), projects.c.decision["choice"].as_string() == Choice.ACCEPT)
"""Whether the lead did not put it aside."""

ELIGIBLE = and_(projects.c.verdict != Verdict.DO_NOT_USE_ML, projects.c.stage.not_in(sorted(RESTING)), ACTIVE)
_HAS_STANDING = projects.c.verdict.is_not(None)
_ENTRY = (
    projects.c.id,
    projects.c.number,
    projects.c.name,
    projects.c.owner,
    projects.c.stage,
    projects.c.verdict,
    projects.c.completeness,
    projects.c.archetype,
    projects.c.rule,
    projects.c.note,
    projects.c.rice,
    projects.c.decision,
    *COMPONENTS,
)


@dataclass(frozen=True, slots=True)
class Counted:
    """How many projects have a place, and how many have none; of each how many pass a filter."""

    ranked: int
    matching: int
    parked: int


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry with its place among those ranked."""

    place: int
    entry: Entry


def entries_in(db: Connection, team: str, channels: Collection[str]) -> list[Entry]:
    """Every project with a standing, in no order that means anything."""
    return _entries(db, select(*_ENTRY).where(*_in(team, channels)))


def counted_in(db: Connection, team: str, channels: Collection[str], only: Filter = EVERYTHING) -> Counted:
    ranked, parked = _split(db, team, channels, EVERYTHING)
    if only == EVERYTHING:
        return Counted(ranked, ranked, parked)
    return Counted(ranked, *_split(db, team, channels, only))


def ranked_in(
    db: Connection,
    team: str,
    channels: Collection[str],
    weights: Weights,
    *,
    first: int = 0,
    most: int,
    only: Filter = EVERYTHING,
) -> list[Placed]:
    """A page of those that pass the filter, in order, with their places among all.

    Ordered by floating-point sums: projects closer than a billionth of a point may stand the other way round.
    """
    order = _order(weights)
    here = select(*_ENTRY).where(*_in(team, channels), ELIGIBLE)
    if only == EVERYTHING:
        page = here.order_by(*order).offset(first).limit(most)
        return [Placed(first + at, entry) for at, entry in enumerate(_entries(db, page), start=1)]
    numbered = here.add_columns(func.row_number().over(order_by=order).label("place")).subquery()
    through = _passing(only, numbered.c)
    page = select(numbered).where(*through).order_by(numbered.c.place).offset(first).limit(most)
    rows: Sequence[Any] = db.execute(page).all()
    return [Placed(row.place, entry) for row, entry in zip(rows, _with_ballots(db, rows), strict=True)]


def parked_in(
    db: Connection,
    team: str,
    channels: Collection[str],
    weights: Weights,
    *,
    most: int,
    only: Filter = EVERYTHING,
) -> list[Entry]:
    """Those without a place, in the order they would have."""
    here = select(*_ENTRY).where(*_in(team, channels), not_(ELIGIBLE), *_passing(only))
    return _entries(db, here.order_by(*_order(weights)).limit(most))


def on_front(db: Connection, team: str, channels: Collection[str], shown: Sequence[Entry]) -> set[int]:
    """Which of these no other project beats on both impact and feasibility, as displayed."""
    points = {entry.stand.number: entry.stand.contender.shown_point for entry in shown}
    if not points:
        return set()
    impact, feasibility = _tenths(projects.c.impact), _tenths(projects.c.feasibility)
    beaten = [
        func.max(case((and_(impact >= i, feasibility >= f, or_(impact > i, feasibility > f)), 1), else_=0))
        for i, f in points.values()
    ]
    lowest, easiest = min(i for i, _ in points.values()), min(f for _, f in points.values())
    # A tenth of slack: floats are only a first sieve.
    sieve = (projects.c.impact >= lowest / 10 - 0.1, projects.c.feasibility >= easiest / 10 - 0.1)
    row = db.execute(select(*beaten).where(*_in(team, channels), ELIGIBLE, *sieve)).one()
    return {number for number, is_beaten in zip(points, row, strict=True) if not is_beaten}


def moving_in(
    db: Connection, team: str, channel: str, now: Weights, new: Weights, *, most: int
) -> tuple[list[tuple[Entry, int, int]], int]:
    """(entry, place now, place with the new weights) of the first ones in either order, and how many move."""
    places = (
        func.row_number().over(order_by=_order(now)).label("now_place"),
        func.row_number().over(order_by=_order(new)).label("new_place"),
    )
    both = select(*_ENTRY, *places).where(*_in(team, (channel,)), ELIGIBLE).subquery()
    first = or_(both.c.now_place <= most, both.c.new_place <= most)
    rows: Sequence[Any] = db.execute(select(both).where(first).order_by(both.c.new_place)).all()
    moved = select(func.count()).select_from(both).where(both.c.now_place != both.c.new_place)
    found = zip(rows, _with_ballots(db, rows), strict=True)
    return [(entry, row.now_place, row.new_place) for row, entry in found], db.execute(moved).scalar_one()


def numbered(team: str, channel: str, weights: Weights, before: datetime) -> Select[Any]:
    """Every project that had begun `before`, and its place under these weights, None without one; for snapshots."""
    here = (*_in(team, (channel,)), projects.c.created_at < before)
    ranked = (
        select(projects.c.id, func.row_number().over(order_by=_order(weights)).label("place"))
        .where(*here, ELIGIBLE)
        .subquery()
    )
    cast_in_all = (
        select(func.count())
        .select_from(ballots.join(rounds, rounds.c.id == ballots.c.round))
        .where(rounds.c.project == projects.c.id, rounds.c.closed_at.is_not(None))
        .scalar_subquery()
    )
    return (
        select(
            projects.c.number,
            projects.c.verdict,
            projects.c.stage,
            *COMPONENTS,
            projects.c.completeness,
            cast_in_all.label("ballots"),
            ranked.c.place,
        )
        .outerjoin(ranked, ranked.c.id == projects.c.id)
        .where(*here)
    )


def _split(db: Connection, team: str, channels: Collection[str], only: Filter) -> tuple[int, int]:
    """How many have a place and how many have none.

    All are counted in an index; what was decided stands in the rows, of which few are read for it.
    """
    here = select(projects.c.verdict, projects.c.stage, func.count()).where(*_in(team, channels), *_passing(only))
    by_kind = here.group_by(projects.c.verdict, projects.c.stage)
    ranked = parked = 0
    for verdict, stage, count in db.execute(by_kind):
        if verdict == Verdict.DO_NOT_USE_ML or stage in RESTING:
            parked += count
        else:
            ranked += count
    decided = select(decisions.c.project).where(STANDS, decisions.c.choice != Choice.ACCEPT)
    aside = select(func.count()).where(*_in(team, channels), *_passing(only), projects.c.id.in_(decided))
    resting = or_(projects.c.verdict == Verdict.DO_NOT_USE_ML, projects.c.stage.in_(sorted(RESTING)))
    more = db.execute(aside.where(not_(resting))).scalar_one()
    return ranked - more, parked + more


def _in(team: str, channels: Collection[str]) -> tuple[ColumnElement[bool], ...]:
    here = projects.c.channel == next(iter(channels)) if len(channels) == 1 else projects.c.channel.in_(channels)
    return projects.c.team == team, here, _HAS_STANDING


def _passing(only: Filter, columns: Any = projects.c) -> list[ColumnElement[bool]]:
    wanted: tuple[tuple[Any, Iterable[str]], ...] = (
        (columns.stage, only.stages),
        (columns.verdict, only.verdicts),
        (columns.archetype, only.archetypes),
        (columns.owner, only.owners),
    )
    return [column.in_(sorted(values)) for column, values in wanted if values]


def _order(weights: Weights) -> tuple[ColumnElement[Any], ...]:
    """The balanced priority is stored, and an index keeps its order."""
    if same_proportions(weights, BALANCED):
        return projects.c.priority.desc(), projects.c.impact.desc(), projects.c.number
    terms = [column * float(alpha) for column, alpha in zip(COMPONENTS, whole(weights), strict=True) if alpha]
    total = terms[0]
    for term in terms[1:]:
        total = total + term
    return total.desc(), projects.c.impact.desc(), projects.c.number


def _tenths(points: ColumnElement[Any]) -> ColumnElement[Any]:
    """As displayed: half up, from the exact number of parts."""
    parts = cast(func.round(points * UNIT), BigInteger)
    return (literal(20) * parts + UNIT) // literal(2 * UNIT)


def _entries(db: Connection, chosen: Select[Any]) -> list[Entry]:
    return _with_ballots(db, db.execute(chosen).all())


def _with_ballots(db: Connection, rows: Sequence[Row[Any]]) -> list[Entry]:
    cast_ballots = _ballots(db, [row.id for row in rows])
    return [_entry(row, cast_ballots.get(row.id, 0)) for row in rows]


def _ballots(db: Connection, ids: Sequence[str]) -> Mapping[str, int]:
    """How many ballots of closed rounds each of these projects has."""
    closed = (
        select(rounds.c.project, func.count())
        .join(ballots, ballots.c.round == rounds.c.id)
        .where(rounds.c.closed_at.is_not(None))
        .group_by(rounds.c.project)
    )
    if len(ids) <= 100:
        closed = closed.where(rounds.c.project.in_(ids))
    return {row[0]: row[1] for row in db.execute(closed)}


def _entry(row: Row[Any], cast_ballots: int) -> Entry:
    components = parts_of((row.impact, row.data, row.accuracy, row.difficulty, row.readiness, row.confidence))
    decision = Decision.model_validate(row.decision) if row.decision else None
    stand = Stand(
        number=row.number,
        components=components,
        verdict=Verdict(row.verdict),
        stage=row.stage,
        completeness=round(row.completeness * UNIT),
        ballots=cast_ballots,
        aside=decision is not None and decision.parks,
    )
    return Entry(
        project=row.id,
        key=f"ML-{row.number}",
        name=row.name,
        stand=stand,
        owner=row.owner,
        archetype=Archetype(row.archetype) if row.archetype else None,
        rule=row.rule,
        note=row.note,
        rice=Fraction(row.rice) if row.rice is not None else None,
        decision=decision,
    )
