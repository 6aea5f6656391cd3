"""What is old goes where somebody wants that, and nothing else does."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection, insert, select, update

from flows.decisions import Choice, Decision
from storage.decisions import save_decision
from storage.event import Event
from storage.history import history_of, record
from storage.inbox import claim, was_claimed
from storage.messages import Place, find_place, save_place
from storage.projects import Project, all_projects, open_project
from storage.retention import Keep, forget_archived_before, forget_history_before, tidy
from storage.rounds import open_round
from storage.tables import digests, projects, reminded, results

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
YEAR = timedelta(days=365)
OLD, RECENT = NOW - 2 * YEAR, NOW - timedelta(days=30)


def project(db: Connection, id_: str, stage: str = "intake", at: datetime = OLD, team: str = "T1") -> None:
    open_project(db, Project(id_, team, 0, "C1", id_, stage, "U1", "U1", "en", at, at))
    db.execute(update(projects).where(projects.c.id == id_).values(stage=stage, updated_at=at))


def decide(db: Connection, id_: str, choice: Choice, at: datetime) -> None:
    decision = Decision(choice=choice, reason="It is not the time for it.", by="U1", at=at)
    save_decision(db, id_, decision, wakes_at=None)


def left(db: Connection) -> set[str]:
    return {one.id for one in all_projects(db)}


def test_projects_that_were_over_long_ago_go_with_everything_of_theirs(db: Connection):
    project(db, "stopped", "stopped")
    project(db, "retired", "retired")
    project(db, "declined")
    decide(db, "declined", Choice.DECLINE, OLD)
    project(db, "accepted")
    decide(db, "accepted", Choice.ACCEPT, OLD)
    project(db, "declined lately")
    decide(db, "declined lately", Choice.DECLINE, RECENT)
    project(db, "stopped lately", "stopped", RECENT)
    project(db, "paused", "paused")
    project(db, "newest", "stopped")
    project(db, "elsewhere", "stopped", team="T2")
    record(db, "stopped", [Event(OLD, "U1", "project.started")])
    open_round(db, "r1", "stopped", by="U1", at=OLD, deadline=OLD, remind_at=OLD)
    first = {"project": "stopped", "at": OLD, "entry": "{}"}
    db.execute(insert(results), [{**first, "id": "m1", "replaces": None}, {**first, "id": "m2", "replaces": "m1"}])
    surfaces = ["card:stopped", "line:stopped:3", "round:r1", "result:m2"]
    for surface in (*surfaces, "card:paused", "welcome:T1:C1"):
        save_place(db, surface, "T1", Place("C1", "1.0"))

    gone = forget_archived_before(db, NOW - YEAR, now=NOW)

    assert set(gone) == {"stopped", "retired", "declined"}
    assert left(db) == {"accepted", "declined lately", "stopped lately", "paused", "newest", "elsewhere"}
    assert history_of(db, "stopped") == []
    assert [surface for surface in surfaces if find_place(db, surface)] == []
    assert find_place(db, "card:paused")
    assert find_place(db, "welcome:T1:C1")
    assert forget_archived_before(db, NOW - YEAR, now=NOW) == []


def test_history_that_is_old_goes_but_the_last_digest_of_a_place_stays(db: Connection):
    project(db, "p")
    record(db, "p", [Event(OLD, "U1", "project.started"), Event(RECENT, "U1", "answer.changed")])
    for at in (OLD, RECENT):
        db.execute(insert(reminded), {"team": "T1", "person": "U1", "day": at.date(), "at": at, "asked": "{}"})
    weeks = [("C1", "2024-W40"), ("C1", "2024-W41"), ("C2", "2024-W40")]
    db.execute(insert(digests), [{"team": "T1", "place": c, "week": week, "until": OLD} for c, week in weeks])

    assert forget_history_before(db, NOW - YEAR) == 3

    assert [event.what for event in history_of(db, "p")] == ["answer.changed"]
    assert list(db.execute(select(reminded.c.day)).scalars()) == [date(2026, 10, 24)]
    assert sorted(db.execute(select(digests.c.place, digests.c.week))) == [("C1", "2024-W41"), ("C2", "2024-W40")]


def test_without_a_wish_everything_but_what_was_on_its_way_is_kept(db: Connection):
    project(db, "stopped", "stopped")
    project(db, "newest")
    claim(db, "message:T1:C1:1", now=NOW - timedelta(days=29))
    claim(db, "message:T1:C1:2", now=NOW - timedelta(days=31))

    tidy(db, Keep(), now=NOW)

    assert was_claimed(db, "message:T1:C1:1")
    assert not was_claimed(db, "message:T1:C1:2")
    assert left(db) == {"stopped", "newest"}
    assert tidy(db, Keep(deliveries=timedelta(days=2)), now=NOW) >= 1
    assert not was_claimed(db, "message:T1:C1:1")
