"""The twelve worked projects as a portfolio."""

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest

from flows.catalog.loader import load_catalogue
from flows.ranking.contender import Contender, contender, contender_of, tenths
from flows.ranking.fronts import fronts
from flows.ranking.order import Ranking, rank
from flows.ranking.program import ranked
from flows.ranking.sensitivity import swaps
from flows.ranking.turning import neighbours
from flows.ranking.weights import PRESETS, Preset, WeightsRefused, simple, weights_named
from flows.scoring.confidence import Freshness
from flows.scoring.exact import rounded
from flows.scoring.facts import Circumstances
from flows.scoring.given import AnswerRefused
from flows.scoring.priority import BALANCED, Weights
from flows.scoring.scorer import Scorer
from flows.scoring.verdict import Verdict
from tests.flows.scoring.projects import PROJECTS, answers_of, values_of

SCORER = Scorer(load_catalogue())

PRIORITIES = """
fraud            88.2 (1) 93.3 (1) 83.2 (3) 88.5 (2) 72.0 (6) 92.2 (1)
ticket_routing   87.2 (2) 84.5 (4) 89.9 (1) 90.0 (1) 87.6 (1) 91.5 (2)
translation      82.8 (3) 84.6 (3) 81.1 (4) 83.8 (3) 79.4 (5) 88.5 (3)
newsfeed         82.2 (4) 85.0 (2) 79.3 (5) 78.7 (5) 80.2 (4) 88.1 (4)
churn            78.6 (5) 74.0 (5) 83.2 (2) 83.6 (4) 81.9 (3) 85.7 (5)
restaurant_menu  71.5 (6) 68.0 (7) 75.1 (6) 69.5 (6) 83.7 (2) 81.0 (6)
self_driving     59.3 (7) 71.0 (6) 47.5 (8) 47.6 (8) 39.1 (9) 72.9 (7)
fall_detection   49.8 (8) 57.5 (8) 42.1 (9) 35.6 (9) 41.4 (8) 66.5 (8)
faq_match_quick  48.4 (9) 47.6 (9) 49.3 (7) 48.3 (7) 55.3 (7) 41.8 (9)
"""

TURNING_POINTS = """
fraud > ticket_routing              -11.0% +104.8%  +24.8%   +59.0% +69.9%
ticket_routing > translation       +145.6%       -       -        -      -
translation > newsfeed              +71.4%  -29.1% +628.0%   -70.7% +43.6%
newsfeed > churn                    -33.9% +114.4% +630.4%  +109.1%      -
churn > restaurant_menu                  -       - +315.2% +4727.8%      -
restaurant_menu > self_driving     +104.6%       -       -        -      -
self_driving > fall_detection            -       - +504.9%  +923.6%      -
fall_detection > faq_match_quick    -13.0%  +22.5%  +31.4%   -49.9% +92.4%
"""


def portfolio(weights: Weights = BALANCED) -> Ranking:
    return rank([contender_of(key, SCORER.score(values_of(key))) for key in PROJECTS], weights)


@pytest.mark.parametrize("column", range(len(Preset)))
def test_every_preset_gives_the_listed_priorities_and_places(column: int) -> None:
    ranking = portfolio(PRESETS[list(Preset)[column]])
    told = {
        one.key: f"{rounded(ranking.priority(one), 1)} ({place})" for place, one in enumerate(ranking.order, start=1)
    }
    lines = [line.replace(" (", "_(").split() for line in PRIORITIES.strip().splitlines()]
    assert told == {line[0]: line[column + 1].replace("_", " ") for line in lines}


def test_what_should_not_use_ml_is_parked() -> None:
    assert [one.key for one in portfolio().parked] == ["auto_grading", "zip_code", "dice"]


def test_what_rests_is_parked_too() -> None:
    resting = contender_of("churn", SCORER.score(values_of("churn")), resting=True)
    assert rank([resting]) == Ranking((), (resting,), BALANCED)


def test_the_fronts() -> None:
    order = portfolio().order
    found = dict(zip((one.key for one in order), fronts([one.shown_point for one in order]), strict=True))
    assert found == {
        "fraud": 1,
        "ticket_routing": 1,
        "translation": 1,
        "churn": 2,
        "newsfeed": 2,
        "restaurant_menu": 3,
        "self_driving": 3,
        "fall_detection": 4,
        "faq_match_quick": 4,
    }


def test_balanced_is_stable() -> None:
    assert swaps(portfolio()) == ()


def test_easy_first_is_a_close_call() -> None:
    found = swaps(portfolio(PRESETS[Preset.EASY_FIRST]))
    told = [(swap.weight, swap.move, [(a.key, b.key) for a, b in swap.pairs], swap.count) for swap in found]
    assert told == [
        ("impact", "+10%", [("churn", "fraud")], 1),
        ("accuracy", "-10%", [("churn", "fraud")], 1),
        ("difficulty", "-10%", [("churn", "fraud")], 1),
        ("readiness", "-10%", [("churn", "fraud")], 1),
    ]


def test_the_turning_points_of_neighbours() -> None:
    told = {}
    for ahead, behind, points in neighbours(portfolio()):
        changes = {point.weight: point.change for point in points}
        told[f"{ahead.key} > {behind.key}"] = [_percent(changes.get(name)) for name in Weights._fields[:5]]
    lines = [line.rsplit(maxsplit=5) for line in TURNING_POINTS.strip().splitlines()]
    assert told == {line[0]: line[1:] for line in lines}


