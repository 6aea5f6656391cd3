"""The log of results, and how well the pipelines are tested. Corrections are entries of their own."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, insert, select, update

from flows.results.ml_test_score import Done
from flows.results.result import Result
from storage.tables import IS_UNDRAWN, ml_tests, projects, results
from storage.upserts import insert as upsert

_OF_PROJECT = select(results.c.entry).where(results.c.project == bindparam("of")).order_by(results.c.at, results.c.id)
_TESTS_OF = select(ml_tests.c.done).where(ml_tests.c.project == bindparam("of"))
_TESTED = upsert(ml_tests)
_SAVE_TESTS = _TESTED.on_conflict_do_update(
    index_elements=["project"], set_={name: _TESTED.excluded[name] for name in ("done", "by", "at")}
)


class Undrawn(NamedTuple):
    """A result whose picture is to be drawn, at the moment that `draw_at` says."""

    project: str
    result: Result
    draw_at: datetime


def save_result(db: Connection, project: str, result: Result, *, draw_at: datetime | None = None) -> None:
    """Add an entry. IntegrityError when it corrects one that was corrected before."""
    row = {
        "id": result.id,
        "project": project,
        "at": result.at,
        "replaces": result.replaces,
        "entry": result.model_dump_json(exclude_none=True),
        "draw_at": draw_at,
    }
    db.execute(insert(results), row)


def undrawn_results(db: Connection, *, now: datetime) -> list[Undrawn]:
    """Results whose picture is to be drawn now, the oldest first."""
    found = select(results.c.project, results.c.entry, results.c.draw_at).where(IS_UNDRAWN, results.c.draw_at <= now)
    rows = db.execute(found.order_by(results.c.draw_at, results.c.id))
    return [Undrawn(row.project, Result.model_validate_json(row.entry), row.draw_at) for row in rows]


def claim_picture(db: Connection, undrawn: Undrawn, *, again_at: datetime | None = None) -> bool:
    """True for the one whose picture it is; `again_at` puts it off."""
    mine = update(results).where(results.c.id == undrawn.result.id, results.c.draw_at == undrawn.draw_at)
    return db.execute(mine.values(draw_at=again_at)).rowcount == 1


def results_of(db: Connection, project: str) -> tuple[Result, ...]:
    """The whole log, the oldest entry first."""
    return tuple(Result.model_validate_json(entry) for entry in db.execute(_OF_PROJECT, {"of": project}).scalars())


def results_since(db: Connection, team: str, channel: str, since: datetime) -> list[tuple[str, Result]]:
    """What was logged in a channel's projects, by project id, the oldest entry first."""
    found = (
        select(results.c.project, results.c.entry)
        .join(projects, projects.c.id == results.c.project)
        .where(projects.c.team == team, projects.c.channel == channel, results.c.at >= since)
        .order_by(results.c.at, results.c.id)
    )
    return [(row.project, Result.model_validate_json(row.entry)) for row in db.execute(found)]


def save_ml_tests(db: Connection, project: str, done: Mapping[str, Done], *, by: str, at: datetime) -> None:
    """Store how far each test is, by `section.item`; it replaces what was stored before."""
    kept = {test: one.value for test, one in done.items() if one is not Done.NONE}
    db.execute(_SAVE_TESTS, {"project": project, "done": kept, "by": by, "at": at})


def ml_tests_of(db: Connection, project: str) -> Mapping[str, Done] | None:
    """How far each test is; None where nobody said."""
    done = db.execute(_TESTS_OF, {"of": project}).scalar()
    return None if done is None else {test: Done(how) for test, how in done.items()}
