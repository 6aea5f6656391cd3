"""Stages, results and outcomes: rows in, values out; nothing that happened is ever lost."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from flows.conversation import Conversation
from flows.lifecycle.history import Ticked, Waiting, apply, replay
from flows.lifecycle.reason import Kind
from flows.lifecycle.stage import Stage
from flows.lifecycle.where import Step
from flows.results.ml_test_score import Done
from flows.results.result import Result, Split
from flows.text import Language
from storage.conversations import open_conversation
from storage.errors import ConversationMoved
from storage.outcomes import (
    find_outcome,
    outcome_asked,
    outcomes_in,
    plan_outcomes,
    save_realised,
)
from storage.projects import Project, get_project, open_project
from storage.results import (
    claim_picture,
    ml_tests_of,
    results_of,
    results_since,
    save_ml_tests,
    save_result,
    undrawn_results,
)
from storage.stages import begin, events_of, events_since, happened, place_of, place_on
from storage.threads import get_thread

NOW = datetime(2026, 9, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def project(db: Connection) -> Project:
    made = open_project(db, Project("p1", "T1", 0, "C1", "Menu", "intake", "U1", "U1", "en", NOW, NOW))
    told = Conversation(id="p1", language=Language.EN, starter="U1", owner="U1", participants=("U1",), started_at=NOW)
    open_conversation(db, told)
    return made


def step(days: int, origin: Stage, target: Stage, code: str = "FWD", kind: Kind = Kind.FORWARD, **more: object) -> Step:
    known = {"code": code, "kind": kind, "origin": origin, "target": target, "by": "U1", "at": NOW + days * DAY}
    return Step.model_validate(known | more)


def result(identity: str, value: str = "71", *, days: int = 0, replaces: str | None = None) -> Result:
    at = NOW + days * DAY
    return Result(id=identity, row="r1", value=value, split=Split.TEST, on=at.date(), by="U1", at=at, replaces=replaces)


def test_a_project_begins_in_the_first_stage_and_every_step_is_kept(db: Connection, project: Project):
    placed = begin(db, project)
    assert (placed.where.stage, placed.events) == (Stage.INTAKE, 1)
    assert begin(db, project) == placed
    placed = happened(db, project, step(1, Stage.INTAKE, Stage.PLANNING), after=placed, updated_at=NOW + DAY)
    ticked = Ticked(check="PL-X12", by="U1", at=NOW + 2 * DAY)
    placed = happened(db, project, ticked, after=placed, updated_at=NOW + 2 * DAY)
    assert place_of(db, project) == placed
    assert replay(events_of(db, "p1")) == placed.where == get_thread(db, "p1").where
    assert get_project(db, "p1").stage == "planning"
    assert [event.event for _, event in events_since(db, "T1", "C1", NOW + DAY)] == ["step", "ticked"]
    assert events_since(db, "T1", "C2", NOW) == []


def test_a_project_from_before_there_were_stages_has_a_place_and_gets_it_with_its_first_event(
    db: Connection, project: Project
):
    placed = place_of(db, project)
    assert (placed.where.stage, placed.where.since, placed.events) == (Stage.INTAKE, NOW, 0)
    assert get_thread(db, "p1").where is None
    assert place_on(db, project, NOW.date(), UTC) == placed.where
    placed = happened(db, project, step(1, Stage.INTAKE, Stage.PLANNING), after=placed, updated_at=NOW)
    assert [event.event for event in events_of(db, "p1")] == ["started", "step"]
    assert placed.events == 2


def test_of_two_who_add_to_the_same_place_the_second_has_to_look_again(db: Connection, project: Project):
    placed = begin(db, project)
    happened(db, project, step(1, Stage.INTAKE, Stage.PLANNING), after=placed, updated_at=NOW)
    with pytest.raises(ConversationMoved):
        happened(
            db, project, step(1, Stage.INTAKE, Stage.STOPPED, "STOP_COST", Kind.STOP), after=placed, updated_at=NOW
        )
    assert len(events_of(db, "p1")) == 2


def test_why_a_project_rests_stands_beside_it_until_it_goes_on(db: Connection, project: Project):
    placed = begin(db, project)
    rest = step(1, Stage.INTAKE, Stage.PAUSED, "PAUSE_CAPACITY", Kind.PAUSE, note="Nobody has time.")
    placed = happened(db, project, rest, after=placed, updated_at=NOW)
    noted = "SELECT stage, note FROM projects"
    assert tuple(db.exec_driver_sql(noted).one()) == ("paused", "Nobody has time.")
    waiting = Waiting(wakes_on=date(2026, 12, 1), by="U1", at=NOW + 2 * DAY)
    placed = happened(db, project, waiting, after=placed, updated_at=NOW)
    back = step(3, Stage.PAUSED, Stage.INTAKE, "RESUME", Kind.RESUME)
    happened(db, project, back, after=placed, updated_at=NOW)
    assert tuple(db.exec_driver_sql(noted).one()) == ("intake", None)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # rolled back each time
@given(gaps=st.lists(st.integers(0, 40), max_size=12), asked=st.integers(-5, 400))
def test_where_it_was_on_a_day_is_what_had_happened_by_then(engine: Engine, gaps: list[int], asked: int):
    turn = (Stage.PLANNING, Stage.DATA, Stage.TRAINING, Stage.DATA)
    with engine.connect() as db:
        try:
            made = open_project(db, Project("p9", "T1", 0, "C1", "x", "intake", "U1", "U1", "en", NOW, NOW))
            placed, days, told = begin(db, made), 0, []
            for place, gap in enumerate(gaps):
                days += gap
                move = step(days, placed.where.stage, turn[place % len(turn)])
                told.append(move)
                placed = happened(db, made, move, after=placed, updated_at=NOW)
            day = (NOW + asked * DAY).date()
            expected = place_of(db, made).where if asked >= days else None
            found = place_on(db, made, day, UTC)
            assert (found is None) == (asked < 0)
            assert expected is None or asked < 0 or found == expected
            if found:
                assert len(found.path) == sum(move.at.date() <= day for move in told)
        finally:
            db.rollback()


def test_a_log_keeps_what_was_corrected_and_corrects_it_once(db: Connection, project: Project):
    save_result(db, project.id, result("a"))
    save_result(db, project.id, result("b", "70", days=1, replaces="a"))
    assert [one.value for one in results_of(db, "p1")] == ["71", "70"]
    assert [one.id for _, one in results_since(db, "T1", "C1", NOW + DAY)] == ["b"]
    with pytest.raises(IntegrityError):
        save_result(db, project.id, result("c", "69", days=2, replaces="a"))


def test_a_picture_is_drawn_by_one(db: Connection, project: Project):
    save_result(db, project.id, result("a"), draw_at=NOW)
    save_result(db, project.id, result("b"))
    assert undrawn_results(db, now=NOW - DAY) == []
    (found,) = undrawn_results(db, now=NOW)
    assert claim_picture(db, found, again_at=NOW + DAY)
    assert not claim_picture(db, found)
    (again,) = undrawn_results(db, now=NOW + DAY)
    assert claim_picture(db, again)
    assert undrawn_results(db, now=NOW + DAY) == []


def test_tests_that_nobody_did_are_not_stored_and_none_is_not_nobody(db: Connection, project: Project):
    assert ml_tests_of(db, project.id) is None
    done = {"data.schema": Done.AUTOMATED, "data.policy": Done.BY_HAND, "model.review": Done.NONE}
    save_ml_tests(db, project.id, done, by="U1", at=NOW)
    assert ml_tests_of(db, project.id) == {"data.schema": Done.AUTOMATED, "data.policy": Done.BY_HAND}
    save_ml_tests(db, project.id, {}, by="U1", at=NOW)
    assert ml_tests_of(db, project.id) == {}


def test_an_outcome_is_asked_for_once_and_planned_once(db: Connection, project: Project):
    plan_outcomes(db, project.id, [(0, NOW), (30, NOW + 30 * DAY)], {"value_size": "large"})
    plan_outcomes(db, project.id, [(0, NOW + DAY)], {"value_size": "none"})
    due = find_outcome(db, "p1", 0)
    assert due is not None
    assert (due.after, due.predicted, due.due_at, due.asked_at) == (0, {"value_size": "large"}, NOW, None)
    outcome_asked(db, "p1", 0, now=NOW)
    outcome_asked(db, "p1", 0, now=NOW + DAY)
    due = find_outcome(db, "p1", 0)
    assert due is not None
    assert due.asked_at == NOW
    save_realised(db, "p1", 0, {"value_size": "small"}, by="U1", now=NOW + DAY)
    told = find_outcome(db, "p1", 0)
    assert told is not None
    assert (told.realised, told.by, told.answered_at) == ({"value_size": "small"}, "U1", NOW + DAY)
    assert [(stage, one.after) for stage, one in outcomes_in(db, "T1", "C1")] == [("intake", 0), ("intake", 30)]


def test_a_place_told_again_is_the_place(db: Connection, project: Project):
    placed = begin(db, project)
    back = step(2, Stage.PLANNING, Stage.INTAKE, "X", Kind.BACK, note="n", reopens=("goal",), cleared=("PL-X12",))
    for event in (step(1, Stage.INTAKE, Stage.PLANNING), Ticked(check="PL-X12", by="U1", at=NOW + DAY, note="x"), back):
        before = placed.where
        placed = happened(db, project, event, after=placed, updated_at=NOW)
        assert placed.where == apply(before, event)
    assert place_of(db, project).where == placed.where
