"""When each check is settled."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from flows.lifecycle.checked import Checks, State
from flows.lifecycle.stage import ACTIVE, Stage
from flows.lifecycle.standing import Standing
from flows.lifecycle.where import Override, Tick
from flows.results.result import Measured, Split
from flows.scoring.verdict import Verdict
from tests.flows.lifecycle.projects import (
    COMPLETE,
    EMPTY,
    FULL,
    LIFECYCLE,
    NOW,
    OWNER,
    RESULTS,
    TICKED,
    at,
    ethics,
    go,
    moved,
    standing,
)
from tests.flows.results.samples import result


@dataclass(frozen=True)
class Case:
    """A change to a project in which nothing is open, and whether the check is settled then."""

    code: str
    settled: bool
    without: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    values: dict[str, Any] | None = None
    ticks: tuple[str, ...] = TICKED
    known: dict[str, Any] | None = None

    def __str__(self) -> str:
        what = [*self.without, *self.unknown, *(self.values or ()), *(self.known or ())]
        return f"{self.code}{'+' if self.settled else '-'}{' '.join(what)}"


def no(code: str, *without: str, **values: Any) -> Case:
    return Case(code, settled=False, without=without, values=values)


def yes(code: str, *without: str, **values: Any) -> Case:
    return Case(code, settled=True, without=without, values=values)


def results(*gone: int, more: tuple[Any, ...] = ()) -> dict[str, Any]:
    return {"results": (*(one for place, one in enumerate(RESULTS) if place not in gone), *more)}


ONE_SOURCE = COMPLETE["data_sources"][0]
OBJECTIVES = COMPLETE["objectives"]
PROXY = {"label_status": "proxy", "label_plan": "a guide", "proxy_note": "clicks"}

CASES = [
    no("IN-X1", "value_size"),
    Case("IN-X1", settled=True, unknown=("value_size",)),
    Case("IN-X1", settled=False, unknown=("problem_statement",)),
    Case("IN-X2", settled=False, known={"verdict": Verdict.DO_NOT_USE_ML}),
    Case("IN-X2", settled=True, known={"verdict": Verdict.RECONSIDER}),
    Case("IN-X2", settled=False, known={"verdict": None}),
    Case("IN-X3", settled=False, known={"owner": None}),
    no("PL-E1", "problem_statement"),
    no("PL-X1", "phenomenon"),
    no("PL-X1", "affected_people"),
    no("PL-X1", "evidence"),
    no("PL-X1", evidence=["none_yet"]),
    no("PL-X2", "causes_and_solutions"),
    no("PL-X2", causes_and_solutions=[{"id": "r1", "kind": "ml_model"}]),
    no("PL-X3", "prior_art"),
    no("PL-X3", prior_art="published"),
    yes("PL-X3", prior_art="published", prior_art_links="https://example.org"),
    no("PL-X4", "output_use"),
    no("PL-X4", "prediction_question"),
    no("PL-X5", "stakeholders"),
    no("PL-X5", "ethics_review"),
    no("PL-X5", ethics_review=ethics("C")),
    yes("PL-X5", ethics_review=ethics("B", "D", "E")),
    no("PL-X5", "explain_to"),
    yes("PL-X5", "explain_to", explainability_need="none"),
    yes("PL-X5", "explain_to", "explainability_need"),
    no("PL-X6", "hitl_person"),
    no("PL-X6", archetype="autonomous"),
    yes("PL-X6", "hitl_person", archetype="software_2_0", sw2_better="faster"),
    no("PL-X6", "archetype"),
    no("PL-X7", "goal"),
    no("PL-X7", "success_definition"),
    no("PL-X7", "objectives"),
    no("PL-X7", objectives=[{**OBJECTIVES[0], "business_metric": ""}]),
    yes("PL-X7", objectives=[{**OBJECTIVES[0], "business_metric": ""}], metric_links=[{"id": "r1"}]),
    no("PL-X8", "label_status"),
    no("PL-X8", label_status="none_plan"),
    yes("PL-X8", label_status="none_plan", collection_plan="by May"),
    no("PL-X8", "label_status", collection_plan="not asked, so it does not count"),
    no("PL-X9", "budget"),
    no("PL-X10", "error_preference"),
    no("PL-X10", "error_preference", cost_fp={"amount": "1", "currency": "KRW"}),
    yes("PL-X10", "error_preference", cost_fp={"amount": "1"}, cost_fn={"amount": "2"}),
    no("PL-X11", "proceed_stop"),
    Case("PL-X12", settled=False, ticks=()),
    no("PL-X13", "team_members"),
    no("PL-X13", readiness_items=["budget_time"]),
    no("DC-E1", "goal"),
    no("DC-E2", "data_privacy"),
    no("DC-E2", data_privacy="blocked"),
    no("DC-E2", data_privacy="personal_open"),
    no("DC-X1", "data_sources"),
    no("DC-X1", data_sources=[{**ONE_SOURCE, "owner_team": ""}, {**ONE_SOURCE, "refresh": None}]),
    no("DC-X2", label_status="unlabelled"),
    yes("DC-X2", label_status="unlabelled", label_plan="a guide"),
    yes("DC-X2", **PROXY),
    no("DC-X2", **{**PROXY, "proxy_note": None}),
    no("DC-X3", "privacy_requirements"),
    yes("DC-X3", "privacy_requirements", data_privacy="none"),
    no("DC-X3", ethics_review=ethics("B")),
    no("DC-X4", "bias_risk"),
    no("DC-X5", data_versioning="neither"),
    Case("DC-X6", settled=False, ticks=()),
    Case("DC-X6", settled=True, ticks=(), values={"benchmark_set": "500 cases"}),
    no("DC-X7", "data_volume"),
    no("DC-X7", data_volume="tiny"),
    Case("DC-X8", settled=False, ticks=()),
    no("TR-E1", "bias_risk", data_volume="tiny"),
    no("TR-E2", "baselines"),
    no("TR-E2", baselines=[{"id": "r1", "type": "sota", "objective": "r1"}]),
    yes("TR-E2", baselines=[{"id": "r1", "type": "human_panel", "objective": "r1"}]),
    Case("TR-X1", settled=False, known=results(2)),
    no("TR-X1", "baselines"),
    no("TR-X1", baselines=[{"id": "r1", "type": "existing", "objective": "r1", "value": "78.2"}]),
    yes(
        "TR-X1",
        baselines=[*COMPLETE["baselines"], {"id": "r2", "type": "simple_model", "objective": "r1", "value": "90"}],
    ),
    Case("TR-X1", settled=False, known=results(more=(result("62.1", day=10),))),
    Case("TR-X1", settled=True, known=results(more=(result("20", Split.TRAIN, day=10),))),
    Case("TR-X2", settled=False, known=results(4)),
    Case("TR-X2", settled=False, known=results(more=(result("101", row="r2", day=1),))),
    Case("TR-X2", settled=True, values={"stakeholders": [], "latency_target": []}, known=results(4)),
    no("TR-X3", "offline_eval"),
    Case("TR-X3", settled=False, known=results(2, 3, 4)),
    Case("TR-X4", settled=False, known=results(*range(7))),
    Case("TR-X4", settled=False, known=results(more=(result("95", Split.TRAIN, day=10),))),
    Case("TR-X4", settled=True, ticks=("TR-X4",), known=results(more=(result("95", Split.TRAIN, day=10),))),
    no("TR-X5", "slices"),
    no("TR-X5", "fairness_groups"),
    yes("TR-X5", "fairness_groups", ethics_check="none"),
    no("TR-X5", ethics_review=ethics("D")),
    Case("TR-X5", settled=False, known=results(3)),
    Case("TR-X6", settled=False, ticks=()),
    Case("TR-X7", settled=False, ticks=()),
    Case("TR-X8", settled=False, known=results(more=(result("80", day=10, model_version="m2"),))),
    no("DP-E1", "offline_eval", baselines=[]),
    no("DP-E2", "mvp_scope"),
    Case("DP-X1", settled=False, known=results(5)),
    Case("DP-X2", settled=False, ticks=()),
    no("DP-X2", online_test="none"),
    no("DP-X2", "ab_plan"),
    yes("DP-X2", "ab_plan", online_test="shadow"),
    Case("DP-X3", settled=False, known=results(6)),
    no("DP-X3", throughput_target="50"),
    Case(
        "DP-X3",
        settled=True,
        values={"throughput_target": "50"},
        known=results(more=(result("60", row="", measured=Measured.THROUGHPUT),)),
    ),
    no("DP-X4", "data_return"),
    no("DP-X5", "rollback_plan"),
    no("DP-X5", ethics_review=ethics("E")),
    no("DP-X6", monitored_metrics=[{"id": "r1", "kind": "business"}]),
    no("DP-X6", monitored_metrics=[{"id": "r1", "kind": "model"}]),
    no("DP-X6", retrain_plan="none"),
    no("DP-X6", "retrain_plan"),
    Case("DP-X7", settled=False, ticks=()),
    Case("DP-X7", settled=False, known={"ml_tests": None}),
    Case("DP-X8", settled=False, known={"card_published": False}),
    no("DP-X8", "problem_slice", "slices"),
    no("DP-X8", "output_use"),
    no("OP-E1", "rollback_plan"),
    Case("OP-X1", settled=False, ticks=()),
    Case("OP-X2", settled=False, ticks=()),
    Case("OP-X3", settled=False, ticks=()),
]


def project(case: Case) -> Standing:
    given = {key: value for key, value in (case.values or {}).items() if value is not None}
    return replace(standing(without=case.without, unknown=case.unknown, **given), **(case.known or {}))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_checks(case: Case) -> None:
    checks = Checks(LIFECYCLE, at(Stage.INTAKE, ticks=case.ticks), project(case))
    assert checks.checked(LIFECYCLE.checks[case.code]).settled is case.settled


def test_there_is_a_case_in_which_each_check_is_open():
    conditional = {"TR-X9"}
    assert {case.code for case in CASES if not case.settled} == set(LIFECYCLE.checks) - conditional


def test_nothing_is_open_in_a_complete_project():
    checks = Checks(LIFECYCLE, at(Stage.INTAKE), FULL)
    assert [one.check.code for stage in ACTIVE for one in checks.of(stage) if not one.settled] == []


def test_everything_is_open_in_an_empty_one():
    checks = Checks(LIFECYCLE, at(Stage.INTAKE, ticks=()), EMPTY)
    settled = {one.check.code for stage in ACTIVE for one in checks.of(stage) if one.settled}
    assert settled == {"TR-X2"}  # where nothing is hard, no limit is broken


def test_how_a_check_was_settled_is_known():
    checks = Checks(LIFECYCLE, at(Stage.DATA), FULL)
    found = {one.check.code: one for one in checks.of(Stage.DATA)}
    assert (found["DC-X1"].state, found["DC-X1"].by) == (State.AUTOMATIC, None)
    assert (found["DC-X6"].state, found["DC-X6"].by) == (State.BY_PERSON, OWNER)
    answered = Checks(LIFECYCLE, at(Stage.DATA), standing(benchmark_set="500 cases"))
    assert answered.checked(LIFECYCLE.checks["DC-X6"]).state is State.AUTOMATIC


def test_a_tick_for_a_while_runs_out():
    still_yes = LIFECYCLE.checks["PL-X12"]
    for age, settled in ((timedelta(days=14), True), (timedelta(days=14, seconds=1), False)):
        where = at(Stage.PLANNING, ticks=()).model_copy(update={"ticks": {"PL-X12": Tick(by=OWNER, at=NOW - age)}})
        assert Checks(LIFECYCLE, where, FULL).checked(still_yes).settled is settled


def test_extra_complexity_is_only_asked_of_the_last_rung():
    codes = [one.check.code for one in Checks(LIFECYCLE, at(Stage.TRAINING), FULL).of(Stage.TRAINING)]
    assert "TR-X9" not in codes
    last = Checks(LIFECYCLE, at(Stage.TRAINING, ticks=()), standing(model_ladder="rung_4"))
    assert not next(one for one in last.of(Stage.TRAINING) if one.check.code == "TR-X9").settled


def test_a_stage_that_was_come_past_need_not_be_left_again():
    came_back = at(Stage.TRAINING)
    for code in ("PL-E1", "DC-E1", "TR-E1"):
        assert Checks(LIFECYCLE, came_back, EMPTY).checked(LIFECYCLE.checks[code]).settled
    assert not Checks(LIFECYCLE, came_back, EMPTY).checked(LIFECYCLE.checks["DP-E1"]).settled


def test_what_is_missing_names_the_questions_to_answer():
    bare = standing(without=["phenomenon", "evidence", "deadline"])
    checks = Checks(LIFECYCLE, at(Stage.PLANNING, ticks=()), bare)
    assert [(one.check.code, one.questions) for one in checks.open_to_leave(Stage.PLANNING)] == [
        ("PL-X1", ("phenomenon", "evidence")),
        ("PL-X12", ()),
        ("PL-X9", ("deadline",)),
    ]
    following = checks.next()
    assert following is not None
    assert following.check.code == "PL-X1"


def test_what_is_missing_to_enter_counts_the_stage_before():
    checks = Checks(LIFECYCLE, at(Stage.PLANNING), standing(without=["goal", "prior_art", "data_privacy"]))
    assert [one.check.code for one in checks.open_to_enter(Stage.DATA)] == ["PL-X7", "DC-E2"]
    assert [one.check.code for one in Checks(LIFECYCLE, at(Stage.DATA), FULL).open_to_enter(Stage.DATA)] == []
    back = moved(go(at(Stage.DATA), code="D2P_EASIER_TASK")).where
    again = Checks(LIFECYCLE, back, standing(without=["goal"]))
    assert [one.check.code for one in again.open_to_enter(Stage.DATA)] == ["PL-X7", "PL-X12"]


def test_one_detail_question_to_deepen_first_what_is_mandatory():
    def asked(**known: Any) -> str | None:
        return Checks(LIFECYCLE, at(Stage.PLANNING), standing(**known)).deepen()

    assert asked(without=["deadline", "success_definition"]) == "success_definition"
    assert asked(without=["deadline"]) == "deadline"
    assert asked(unknown=["deadline"]) is None
    assert asked() is None
    assert asked(without=["goal"]) is None  # of the full intake, not a detail


def test_an_override_settles_a_check_and_is_shown():
    override = Override(by=OWNER, at=NOW, reason="The law team confirmed it by mail")
    where = at(Stage.DATA).model_copy(update={"overrides": {"DC-X7": override, "IN-X2": override}})
    checks = Checks(LIFECYCLE, where, standing(data_volume="tiny"))
    found = checks.checked(LIFECYCLE.checks["DC-X7"])
    assert (found.state, found.by, found.note) == (State.OVERRIDDEN, OWNER, "The law team confirmed it by mail")
    for rules, settled in ((("G_SIMPLE",), True), (("G_SIMPLE", "G_ETHICS"), False)):
        never = replace(FULL, verdict=Verdict.DO_NOT_USE_ML, rules=rules)
        assert Checks(LIFECYCLE, where, never).checked(LIFECYCLE.checks["IN-X2"]).settled is settled
