"""Ticks, overrides, parts of a stage, and waiting."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from flows.lifecycle.moving import Refused
from flows.lifecycle.stage import Stage
from flows.lifecycle.standing import Standing
from flows.lifecycle.ticking import Done, name_substage, override, tick, untick, wait
from flows.lifecycle.where import Where
from flows.scoring.verdict import Verdict
from tests.flows.lifecycle.projects import EMPTY, FRIEND, FULL, LIFECYCLE, OWNER, TODAY, at, go, moved, standing

REASON = "The law team confirmed it by mail"
NEVER = replace(FULL, verdict=Verdict.DO_NOT_USE_ML, rules=("G_ETHICS",))


def outcome(came: Done | Refused) -> str:
    return came.problem.key if isinstance(came, Refused) else "done"


@pytest.mark.parametrize(
    ("code", "by", "note", "expected"),
    [
        ("PL-X12", OWNER, "", "done"),
        ("PL-X12", FRIEND, "", "check.owner_ticks"),
        ("DC-X6", FRIEND, "", "done"),
        ("DC-X1", OWNER, "", "check.ticks_itself"),
        ("PL-E1", OWNER, "", "check.ticks_itself"),
        ("TR-X4", FRIEND, "", "check.note"),
        ("TR-X4", FRIEND, "too little data, on purpose", "done"),
        ("TR-X7", FRIEND, "It is slow but it works", "done"),
        ("TR-X7", OWNER, "It is slow but it works", "check.others_tick"),
        ("DP-X2", FRIEND, "", "check.note"),
        ("DP-X2", FRIEND, "losses fell by a third", "done"),
        ("OP-X3", FRIEND, "nineteen characters", "check.note"),
        ("OP-X3", FRIEND, "twenty characters ok", "done"),
        ("OP-X3", FRIEND, "x" * 1001, "check.note"),
        ("XX-X1", OWNER, "", "check.unknown"),
    ],
)
def test_ticks(code: str, by: str, note: str, expected: str) -> None:
    assert outcome(tick(LIFECYCLE, at(Stage.PLANNING, ticks=()), code, by, FULL, note)) == expected


def test_feedback_needs_somebody_who_was_named():
    nobody = tick(LIFECYCLE, at(Stage.TRAINING), "TR-X7", FRIEND, EMPTY, "It works")
    assert outcome(nobody) == "check.others_tick"


def test_what_ticks_itself_says_what_is_missing():
    came = tick(LIFECYCLE, at(Stage.DATA), "DC-X4", OWNER, standing(without=["bias_risk"]))
    assert isinstance(came, Refused)
    assert [one.questions for one in came.missing] == [("bias_risk",)]


def test_a_tick_can_be_taken_back():
    where = at(Stage.DATA, ticks=())
    done = tick(LIFECYCLE, where, "DC-X6", FRIEND, FULL)
    assert isinstance(done, Done)
    assert done.where.ticks["DC-X6"].by == FRIEND
    back = untick(LIFECYCLE, done.where, "DC-X6", OWNER, FULL)
    assert isinstance(back, Done)
    assert back.where == where
    assert outcome(untick(LIFECYCLE, where, "DC-X6", OWNER, FULL)) == "check.not_ticked"
    assert outcome(untick(LIFECYCLE, where, "DC-Z6", OWNER, FULL)) == "check.unknown"


@pytest.mark.parametrize(
    ("code", "by", "project", "reason", "expected"),
    [
        ("DC-X7", OWNER, standing(data_volume="tiny"), REASON, "done"),
        ("DC-X7", OWNER, standing(data_volume="tiny"), "x" * 20, "done"),
        ("DC-X7", OWNER, standing(data_volume="tiny"), f"  {'x' * 19}  ", "check.override_reason"),
        ("DC-X7", FRIEND, standing(data_volume="tiny"), REASON, "check.owner_overrides"),
        ("DC-X7", OWNER, FULL, REASON, "check.settled"),
        ("DC-X4", OWNER, standing(without=["bias_risk"]), REASON, "check.only_advice"),
        ("DC-E1", OWNER, EMPTY, REASON, "check.owner_overrides"),
        ("DC-E1", OWNER, replace(EMPTY, owner=OWNER), REASON, "check.ticks_itself"),
        ("IN-X2", OWNER, replace(NEVER, rules=("G_SIMPLE",)), REASON, "done"),
        ("IN-X2", OWNER, NEVER, REASON, "check.never"),
        ("ZZ", OWNER, FULL, REASON, "check.unknown"),
    ],
)
def test_overrides(code: str, by: str, project: Standing, reason: str, expected: str) -> None:
    assert outcome(override(LIFECYCLE, at(Stage.INTAKE), code, by, project, reason)) == expected


def test_an_override_lets_the_project_go_on_until_it_comes_back():
    tiny = standing(data_volume="tiny")
    done = override(LIFECYCLE, at(Stage.DATA), "DC-X7", OWNER, tiny, REASON)
    assert isinstance(done, Done)
    ahead = moved(go(done.where, Stage.TRAINING, project=tiny)).where
    assert ahead.overrides["DC-X7"].reason == REASON
    back = moved(go(ahead, Stage.DATA, "T2D_MORE_DATA", project=tiny)).where
    assert isinstance(go(back, Stage.TRAINING, project=tiny), Refused)


def test_the_part_of_a_stage_is_one_of_its_own_and_ends_with_it():
    named = name_substage(LIFECYCLE, at(Stage.TRAINING), "debugging", FRIEND, FULL)
    assert isinstance(named, Done)
    assert named.where.substage == "debugging"
    assert moved(go(named.where, Stage.DEPLOYMENT)).where.substage is None
    assert outcome(name_substage(LIFECYCLE, at(Stage.DATA), "debugging", FRIEND, FULL)) == "stage.no_substage"


def test_a_paused_project_waits_thirty_days_more_or_until_a_day():
    paused: Where = at(Stage.PAUSED, left=Stage.DATA)
    done = wait(paused, OWNER, TODAY, FULL)
    assert isinstance(done, Done)
    assert done.where.wakes_on == TODAY + timedelta(days=30)
    later = wait(paused, OWNER, TODAY, FULL, until=date(2026, 6, 1))
    assert isinstance(later, Done)
    assert later.where.wakes_on == date(2026, 6, 1)
    assert outcome(wait(paused, OWNER, TODAY, FULL, until=TODAY)) == "move.wakes_on"
    assert outcome(wait(at(Stage.DATA), OWNER, TODAY, FULL)) == "stage.not_paused"
