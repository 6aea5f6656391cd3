"""The worked projects give the scores, rules, flags and verdicts their authors computed by hand."""

from fractions import Fraction

import pytest

from flows.catalogue import Catalogue
from flows.scoring.report import report
from flows.scoring.score import State
from flows.scoring.scorer import Scorer
from tests.flows.scoring.projects import PROJECTS, answers_of, expected_of, values_of

ENOUGH = "pattern_seen+pattern_complex+objective_definable+prediction_answers+repetitive+future_like_past"
LOOKUP = "pattern_seen+objective_definable+prediction_answers+future_like_past+repetitive+pattern_complex"
SUSPECTED = "pattern_suspected+pattern_complex+objective_definable+prediction_answers+future_like_past"
UNMEASURED = "pattern_seen+pattern_complex+prediction_answers+future_like_past"
GUARDED = "human_review+limited_scope+kill_switch"

EDITS = [
    ("restaurant_menu", "simple_solution=partly", "63.3", "79.8", "go", ""),
    (
        "self_driving",
        "net_benefit=no",
        "86.7",
        "31.9",
        "do_not_use_ml",
        "G_CATASTROPHIC, R_PERFECT, R_SHIFT, R_DATA_WEAK",
    ),
    (
        "self_driving",
        f"error_handling={GUARDED}",
        "86.7",
        "32.6",
        "collect_data_first",
        "R_SHIFT, R_DATA_WEAK",
    ),
    (
        "self_driving",
        f"error_handling={GUARDED}, ml_conditions={ENOUGH}",
        "86.7",
        "32.6",
        "collect_data_first",
        "R_DATA_WEAK",
    ),
    (
        "auto_grading",
        "ethics_check=manageable, error_handling=human_review+easy_undo+abstain",
        "82.8",
        "63.5",
        "collect_data_first",
        "R_SHIFT, R_EXPLAIN_ALL",
    ),
    (
        "zip_code",
        f"simple_solution=rules_unmanageable, required_correctness=up_to_99, ml_conditions={LOOKUP}",
        "44.3",
        "94.2",
        "go",
        "",
    ),
    (
        "fall_detection",
        "label_status=labelled, data_volume=enough, data_access=ready, simple_solution=tried_failed",
        "67.8",
        "55.8",
        "go",
        "",
    ),
    ("churn", "annual_value=30000000", "67.8", "89.4", "reconsider", "R_COST"),
    ("churn", "cost_outlook=later", "67.8", "89.4", "reconsider", "R_COST_LATER"),
    ("churn", "label_status=unknown", "67.8", "78.6", "collect_data_first", "R_DATA_UNKNOWN"),
    ("churn", "ethics_check=unknown", "67.8", "87.2", "reconsider", "R_ETHICS_UNKNOWN"),
    (
        "churn",
        "label_status=none_no_plan, label_cost=free",
        "67.8",
        "77.4",
        "collect_data_first",
        "G_NO_DATA_NO_PLAN",
    ),
    ("ticket_routing", "data_privacy=blocked", "80.9", "91.5", "reconsider", "R_PRIVACY_BLOCKED"),
    ("fraud", "explainability_need=every_exact", "100.0", "76.5", "do_not_use_ml", "G_EXACT_RULES"),
    ("fraud", "explainability_need=every_interpretable", "100.0", "76.5", "go_rules_first", "R_EXPLAIN_ALL"),
    (
        "newsfeed",
        f"ml_conditions={SUSPECTED}",
        "88.8",
        "75.6",
        "collect_data_first",
        "R_PATTERN_UNCHECKED",
    ),
    ("translation", f"ml_conditions={UNMEASURED}", "86.9", "78.7", "reconsider", "R_NO_OBJECTIVE"),
]

SEVERAL = {"error_handling", "ml_conditions"}


def edits(said: str) -> dict[str, object]:
    pairs = dict(edit.split("=") for edit in said.split(", "))
    return {key: value.split("+") if key in SEVERAL else value for key, value in pairs.items()}


@pytest.mark.parametrize("project", PROJECTS)
def test_a_worked_project_scores_as_computed_by_hand(project: str, catalogue: Catalogue) -> None:
    reported = report(answers_of(project), catalogue)
    assert isinstance(reported, dict)
    assert {key: reported[key] for key in expected_of(project)} == expected_of(project)


@pytest.mark.parametrize(("project", "edit", "impact", "feasibility", "verdict", "rules"), EDITS)
def test_an_edit_changes_the_verdict(
    project: str,
    edit: str,
    impact: str,
    feasibility: str,
    verdict: str,
    rules: str,
    catalogue: Catalogue,
) -> None:
    reported = report(answers_of(project, **edits(edit)), catalogue)
    assert isinstance(reported, dict)
    assert (reported["impact"], reported["feasibility"]) == (impact, feasibility)
    assert reported["verdict"] == verdict
    assert ", ".join(reported["rules"]) == rules


