"""Each rule, one answer set that raises it and one, a step away, that does not."""

from fractions import Fraction

import pytest

from flows.catalogue import Catalogue
from flows.scoring.confidence import Band, Freshness
from flows.scoring.exact import SIXTHS, shown
from flows.scoring.facts import Circumstances, Override
from flows.scoring.rules import RULES
from flows.scoring.score import Score
from flows.scoring.scorer import Scorer
from flows.scoring.verdict import Verdict, can_override
from tests.flows.scoring.projects import Answers, values_of

CATASTROPHE: Answers = {"error_cost": "catastrophic", "archetype": "autonomous"}
FIT = ["objective_definable", "prediction_answers", "future_like_past", "pattern_complex", "pattern_seen"]


def without(tick: str) -> list[str]:
    return [other for other in FIT if other != tick]


def won(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "KRW"}


CASES: list[tuple[str, Answers, Answers]] = [
    ("G_ETHICS", {"ethics_check": "unacceptable"}, {"ethics_check": "serious_open"}),
    ("G_CATASTROPHIC", {**CATASTROPHE, "net_benefit": "no"}, {**CATASTROPHE, "net_benefit": "believed"}),
    ("G_CATASTROPHIC", {**CATASTROPHE, "net_benefit": "no"}, {"error_cost": "severe", "net_benefit": "no"}),
    ("G_SIMPLE", {"simple_solution": "solves_fully"}, {"simple_solution": "rules_unmanageable"}),
    (
        "G_EXACT_RULES",
        {"error_cost": "moderate", "explainability_need": "every_exact"},
        {"error_cost": "minor", "explainability_need": "every_exact"},
    ),
    ("G_NO_PATTERN", {"ml_conditions": ["none_of_these"]}, {}),
    ("G_NO_PATTERN", {"ml_conditions": ["repetitive"]}, {"ml_conditions": ["pattern_suspected"]}),
    ("G_NO_DATA_NO_PLAN", {"label_status": "none_no_plan"}, {"label_status": "none_plan"}),
    ("R_ETHICS_OPEN", {"ethics_check": "serious_open"}, {"ethics_check": "manageable"}),
    ("R_ETHICS_UNKNOWN", {}, {"ethics_check": "none"}),
    ("R_CATASTROPHIC", CATASTROPHE, {**CATASTROPHE, "net_benefit": "no"}),
    ("R_CATASTROPHIC", CATASTROPHE, {**CATASTROPHE, "error_handling": ["human_review"]}),
    (
        "R_CATASTROPHIC",
        {**CATASTROPHE, "net_benefit": "yes_measured", "error_handling": ["none_yet"]},
        {**CATASTROPHE, "net_benefit": "yes_measured", "error_handling": ["kill_switch"]},
    ),
    (
        "R_CATASTROPHIC",
        {**CATASTROPHE, "net_benefit": "believed", "error_handling": ["kill_switch"]},
        {"error_cost": "severe"},
    ),
    (
        "R_PERFECT",
        {
            "required_correctness": "never_wrong",
            "archetype": "software_2_0",
            "error_handling": ["human_review"],
        },
        {
            "required_correctness": "never_wrong",
            "archetype": "autonomous",
            "error_handling": ["human_review"],
        },
    ),
    ("R_NO_OBJECTIVE", {"ml_conditions": without("objective_definable")}, {"ml_conditions": FIT}),
    ("R_NOT_PREDICTION", {"ml_conditions": without("prediction_answers")}, {"ml_conditions": FIT}),
    ("R_DATA_IMPOSSIBLE", {"data_access": "impossible"}, {"data_access": "instrument"}),
    ("R_PRIVACY_BLOCKED", {"data_privacy": "blocked"}, {"data_privacy": "personal_open"}),
    ("R_NO_VALUE", {"value_size": "none"}, {"value_size": "small"}),
    (
        "R_COST",
        {"annual_value": won("9.99"), "annual_cost": won("10")},
        {"annual_value": 10, "annual_cost": 10},
    ),
    (
        "R_COST",
        {"annual_value": 9, "annual_cost": won("10")},
        {"annual_value": {"amount": 9, "currency": "USD"}, "annual_cost": won("10")},
    ),
    ("R_COST", {"cost_outlook": "no"}, {"annual_cost": 10}),
    (
        "R_COST_LATER",
        {"cost_outlook": "later"},
        {"cost_outlook": "later", "annual_value": 0, "annual_cost": 1},
    ),
    ("R_NO_DATA_YET", {"label_status": "none_plan"}, {"label_status": "unlabelled"}),
    ("R_DATA_UNKNOWN", {}, {"label_status": "none_no_plan"}),
    (
        "R_PATTERN_UNCHECKED",
        {"ml_conditions": [*without("pattern_seen"), "pattern_suspected"]},
        {"ml_conditions": FIT},
    ),
    ("R_SHIFT", {"ml_conditions": ["none_of_these"]}, {}),
    ("R_DATA_TINY", {"data_volume": "tiny"}, {"data_volume": "little"}),
    ("R_RULES_FIRST", {"simple_solution": "solves_mostly"}, {"simple_solution": "partly"}),
    ("R_NOT_TRIED", {"simple_solution": "not_tried"}, {}),
    ("R_PATTERN_SIMPLE", {"ml_conditions": ["pattern_seen"]}, {"ml_conditions": ["repetitive"]}),
    (
        "R_EXPLAIN_ALL",
        {"ethics_check": "manageable", "explainability_need": "every_interpretable"},
        {"ethics_check": "none", "explainability_need": "every_interpretable"},
    ),
]


