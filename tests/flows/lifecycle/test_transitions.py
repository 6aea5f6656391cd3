"""Which moves there are, which are refused, and what a move does."""

from datetime import date, timedelta

import pytest

from bot.i18n import Words
from flows.lifecycle.history import Started, apply
from flows.lifecycle.proposals import moves
from flows.lifecycle.reason import Kind
from flows.lifecycle.stage import ACTIVE, Stage
from flows.lifecycle.where import Where
from flows.scoring.verdict import Verdict
from flows.text import Language, Phrase
from tests.flows.lifecycle.projects import (
    EMPTY,
    FRIEND,
    FULL,
    LIFECYCLE,
    NOW,
    OWNER,
    TICKED,
    TODAY,
    at,
    ethics,
    go,
    missing,
    moved,
    refused,
    standing,
    with_,
)

INTAKE, PLANNING, DATA, TRAINING, DEPLOYMENT, OPERATION = ACTIVE
PAUSED, STOPPED, RETIRED = Stage.PAUSED, Stage.STOPPED, Stage.RETIRED
STOPS = "STOP_RULES_SUFFICE STOP_UNETHICAL STOP_NO_VALUE STOP_COST STOP_NO_DATA STOP_INFEASIBLE STOP_NO_OWNER"
STOPS += " STOP_SUPERSEDED"
PAUSES = "PAUSE_CAPACITY PAUSE_COST_LATER PAUSE_DEPENDENCY"

ALLOWED = {
    (INTAKE, PLANNING): "FWD",
    (PLANNING, DATA): "FWD",
    (PLANNING, TRAINING): "SKIP_DATA_READY",
    (PLANNING, DEPLOYMENT): "SHIP_RULES",
    (DATA, TRAINING): "FWD",
    (DATA, PLANNING): "D2P_DATA_TOO_HARD D2P_EASIER_TASK D2P_FORBIDDEN",
    (TRAINING, DEPLOYMENT): "FWD",
    (TRAINING, DATA): "T2D_MORE_DATA T2D_LABELS_UNRELIABLE T2D_DATA_PROBLEM",
    (TRAINING, PLANNING): "T2P_TOO_HARD T2P_TRADEOFF T2P_METRIC_WRONG",
    (DEPLOYMENT, OPERATION): "FWD",
    (DEPLOYMENT, TRAINING): "P2T_POOR_IN_LAB",
    (DEPLOYMENT, DATA): "P2D_MISMATCH P2D_HARD_CASES",
    (DEPLOYMENT, PLANNING): "P2P_METRIC_NOT_DRIVING P2P_REAL_WORLD_POOR P2P_INFEASIBLE",
    (OPERATION, DEPLOYMENT): "O2X_ROLLBACK",
    (OPERATION, TRAINING): "O2T_RETRAIN O2T_ERROR_SLICE",
    (OPERATION, DATA): "O2D_SHIFT",
    (OPERATION, PLANNING): "O2P_NEW_PHENOMENON O2P_GOAL_CHANGED",
    (OPERATION, RETIRED): "RETIRE",
    (PAUSED, TRAINING): "RESUME",  # the stage it left, in these tests
    (PAUSED, STOPPED): STOPS,
    (STOPPED, PLANNING): "REOPEN",
    **{(stage, PAUSED): PAUSES for stage in ACTIVE},
    **{(stage, STOPPED): STOPS for stage in ACTIVE},
}
CODES = tuple(LIFECYCLE.reasons)


def here(stage: Stage) -> Where:
    return at(stage, left=TRAINING if stage in (PAUSED, STOPPED) else None)


def said(sentence: Phrase, language: Language = Language.EN) -> str:
    return Words(language, str).say(sentence)


@pytest.mark.parametrize("origin", Stage)
@pytest.mark.parametrize("target", Stage)
def test_every_pair_of_stages_with_every_code(origin: Stage, target: Stage) -> None:
    valid = ALLOWED.get((origin, target), "").split()
    project = with_(FULL, verdict=Verdict.GO_RULES_FIRST)
    for code in CODES:
        came = go(here(origin), target, code, project=project)
        if code in valid:
            step = moved(came).step
            assert (step.code, step.origin, step.target) == (code, origin, target)
        else:
            refused(came)
            assert {reason.code for reason in refused(came).choices} == set(valid)


