"""How long one beat takes: with much scheduled and some due, with nothing due, and with a digest of many projects."""

import asyncio
import json
import shutil
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from sqlalchemy import Connection, insert, select, update

from bot.digesting import post_digest
from bot.tick import Tick
from bot.workspaces import OneWorkspace, Workspace
from bot.world import World
from flows.cadence.cadence import Cadence
from flows.cadence.clocks import Clock, Subject
from flows.cadence.review import Review
from flows.catalog.loader import load_catalogue
from flows.flow import intake
from flows.rhythm import Rhythm
from flows.scoring.scorer import Scorer
from storage.database import Database
from storage.engines import open_engine
from storage.migrate import migrate
from storage.people import Person, save_person
from storage.reviews import Scheduled, save_reviews
from storage.rhythms import Place, save_rhythm
from storage.tables import conversations, history, projects, reviews

TEAM, CHANNEL = "T1", "C1"
NOW = datetime(2026, 11, 23, 10, 1, tzinfo=UTC)
REVIEWS, DUE, PEOPLE, PROJECTS, TOLD = 100_000, 1_000, 250, 1_000, 10_000
IDLE = 200


class _Quiet:
    """Nobody delivers: what is owed stays in the outbox."""

    def wake(self) -> None:
        return


async def tick_times(folder: Path) -> tuple[float, float, float, float]:
    """(seconds of a beat with 1,000 due among 100,000, of the bare statements behind it, of an idle beat, of the
    three bare questions behind that)."""
    file = folder / "ticks.db"
    database = _filled(file, REVIEWS, NOW + timedelta(days=7))
    try:
        tick = _tick(database)
        begin = perf_counter()
        await tick(NOW)
        busy = perf_counter() - begin
        idle = await _median(lambda: tick(NOW + timedelta(seconds=30)), IDLE)
        bare_idle = await _median(lambda: database.read(_nothing_due), IDLE)
    finally:
        await database.close()
    shutil.copy(folder / "before.db", folder / "bare.db")
    bare = Database(f"sqlite:///{folder / 'bare.db'}")
    try:
        begin = perf_counter()
        await bare.write(_bare)
        return busy, perf_counter() - begin, idle, bare_idle
    finally:
        await bare.close()


async def digest_times(folder: Path) -> tuple[float, float]:
    """(seconds of a digest over 1,000 projects with 10,000 events, of reading its rows)."""
    file = folder / "digest.db"
    database = _filled(file, 3 * PROJECTS, NOW - timedelta(minutes=1))
    world = _world()
    try:
        begin = perf_counter()
        posted = await database.write(lambda db: post_digest(db, world, Place(TEAM, CHANNEL), now=NOW))
        taken = perf_counter() - begin
        assert posted
        begin = perf_counter()
        await database.read(_rows_of_digest)
        return taken, perf_counter() - begin
    finally:
        await database.close()


async def _median(work: Callable[[], Awaitable[Any]], times: int) -> float:
    taken = []
    for _ in range(times):
        begin = perf_counter()
        await work()
        taken.append(perf_counter() - begin)
    return median(taken)


def _world() -> World:
    catalogue, ids = load_catalogue(), count()
    workspaces = OneWorkspace(Workspace(TEAM, "UBOT", "B1", "https://acme.slack.com/"), "")
    return World(catalogue, intake(catalogue), Scorer(catalogue), workspaces, lambda: NOW, lambda: f"{next(ids):024x}")


def _tick(database: Database) -> Tick:
    tick = Tick(database, _Quiet(), _world())  # type: ignore[arg-type]
    tick._tidied = NOW
    tick._weeks_kept = NOW
    return tick


def _filled(file: Path, scheduled: int, digest_at: datetime) -> Database:
    engine = open_engine(f"sqlite:///{file}")
    migrate(engine)
    with _writing(engine) as db:
        for number in range(PEOPLE):
            save_person(db, Person(TEAM, f"U{number}", f"Person {number}", "en-US", "UTC", NOW))
        db.execute(insert(projects), [_project(number) for number in range(PROJECTS)])
        db.execute(insert(conversations), [_conversation(number) for number in range(PROJECTS)])
        db.execute(insert(history), [_event(number) for number in range(TOLD)])
        save_rhythm(db, Place(TEAM, CHANNEL), Rhythm(), digest_at=digest_at)
        for place in range(0, scheduled, 1000):
            save_reviews(db, [_review(number) for number in range(place, place + 1000)])
    engine.dispose()
    shutil.copy(file, file.parent / "before.db")
    return Database(f"sqlite:///{file}")