@pytest.mark.parametrize(("code", "raising", "silent"), CASES)
def test_a_rule_fires_for_its_answers_only(code: str, raising: Answers, silent: Answers, scorer: Scorer) -> None:
    assert code in scorer.score(raising).rules
    assert code not in scorer.score(silent).rules


LOW_IMPACT: Answers = {"value_size": "none", "product_need": "not_needed", "manual_work": "none"}


def test_low_scores_raise_their_rules(scorer: Scorer) -> None:
    low = scorer.score(values_of("dice"))
    assert low.impact < 30
    assert "R_LOW_IMPACT" in low.rules
    infeasible = scorer.score(values_of("fall_detection", readiness_items=["none_of_these"]))
    assert infeasible.feasibility == Fraction("28.7875")
    assert "R_LOW_FEASIBILITY" in infeasible.rules
    both = scorer.score(values_of("fall_detection", value_size="none", product_need="some"))
    assert (30 <= both.impact < 50, 30 <= both.feasibility < 50) == (True, True)
    assert "R_BOTH_LOW" in both.rules


def test_thresholds_compare_unrounded_scores(scorer: Scorer) -> None:
    reading = scorer.read(values_of("churn"))
    thirty = 30 * SIXTHS
    exactly = scorer.settle(reading._replace(points=(*[thirty] * 6, *reading.points[6:])))
    a_little_less = scorer.settle(reading._replace(points=(*[thirty] * 5, thirty - 1, *reading.points[6:])))
    assert shown(exactly.weighed.impact) == shown(a_little_less.weighed.impact) == "30.0"
    assert exactly.rules == ()
    assert a_little_less.rules == ("R_LOW_IMPACT",)


def test_a_rule_on_scores_waits_for_half_of_the_answers(scorer: Scorer) -> None:
    score = scorer.score({**LOW_IMPACT, "archetype": "software_2_0", "ethics_check": "none"})
    assert score.impact < 30
    assert score.completeness < 50
    assert "R_LOW_IMPACT" not in score.rules


def test_every_rule_is_tested_here() -> None:
    on_scores = {"R_LOW_IMPACT", "R_LOW_FEASIBILITY", "R_BOTH_LOW", "R_DATA_WEAK"}
    assert {code for code, _, _ in CASES} | on_scores | {"R_CONTESTED"} == {rule.code for rule in RULES}
    assert len(RULES) == 31


def test_every_rule_looks_at_questions_of_the_catalogue(catalogue: Catalogue) -> None:
    for rule in RULES:
        assert rule.looks_at
        assert all(key in catalogue for key in rule.looks_at)


