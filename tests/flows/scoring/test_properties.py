"""What is true of every score, whatever was answered."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.catalog.loader import load_catalogue
from flows.conditions import holds
from flows.scoring.components import weigh
from flows.scoring.exact import SIXTHS, UNIT, WHOLE, shown
from flows.scoring.factors import FACTORS, Component, always
from flows.scoring.given import GivenAnswers
from flows.scoring.points import Reading
from flows.scoring.priority import priority
from flows.scoring.report import report_of
from flows.scoring.rules import RULE, RULES
from flows.scoring.scorer import LOOKED_AT, Scorer
from flows.scoring.verdict import Verdict
from tests.flows.scoring.projects import Answers, full, some

SCORER = Scorer(load_catalogue())
READER = GivenAnswers(load_catalogue(), LOOKED_AT)


@given(some())
def test_scores_stay_between_0_and_100(answers: Answers) -> None:
    score = SCORER.score(answers)
    scores = [*score.vector, score.feasibility, score.completeness, score.priority]
    assert all(0 <= points <= 100 for points in scores)


@given(some())
def test_components_are_the_weighted_means_of_their_factors(answers: Answers) -> None:
    score = SCORER.score(answers)
    for component in Component:
        lines = [line for line in score.breakdown if line.factor.component is component]
        counted = [(line.factor.weight, line.points) for line in lines if line.points is not None]
        weighed = sum((weight * points for weight, points in counted), Fraction(0))
        assert score.components[component] == weighed / sum(weight for weight, _ in counted)


@given(some())
def test_feasibility_is_the_shared_mean_of_the_cost_drivers_and_readiness(answers: Answers) -> None:
    score = SCORER.score(answers)
    _, data, accuracy, difficulty, readiness = score.components.values()
    assert score.feasibility == (40 * data + 25 * accuracy + 20 * difficulty + 15 * readiness) / 100


@given(some())
def test_the_default_priority_is_the_mean_of_impact_and_feasibility(answers: Answers) -> None:
    score = SCORER.score(answers)
    assert score.priority == (score.impact + score.feasibility) / 2 == priority(score.vector)


@given(some(), st.integers(0, len(FACTORS) - 1), st.integers(0, 100 * SIXTHS), st.integers(0, 100 * SIXTHS))
def test_more_points_never_lower_a_score(answers: Answers, place: int, one: int, other: int) -> None:
    reading = SCORER.read(answers)
    if not reading.applies[place]:
        return
    low, high = sorted((one, other))
    worse, better = (weigh(_with_points(reading, place, points)) for points in (low, high))
    assert worse.impact <= better.impact
    assert worse.feasibility <= better.feasibility
    assert worse.impact + worse.feasibility <= better.impact + better.feasibility


@given(some())
def test_a_lever_adds_what_it_says(answers: Answers) -> None:
    score = SCORER.score(answers)
    places = {factor.key: place for place, factor in enumerate(FACTORS)}
    for lever in score.levers:
        full_points = _with_points(score.reading, places[lever.factor], 100 * SIXTHS)
        better = weigh(full_points)
        gained = (better.impact - score.weighed.impact) + (better.feasibility - score.weighed.feasibility)
        assert gained == lever.gain > 0


@given(full())
def test_everything_answered_is_complete(answers: Answers) -> None:
    assert SCORER.score(answers).completeness == 100


@given(st.sampled_from(["partly", "not_tried", "solves_fully"]))
def test_nothing_scored_is_not_complete_at_all(simple_solution: str) -> None:
    assert SCORER.score({"simple_solution": simple_solution}).completeness == 0
    assert SCORER.score({}).completeness == 0


@given(some(), st.data(), st.sampled_from(["unknown", None, "", []]))
def test_unknown_is_unanswered(answers: Answers, data: st.DataObject, unknown: object) -> None:
    if not answers:
        return
    key = data.draw(st.sampled_from(sorted(answers)))
    without = {other: value for other, value in answers.items() if other != key}
    assert SCORER.score(READER.read({**answers, key: unknown})) == SCORER.score(READER.read(without))


CONDITIONAL = [key for key in LOOKED_AT if load_catalogue()[key].ask_if is not None]


@given(full(), st.sampled_from(CONDITIONAL))
def test_a_false_condition_removes_the_answer_everywhere(answers: Answers, key: str) -> None:
    without = {other: value for other, value in answers.items() if other != key}
    if not holds(load_catalogue()[key].ask_if, answers):
        assert SCORER.score(answers) == SCORER.score(without)


def test_an_answer_counts_again_once_its_condition_is_true_again() -> None:
    stored = {"label_status": "proxy", "label_cost": "infeasible"}
    assert SCORER.score(stored).of("data.label_cost").points == 0
    assert SCORER.score({**stored, "label_status": "labelled"}).of("data.label_cost").points == 100
    assert SCORER.score({"label_cost": "infeasible"}).of("data.label_cost").points == 40
    assert SCORER.score(stored).of("data.label_cost").points == 0


@given(some())
def test_the_verdict_is_that_of_the_most_severe_rule(answers: Answers) -> None:
    score = SCORER.score(answers)
    severities = [RULE[code].verdict.severity for code in score.rules]
    assert score.verdict.severity == max(severities, default=Verdict.GO.severity)


@given(some())
def test_rules_stand_most_severe_first_then_in_table_order(answers: Answers) -> None:
    rules = SCORER.score(answers).rules
    table = [rule.code for rule in RULES]
    assert list(rules) == sorted(rules, key=lambda code: (-RULE[code].verdict.severity, table.index(code)))


@given(some())
def test_below_half_completeness_the_score_rules_are_silent(answers: Answers) -> None:
    score = SCORER.score(answers)
    provisional = score.completeness < 50
    assert provisional == ("F_PROVISIONAL" in [flag.code for flag in score.flags])
    if provisional:
        assert not any(RULE[code].kind == "score" for code in score.rules)


@given(some())
def test_a_score_is_a_pure_function(answers: Answers) -> None:
    before = dict(answers)
    assert report_of(SCORER.score(answers)) == report_of(Scorer(load_catalogue()).score(before))
    assert answers == before


@given(st.fractions(0, 100))
def test_scores_are_shown_half_up(points: Fraction) -> None:
    expected = (points * 20 + 1) // 2
    assert shown(points.numerator, points.denominator) == f"{expected // 10}.{expected % 10}"


def test_half_a_tenth_rounds_up() -> None:
    assert shown(5035, 100) == "50.4"
    assert shown(100 * UNIT) == "100.0"
    assert shown(0) == "0.0"


@pytest.mark.parametrize("component", Component)
def test_every_sum_of_applicable_weights_divides_the_whole(component: Component) -> None:
    mine = [factor for factor in FACTORS if factor.component is component]
    sometimes = [factor.weight for factor in mine if factor.applies is not always]
    total = sum(factor.weight for factor in mine)
    absent = [gone for count in range(len(sometimes) + 1) for gone in combinations(sometimes, count)]
    assert total == 100
    assert [WHOLE % (total - sum(gone)) for gone in absent] == [0] * len(absent)


def _with_points(reading: Reading, place: int, points: int) -> Reading:
    changed = (*reading.points[:place], points, *reading.points[place + 1 :])
    return reading._replace(points=changed)