@contextmanager
def _writing(engine: Any) -> Iterator[Connection]:
    with engine.connect().execution_options(writes=True) as db, db.begin():
        yield db
    with engine.connect() as db:
        db.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _review(number: int) -> Scheduled:
    """One in a hundred is due; each person has four of those."""
    due = number % (REVIEWS // DUE) == 0
    project = number % PROJECTS
    owner = f"U{(number // (REVIEWS // DUE)) % PEOPLE}"
    clock = Clock(f"p{project}", Subject.OBJECTIVE, f"r{number // PROJECTS}", owner, Cadence(7))
    last = (NOW - timedelta(days=7 if due else 3)).date()
    due_at = NOW - timedelta(minutes=1) if due else NOW + timedelta(days=4)
    return Scheduled(Review(clock, last), TEAM, owner, due_at)


def _project(number: int) -> dict[str, Any]:
    owner = f"U{number % PEOPLE}"
    return {
        "id": f"p{number}",
        "team": TEAM,
        "number": number + 1,
        "channel": CHANNEL,
        "name": f"Project {number}",
        "stage": "training",
        "owner": owner,
        "starter": owner,
        "language": "en",
        "created_at": NOW - timedelta(days=60),
        "updated_at": NOW,
        "verdict": "go",
        "quadrant": "quick_win",
        **dict.fromkeys(("feasibility", "data", "accuracy", "difficulty", "readiness", "completeness"), 50.0),
        "confidence": 60.0,
        "priority": float(number % 100),
        "impact": 50.0,
    }


def _conversation(number: int) -> dict[str, Any]:
    owner = f"U{number % PEOPLE}"
    at = (NOW - timedelta(days=30)).isoformat()
    rows = [
        {"id": f"r{row}", "name": f"Objective {row}", "kind": "optimise", "metric": "recall", "unit": "%",
         "direction": "higher", "target": "80"}
        for row in range(3)
    ]  # fmt: skip
    answers = {
        "objectives": {"state": "given", "value": rows, "by": owner, "at": at},
        "problem_statement": {"state": "given", "value": "x" * 1000, "by": owner, "at": at},
        "deadline": {"state": "given", "value": "2026-12-01", "by": owner, "at": at},
        "risks": {"state": "given", "value": [{"id": "r1", "risk": "y", "likelihood": "3", "impact": "3"}], "by": owner,
                  "at": (NOW - timedelta(days=2)).isoformat()},
    }  # fmt: skip
    state = {
        "id": f"p{number}", "turn": 9, "language": "en", "starter": owner, "owner": owner, "participants": [owner],
        "started_at": at, "answers": answers, "told": {"verdict": "go", "quadrant": "quick_win"},
    }  # fmt: skip
    return {"project": f"p{number}", "turn": 9, "state": json.dumps(state)}


def _event(number: int) -> dict[str, Any]:
    told = {"at": NOW - timedelta(days=number % 14), "by": "U1", "subject": "project/", "before": None}
    return {"project": f"p{number % PROJECTS}", "what": "review.done", "after": {"reply": "on_track"}, **told}


def _nothing_due(db: Connection) -> None:
    for _ in range(3):
        db.execute(select(reviews.c.key).where(reviews.c.due_at <= NOW).limit(1)).all()


def _bare(db: Connection) -> None:
    """What cannot be left out: find what is due, move its dates."""
    due = db.execute(select(reviews).where(reviews.c.due_at <= NOW)).all()
    later = [row.key for row in due]
    db.execute(update(reviews).where(reviews.c.key.in_(later)).values(due_at=NOW + timedelta(days=1)))


def _rows_of_digest(db: Connection) -> None:
    db.execute(select(projects, conversations.c.state).join(conversations)).all()
    db.execute(select(history).where(history.c.at >= NOW - timedelta(days=7))).all()
    db.execute(select(reviews)).all()


def tick_figures(folder: Path) -> tuple[tuple[float, float, float, float], tuple[float, float]]:
    async def both() -> tuple[tuple[float, float, float, float], tuple[float, float]]:
        (folder / "a").mkdir()
        (folder / "b").mkdir()
        return await tick_times(folder / "a"), await digest_times(folder / "b")

    return asyncio.run(both())