@pytest.mark.parametrize("origin", Stage)
def test_proposals_are_exactly_the_moves_that_work(origin: Stage) -> None:
    project = with_(FULL, verdict=Verdict.GO_RULES_FIRST)
    proposed = moves(LIFECYCLE, here(origin), project, OWNER)
    ways = {(one.target, one.reason.code) for one in proposed if one.reason}
    assert ways == {(to, code) for (start, to), codes in ALLOWED.items() if start is origin for code in codes.split()}
    assert all(one.allowed == (one.reason is not None) for one in proposed)
    assert {one.target for one in proposed} == set(Stage)


def test_what_cannot_be_done_is_said_with_what_can():
    problem = refused(go(at(INTAKE), TRAINING)).problem
    assert said(problem) == (
        "You cannot go from “Intake” to “Training and debugging”. "
        "Possible: Planning and project setup; Paused; Stopped."
    )
    assert said(problem, Language.KO) == (
        "“등록”에서 “모델 학습과 디버깅” 단계로는 갈 수 없어요. 가능한 단계: 계획과 프로젝트 설정; 보류; 중단."
    )
    assert said(refused(go(at(RETIRED), OPERATION)).problem).endswith("it ends here.")


def test_forward_needs_the_mandatory_checks_of_leaving_and_entering():
    bare = standing(without=["evidence", "data_privacy"], data_volume="tiny")
    where = at(PLANNING, ticks=())
    assert missing(go(where, DATA, project=bare)) == ["PL-X1", "PL-X12", "DC-E2"]
    assert missing(go(at(DATA), TRAINING, project=bare)) == ["DC-X7"]
    assert said(refused(go(at(DATA), project=bare, code="FWD")).problem) == (
        "Still open before “Training and debugging”: Enough for the simplest model"
    )


def test_advice_never_holds_a_move_up():
    advice = standing(without=["prior_art", "prediction_question", "deadline", "mvp_scope", "team_members"])
    assert moved(go(at(PLANNING), DATA, project=advice)).where.stage is DATA


def test_forward_needs_no_code_where_there_is_only_one_way():
    assert moved(go(at(INTAKE), PLANNING, note="")).step.code == "FWD"
    assert moved(go(at(PLANNING), TRAINING, note="")).step.code == "SKIP_DATA_READY"
    assert moved(go(at(PAUSED, left=DATA), DATA, note="")).step.code == "RESUME"
    assert moved(go(at(OPERATION), RETIRED, note="")).step.code == "RETIRE"
    assert moved(go(at(INTAKE), code="FWD", note="")).where.stage is PLANNING


def test_without_a_stage_and_a_code_nothing_moves():
    assert refused(go(at(DATA))).problem.key == "move.whereto"
    assert refused(go(at(OPERATION), code="FWD")).problem.key == "move.last"
    assert refused(go(at(DATA), code="NONSENSE")).problem.key == "move.other_reason"
    assert {one.kind for one in refused(go(at(DATA), code="NONSENSE")).choices} == {
        Kind.FORWARD,
        Kind.BACK,
        Kind.PAUSE,
        Kind.STOP,
    }


def test_a_code_alone_says_where_to():
    assert moved(go(at(TRAINING), code="T2P_TOO_HARD")).where.stage is PLANNING
    assert refused(go(at(DATA), code="T2P_TOO_HARD")).problem.key == "move.other_reason"
    assert refused(go(at(DATA), code="O2X_ROLLBACK")).problem.key == "move.no_way"