STEPS = """\
impact.value 30 50 answered
impact.need 20 70 answered
impact.automation 15 35 answered
impact.scale 15 60 answered
impact.flywheel 10 100 answered
impact.industry 10 100 answered
data.labels 30 70 answered
data.access 20 75 answered
data.label_cost 15 100 answered
data.volume 15 35 answered
data.quality 10 40 answered
data.privacy 10 80 answered
accuracy.error_cost 45 100 answered
accuracy.required 30 100 answered
accuracy.ethics 15 100 answered
accuracy.safeguards 10 - not_applicable
difficulty.clarity 25 70 answered
difficulty.prior_work 25 100 answered
difficulty.hard_traits 20 100 answered
difficulty.human 15 100 answered
difficulty.compute 15 100 answered
readiness.items 100 60 answered"""


def test_the_restaurant_step_by_step(scorer: Scorer) -> None:
    score = scorer.score(values_of("restaurant_menu"))
    steps = [
        f"{line.factor.key} {line.factor.weight} {'-' if line.points is None else line.points} {line.state}"
        for line in score.breakdown
    ]
    assert "\n".join(steps) == STEPS
    assert score.impact == Fraction("63.25")
    assert list(score.components.values())[1:] == [Fraction("68.25"), 100, Fraction("92.5"), 60]
    assert score.feasibility == Fraction("79.8")
    assert score.priority == Fraction("71.525")


def test_priors_stand_in_for_what_a_quick_intake_leaves_open(scorer: Scorer) -> None:
    score = scorer.score(values_of("faq_match_quick"))
    assert score.impact == Fraction(30 * 50 + 70 * 45, 100)
    assert list(score.components.values())[1:] == [49, 67, 40, 40]
    assert score.feasibility == Fraction("50.35")
    assert score.completeness == Fraction("28.5")
    assert score.of("impact.need").state is State.UNANSWERED
    assert score.of("impact.need").points == 45
    assert score.of("data.access").points == 40


def test_existing_labels_make_a_quick_intake_more_complete(scorer: Scorer) -> None:
    score = scorer.score(values_of("faq_match_quick", label_status="labelled"))
    assert score.completeness == Fraction("31.5")
    assert score.of("data.label_cost").state is State.IMPLIED
    assert score.of("data.label_cost").points == 100


LEVERS = {
    "restaurant_menu": "readiness.items 60.0 +6.0; data.volume 35.0 +3.9; data.labels 70.0 +3.6",
    "churn": "impact.flywheel 33.3 +6.7; data.privacy 50.0 +2.0; data.volume 75.0 +1.5",
    "fraud": "accuracy.required 30.0 +5.3; readiness.items 80.0 +3.0; data.access 75.0 +2.0",
    "translation": "data.access 45.0 +4.4; impact.flywheel 66.7 +3.3; accuracy.required 60.0 +3.3",
    "self_driving": "readiness.items 20.0 +12.0; accuracy.required 0.0 +7.5; data.labels 40.0 +7.2"
    " | AUTO_GUARDRAIL feasibility 32.6",
    "ticket_routing": "impact.flywheel 66.7 +3.3; data.privacy 50.0 +2.0; accuracy.required 80.0 +1.5",
    "zip_code": "impact.flywheel 0.0 +10.0; accuracy.required 0.0 +8.3 | SW2_FLYWHEEL impact 54.3",
    "auto_grading": "accuracy.required 10.0 +6.8; readiness.items 60.0 +6.0; difficulty.clarity 30.0 +3.5"
    " | AUTO_GUARDRAIL feasibility 61.1",
    "fall_detection": "readiness.items 20.0 +12.0; data.labels 15.0 +10.2; impact.flywheel 33.3 +6.7"
    " | HITL_DESIGN feasibility 34.0",
    "dice": "readiness.items 0.0 +15.0; accuracy.required 0.0 +7.5; accuracy.safeguards 0.0 +2.5"
    " | AUTO_GUARDRAIL feasibility 65.4",
    "newsfeed": "data.labels 70.0 +3.6; difficulty.clarity 30.0 +3.5; data.label_cost 45.0 +3.3",
    "faq_match_quick": "readiness.items 40.0 +9.0; impact.flywheel 45.0 +5.5; data.access 40.0 +4.8"
    " | HITL_DESIGN feasibility 51.9",
}


@pytest.mark.parametrize("project", PROJECTS)
def test_levers_are_the_largest_gains_and_the_advice_of_the_archetype(project: str, catalogue: Catalogue) -> None:
    reported = report(answers_of(project), catalogue)
    assert isinstance(reported, dict)
    gains = [lever for lever in reported["levers"] if "coach" not in lever]
    told = "; ".join(f"{lever['factor']} {lever['points']} +{lever['gain']}" for lever in gains)
    for lever in reported["levers"][len(gains) :]:
        told += f" | {lever['coach']} {lever['score']} {lever['what_if']}"
    assert told == LEVERS[project]
    assert all((lever["score"] == "impact") == lever["factor"].startswith("impact.") for lever in gains)


NOTES = {"fraud": ["F_SECURITY"], "self_driving": ["F_SECURITY"], "dice": ["F_FUN_NOT_NEEDED"]}


@pytest.mark.parametrize("project", PROJECTS)
def test_planning_advice_is_no_flag(project: str, catalogue: Catalogue) -> None:
    reported = report(answers_of(project), catalogue)
    assert isinstance(reported, dict)
    assert reported["notes"] == NOTES.get(
        project, ["F_NO_BUSINESS_LINK", "F_SECURITY"] if project == "newsfeed" else []
    )