def test_a_contested_ballot_makes_the_verdict_at_least_reconsider(scorer: Scorer) -> None:
    score = scorer.score(values_of("fraud"), Circumstances(contested=True, ballots=3))
    assert score.rules == ("R_CONTESTED",)
    assert score.verdict is Verdict.RECONSIDER


def test_only_what_is_wrong_even_if_it_worked_cannot_be_overridden(scorer: Scorer) -> None:
    assert not can_override(scorer.score(values_of("auto_grading")).rules)
    assert can_override(scorer.score(values_of("zip_code")).rules)


def test_confidence_falls_with_age_and_disagreement(scorer: Scorer) -> None:
    values = values_of("churn")
    assert scorer.score(values).confidence == 100
    stale = scorer.score(values, Circumstances(freshness=Freshness.STALE))
    assert (stale.confidence, stale.band) == (Fraction(75), Band.MEDIUM)
    split = scorer.score(values, Circumstances(freshness=Freshness.OVERDUE, agreement=Fraction(1, 2)))
    assert (split.confidence, split.band) == (Fraction(45), Band.LOW)
    assert scorer.score(values, Circumstances(freshness=Freshness.DORMANT)).impact == stale.impact


def flags(score: Score) -> dict[str, dict[str, str]]:
    return {flag.code: dict(flag.slots) for flag in score.flags}


def notes(score: Score) -> dict[str, dict[str, str]]:
    return {note.code: dict(note.slots) for note in score.notes}


def test_a_quick_win_names_the_solution(scorer: Scorer) -> None:
    score = scorer.score(values_of("restaurant_menu"))
    assert flags(score) == {"F_QUICK_WIN": {"solution": "'good when' guide lines"}}


def test_flags_of_the_circumstances(scorer: Scorer) -> None:
    decided = Circumstances(ballots=1, override=Override("U1", "Legal agreed in writing."))
    assert flags(scorer.score(values_of("churn"), decided)) == {
        "F_SINGLE_RATER": {},
        "F_OVERRIDE": {"user": "U1", "reason": "Legal agreed in writing."},
    }


def test_a_guarded_catastrophe_is_flagged(scorer: Scorer) -> None:
    guarded = values_of("self_driving", error_handling=["human_review"])
    assert "F_CATASTROPHIC_GUARDED" in flags(scorer.score(guarded))
    assert "F_CATASTROPHIC_GUARDED" not in flags(scorer.score(values_of("self_driving")))


def test_notes_for_the_planning(scorer: Scorer) -> None:
    optimise = {"kind": "optimise", "name": "one"}
    hard = {"hardness": "hard"}
    stakeholders = [
        {"id": "r1", "requirement": "No delay", "conflicts_with": "r2", **hard},
        {"id": "r2", "requirement": "Check all", **hard},
    ]
    score = scorer.score(
        {
            "goal": "More orders",
            "output_use": ["customer_facing"],
            "objectives": [optimise] * 4,
            "combination": "single_loss",
            "stakeholders": stakeholders,
            "product_need": "not_needed",
            "value_size": "small",
            "risks": [{"risk": "Poisoned data", "kind": "security"}],
        }
    )
    assert notes(score) == {
        "F_SIDE_EFFECTS": {},
        "F_SINGLE_LOSS": {},
        "F_STAKEHOLDER_CONFLICT": {"a": "No delay", "b": "Check all"},
        "F_TOO_MANY_OPTIMISE": {},
        "F_NO_BUSINESS_LINK": {},
        "F_FUN_NOT_NEEDED": {},
        "F_SECURITY": {},
    }


def test_nothing_to_note(scorer: Scorer) -> None:
    score = scorer.score(
        {
            "goal": "More orders",
            "side_effects": "Guests order only what is suggested.",
            "output_use": ["customer_facing"],
            "objectives": [{"kind": "optimise", "name": "one", "business_metric": "orders"}] * 3,
            "combination": "separate_models",
            "stakeholders": [{"id": "r1", "requirement": "No delay", "hardness": "hard", "conflicts_with": "r1"}],
            "product_need": "not_needed",
            "value_size": "large",
        }
    )
    assert notes(score) == {}