def _percent(change: Fraction | None) -> str:
    if change is None:
        return "-"
    return f"{'+' if change >= 0 else ''}{rounded(100 * change, 1)}%"


def test_the_confidence_that_is_weighed_counts_freshness_and_agreement() -> None:
    around = Circumstances(freshness=Freshness.OVERDUE, agreement=Fraction(2, 3))
    one = contender_of("churn", SCORER.score(values_of("churn"), around))
    ranking = rank([one], Weights(0, 0, 0, 0, 0, 100))
    assert ranking.priority(one) == 60


def test_a_stored_project_ranks_like_a_fresh_one() -> None:
    for key in PROJECTS:
        score = SCORER.score(values_of(key), Circumstances(agreement=Fraction(6, 7)))
        assert contender(key, score.vector, score.verdict) == contender_of(key, score)


def test_feasibility_is_exact_where_components_are_no_whole_parts() -> None:
    odd = Contender("a", Verdict.GO, (1, Fraction(1, 7), Fraction(1, 7), Fraction(1, 7), Fraction(1, 7), 0))
    assert odd.feasibility == Fraction(1, 7)
    assert tenths(odd.feasibility) == 0
    assert Contender("b", Verdict.GO, (1, 1, 1, 1, 2, 0)).feasibility == Fraction(115, 100)


def test_the_two_sliders() -> None:
    assert simple(100, 100) == BALANCED
    assert simple(100, 40) == PRESETS[Preset.IMPACT_FIRST]
    assert simple(40, 100) == PRESETS[Preset.EASY_FIRST]
    with pytest.raises(WeightsRefused):
        simple(0, 0)


def test_weights_by_name_or_one_by_one() -> None:
    assert weights_named(" Easy_first ") == PRESETS[Preset.EASY_FIRST]
    assert weights_named("impact=60, data=0.5") == Weights(60, Fraction(1, 2), 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("bold", "There is no preset 'bold': use balanced, impact_first, "),
        ("", "There is no preset ''"),
        ("impact=1,speed=2", "There is no weight 'speed': use impact, data, accuracy, "),
        ("impact=1,impact=2", "The weight of impact is given twice."),
        ("impact=101", "The weight of impact is a number from 0 to 100."),
        ("impact=-1", "The weight of impact is a number from 0 to 100."),
        ("impact=1e9999999", "The weight of impact is a number from 0 to 100."),
        ("impact=", "The weight of impact is a number from 0 to 100."),
        ("impact=0,data=0", "At least one weight has to be above 0."),
    ],
)
def test_weights_that_rank_nothing_are_refused(said: str, sentence: str) -> None:
    with pytest.raises(WeightsRefused) as refused:
        weights_named(said)
    assert str(refused.value).startswith(sentence)
    with pytest.raises(WeightsRefused):
        rank([], Weights(impact=-1))


def told(projects: object, weights: str = "balanced") -> Mapping[str, Any]:
    text = "".join(ranked(json.dumps(projects), weights_named(weights), load_catalogue()))
    decoded: Mapping[str, Any] = json.loads(text)
    return decoded


def test_what_the_program_prints() -> None:
    projects = [{"key": key, "answers": answers_of(key)} for key in PROJECTS]
    answer = told(projects, "easy_first")
    assert list(answer) == ["order", "parked", "stable", "swaps"]
    assert answer["order"][2] == {
        "key": "fraud",
        "priority": "83.2",
        "impact": "100.0",
        "feasibility": "76.5",
        "verdict": "go",
        "front": 1,
    }
    assert answer["parked"] == ["zip_code", "auto_grading", "dice"]
    assert answer["stable"] is False
    assert answer["swaps"][0] == {"weight": "impact", "move": "+10%", "pairs": [["churn", "fraud"]], "count": 1}


def test_the_program_ranks_none_and_teams() -> None:
    assert told([]) == {"order": [], "parked": [], "stable": True, "swaps": []}
    team = {"base": answers_of("churn"), "ballots": [{}, {"value_size": "medium"}]}
    (one,) = told([{"key": "가\ud800", "answers": team}])["order"]
    assert (one["key"], one["front"]) == ("가\ud800", 1)


@pytest.mark.parametrize(
    ("projects", "sentence"),
    [
        ({}, "A ranking needs a JSON list of projects, not an object."),
        ([5], "Project 0: It is an object of key and answers, not 5."),
        ([{"answers": {}}], "Project 0: key cannot be null; it is text in double quotes."),
        ([{"key": ""}], 'Project 0: key cannot be ""; it is text in double quotes.'),
        ([{"key": "a"}], 'Project 0: "a" has no answers; they are an object.'),
        ([{"key": "a", "answers": 5}], "Project 0: A project is one JSON object of answers, not 5."),
        (
            [{"key": "a", "answers": {}}, {"key": "b", "answers": {"value_size": "huge"}}],
            'Project 1: value_size cannot be "huge"; ',
        ),
        ([{"key": "a", "answers": {}}] * 2, 'Project 1: "a" is the key of an earlier project.'),
    ],
)
def test_what_cannot_be_ranked_is_refused_in_one_sentence(projects: object, sentence: str) -> None:
    with pytest.raises(AnswerRefused) as refused:
        told(projects)
    assert str(refused.value).startswith(sentence)