def test_back_needs_a_reason_of_this_pair_and_a_note():
    assert refused(go(at(TRAINING), DATA)).problem.key == "move.reason"
    assert [one.code for one in refused(go(at(TRAINING), DATA)).choices] == ALLOWED[TRAINING, DATA].split()
    assert refused(go(at(TRAINING), DATA, "T2P_TOO_HARD")).problem.key == "move.other_reason"
    without = refused(go(at(TRAINING), DATA, "T2D_MORE_DATA", note="  "))
    assert said(without.problem) == "Please add a short note. What shows that more data is needed?"
    assert refused(go(at(TRAINING), DATA, "T2D_MORE_DATA", note="x" * 1001)).problem.key == "move.note_long"


def test_back_needs_no_checks():
    for (origin, target), codes in ALLOWED.items():
        for code in codes.split():
            if LIFECYCLE.reasons[code].kind is Kind.BACK:
                assert moved(go(at(origin, ticks=()), target, code, project=EMPTY)).where.stage is target


def test_back_reopens_the_questions_clears_ticks_of_the_stage_and_counts():
    came = moved(go(at(TRAINING), DATA, "T2D_LABELS_UNRELIABLE"))
    assert came.reopened == ("label_plan",)
    assert set(came.step.cleared) == {"DC-X6", "DC-X8"}
    assert set(came.where.ticks) == set(TICKED) - {"DC-X6", "DC-X8"}
    assert came.where.returns == {"T2D_LABELS_UNRELIABLE": 1}
    assert came.where.reopened(FULL.answers) == ("label_plan",)


def test_a_reopened_question_is_open_until_it_is_answered_again():
    where = moved(go(at(DATA), PLANNING, "D2P_DATA_TOO_HARD")).where
    later = FULL.answers["problem_statement"].model_copy(update={"at": NOW + timedelta(hours=1)})
    assert where.reopened(FULL.answers) == ("problem_statement", "data_access")
    assert where.reopened({**FULL.answers, "problem_statement": later}) == ("data_access",)


def test_the_third_return_for_one_reason_is_too_often():
    where, counts = at(TRAINING), []
    for _ in range(3):
        came = moved(go(where, DATA, "T2D_MORE_DATA"))
        counts.append(came.too_often)
        where = came.where.model_copy(update={"stage": TRAINING})
    assert counts == [False, False, True]
    assert where.repeated == ("T2D_MORE_DATA",)


def test_a_new_phenomenon_begins_a_new_round():
    came = moved(go(at(OPERATION), PLANNING, "O2P_NEW_PHENOMENON", note="Refunds at night"))
    assert (came.where.round, came.answered) == (2, {"phenomenon": "Refunds at night"})
    assert moved(go(at(OPERATION), PLANNING, "O2P_GOAL_CHANGED")).where.round == 1
    assert moved(go(at(TRAINING), PLANNING, "T2P_TOO_HARD")).coach == "SLICE"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, None),
        ({"label_status": "proxy", "proxy_note": "clicks", "label_plan": "p"}, "move.condition"),
        ({"data_access": "request"}, "move.condition"),
        ({"data_sources": []}, ["DC-X1"]),
        ({"ethics_review": ethics("B")}, ["DC-X3"]),
        ({"goal": None}, ["PL-X7"]),
    ],
)
def test_data_can_be_skipped_when_it_is_ready(change: dict[str, object], expected: object) -> None:
    gone = [key for key, value in change.items() if value is None]
    project = standing(without=gone, **{key: value for key, value in change.items() if value is not None})
    came = go(at(PLANNING), TRAINING, "SKIP_DATA_READY", project=project)
    match expected:
        case None:
            assert moved(came).where.stage is TRAINING
        case str():
            assert refused(came).problem.key == expected
        case _:
            assert missing(came) == expected


def test_skipping_data_needs_the_test_set():
    assert missing(go(at(PLANNING, ticks=["PL-X12"]), TRAINING)) == ["DC-X6"]


def test_rules_are_shipped_when_the_verdict_says_rules_first():
    assert refused(go(at(PLANNING), DEPLOYMENT)).problem.key == "move.condition"
    first = with_(FULL, verdict=Verdict.GO_RULES_FIRST)
    assert moved(go(at(PLANNING, ticks=()), DEPLOYMENT, project=first)).where.stage is DEPLOYMENT
    bare = with_(standing(without=["mvp_scope", "rollback_plan", "goal"]), verdict=Verdict.GO_RULES_FIRST)
    assert missing(go(at(PLANNING), DEPLOYMENT, project=bare)) == ["DP-E2", "DP-X5"]


def test_a_pause_remembers_the_stage_and_comes_back_to_it():
    paused = moved(go(at(TRAINING, substage="debugging"), PAUSED, "PAUSE_CAPACITY", note="")).where
    assert (paused.stage, paused.left, paused.wakes_on) == (PAUSED, TRAINING, None)
    back = moved(go(paused, code="RESUME", note="", project=EMPTY)).where
    assert (back.stage, back.left, back.substage) == (TRAINING, None, "debugging")
    assert set(back.ticks) == set(TICKED)
    assert refused(go(paused, DATA)).problem.key == "move.no_way"


def test_waiting_for_lower_cost_wakes_up_after_180_days_unless_a_day_is_given():
    later = standing(cost_outlook="later")
    assert moved(go(at(DATA), PAUSED, "PAUSE_COST_LATER")).where.wakes_on == TODAY + timedelta(days=180)
    assert moved(go(at(DATA), PAUSED, "PAUSE_CAPACITY", project=later)).where.wakes_on == TODAY + timedelta(days=180)
    asked = go(at(DATA), PAUSED, "PAUSE_COST_LATER", wakes_on=date(2026, 5, 1))
    assert moved(asked).where.wakes_on == date(2026, 5, 1)
    for day in (TODAY, date(2020, 1, 1), date(2036, 1, 1)):
        assert refused(go(at(DATA), PAUSED, "PAUSE_CAPACITY", wakes_on=day)).problem.key == "move.wakes_on"


def test_a_stop_asks_what_was_learnt_and_only_the_owner_takes_it_up_again():
    assert said(refused(go(at(DATA), STOPPED, "STOP_COST", note="")).problem) == (
        "Please add a short note. What was learnt, in one sentence?"
    )
    stopped = moved(go(at(DATA), STOPPED, "STOP_COST", note="Labels cost more than fraud")).where
    assert stopped.path[-1].note == "Labels cost more than fraud"
    assert refused(go(stopped, PLANNING, by=FRIEND)).problem.key == "move.owner_reopens"
    again = moved(go(stopped, PLANNING, note=""))
    assert (again.where.stage, again.step.code) == (PLANNING, "REOPEN")
    assert again.step.cleared == ("PL-X12",)


def test_a_stop_in_the_intake_does_not_go_round_its_checks():
    stopped = moved(go(at(INTAKE), STOPPED, "STOP_UNETHICAL")).where
    forbidden = with_(FULL, verdict=Verdict.DO_NOT_USE_ML, rules=("G_ETHICS",))
    assert missing(go(stopped, PLANNING, project=forbidden)) == ["IN-X2"]
    assert moved(go(stopped, PLANNING)).where.stage is PLANNING


def test_retiring_needs_both_checks():
    assert missing(go(at(OPERATION, ticks=["OP-X1"]), RETIRED)) == ["OP-X2"]


def test_a_paused_project_can_be_stopped():
    stopped = moved(go(at(PAUSED, left=TRAINING), STOPPED, "STOP_NO_OWNER")).where
    assert (stopped.stage, stopped.left) == (STOPPED, TRAINING)


def test_a_project_starts_in_the_intake():
    assert apply(None, Started(by=OWNER, at=NOW)).stage is INTAKE
    with pytest.raises(ValueError, match="begins with Started"):
        apply(None, moved(go(at(INTAKE), PLANNING)).step)
    with pytest.raises(ValueError, match="starts once"):
        apply(at(INTAKE), Started(by=OWNER, at=NOW))


def test_a_place_and_its_steps_survive_json():
    where = moved(go(at(TRAINING), DATA, "T2D_MORE_DATA")).where
    assert type(where).model_validate_json(where.model_dump_json()) == where
