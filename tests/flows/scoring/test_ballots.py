"""Several members: medians, majorities, disagreement and the minority voice."""

from fractions import Fraction
from itertools import permutations
from statistics import median
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.catalog.loader import load_catalogue
from flows.catalogue import Catalogue
from flows.scoring.ballot import Ballot, voted_on
from flows.scoring.ballots import Ballots, Tally
from flows.scoring.caution import caution
from flows.scoring.exact import SIXTHS, rounded
from flows.scoring.factors import FACTORS, PLACE
from flows.scoring.given import AnswerRefused
from flows.scoring.points import option_points
from flows.scoring.report import report
from flows.scoring.scorer import Scorer
from tests.flows.scoring.projects import Answers, answers_of, some, values_of

SCORER = Scorer(load_catalogue())
BALLOTS = Ballots(load_catalogue(), SCORER)

SECOND = {
    "value_size": "medium",
    "product_need": "some",
    "data_access": "request",
    "data_quality": ["trusted", "keeps_arriving"],
    "problem_clarity": "mostly",
}
THIRD = {
    "value_size": "very_large",
    "label_status": "proxy",
    "label_cost": "free",
    "data_access": "instrument",
    "data_volume": "little",
    "required_correctness": "up_to_95",
}


def counted(project: str, *ballots: dict[str, Any]) -> Tally:
    return BALLOTS.count(values_of(project), [Ballot(f"U{place}", one) for place, one in enumerate(ballots)])


def test_three_members_of_churn() -> None:
    tally = counted("churn", {}, SECOND, THIRD)
    dots = [(dot.member, rounded(dot.impact, 1), rounded(dot.feasibility, 1)) for dot in tally.dots]
    assert dots == [("U0", "67.8", "89.4"), ("U1", "53.3", "84.3"), ("U2", "75.3", "75.9")]
    assert (rounded(tally.score.impact, 1), rounded(tally.score.feasibility, 1)) == ("67.8", "87.4")
    assert rounded(tally.disagreement, 1) == "6.4"
    assert rounded(tally.agreement, 4) == "0.9357"
    assert rounded(tally.score.confidence, 1) == "93.6"
    assert tally.score.verdict == "go"
    assert [(one.factor, one.low // SIXTHS, one.high // SIXTHS) for one in tally.contested] == [
        ("data.access", 25, 100),
        ("impact.value", 50, 100),
        ("data.volume", 35, 75),
        ("data.quality", 40, 80),
    ]


def test_one_member_of_fraud_sees_an_open_ethical_problem(catalogue: Catalogue) -> None:
    told = report({"base": answers_of("fraud"), "ballots": [{}, {}, {"ethics_check": "serious_open"}]}, catalogue)
    assert isinstance(told, dict)
    assert (told["impact"], told["feasibility"], told["disagreement"]) == ("100.0", "76.5", "0.3")
    assert (told["verdict"], told["rules"]) == ("reconsider", ["R_CONTESTED"])
    assert counted("fraud", {}, {}, {"ethics_check": "serious_open"}).score.reading.values["ethics_check"] == (
        "manageable"
    )


def test_what_is_told_of_a_team(catalogue: Catalogue) -> None:
    told = report({"base": answers_of("churn"), "ballots": [{}, SECOND, THIRD]}, catalogue)
    assert isinstance(told, dict)
    assert list(told)[-3:] == ["disagreement", "agreement", "contested"]
    assert (told["disagreement"], told["agreement"], told["confidence"]) == ("6.4", "0.9357", "93.6")
    assert told["contested"][0] == {"factor": "data.access", "low": "25.0", "high": "100.0"}


def test_one_ballot_is_one_persons_view() -> None:
    tally = counted("churn", SECOND)
    assert [flag.code for flag in tally.score.flags] == ["F_SINGLE_RATER"]
    assert (tally.disagreement, tally.agreement, tally.contested) == (0, 1, ())
    assert tally.score.reading == SCORER.read({**values_of("churn"), **SECOND})


def test_one_ballot_is_no_minority() -> None:
    rules = counted("fraud", {"ethics_check": "serious_open"}).score.rules
    assert rules == ("R_ETHICS_OPEN",)


def test_without_ballots_it_is_the_score_of_the_project() -> None:
    tally = counted("churn")
    assert tally.score == SCORER.score(values_of("churn"))
    assert (tally.agreement, tally.dots) == (1, ())


def test_a_later_ballot_of_a_member_replaces_the_earlier_one() -> None:
    first, again, other = Ballot("U1", SECOND), Ballot("U1", THIRD), Ballot("U2", {})
    base = values_of("churn")
    assert BALLOTS.count(base, [first, other, again]) == BALLOTS.count(base, [again, other])
    assert len(BALLOTS.count(base, [first, other, again]).dots) == 2


def test_ballots_without_a_name_all_count() -> None:
    assert len(BALLOTS.count({}, [Ballot(None, {}), Ballot(None, {})]).dots) == 2


def test_a_member_who_does_not_know_is_left_out(catalogue: Catalogue) -> None:
    one, two = {"data_access": "ready"}, {"data_access": "impossible"}
    with_unknown = report({"base": one, "ballots": [{"data_access": "unknown"}, one, two]}, catalogue)
    assert isinstance(with_unknown, dict)
    assert with_unknown["contested"] == [{"factor": "data.access", "low": "0.0", "high": "100.0"}]
    tally = BALLOTS.count({}, [Ballot("A", {"data_access": None}), Ballot("B", one), Ballot("C", two)])
    assert tally.score.of("data.access").points == 50
    assert tally.disagreement == 50


@pytest.mark.parametrize(
    ("question", "answers", "agreed"),
    [
        ("simple_solution", ["partly", "not_tried"], "not_tried"),
        ("simple_solution", ["solves_mostly", "solves_fully"], "solves_fully"),
        ("simple_solution", ["tried_failed", "rules_unmanageable"], "rules_unmanageable"),
        ("simple_solution", ["tried_failed", "tried_failed", "solves_fully"], "tried_failed"),
        ("ethics_check", ["none", "unacceptable"], "unacceptable"),
        ("prior_art", ["adjacent", "published"], "adjacent"),
        ("archetype", ["software_2_0", "autonomous"], "autonomous"),
        ("cost_outlook", ["yes_now", "later", "no", "later"], "later"),
        ("ml_conditions", [["pattern_seen", "repetitive"], ["pattern_seen"]], ["pattern_seen"]),
        ("ml_conditions", [["pattern_seen"], ["repetitive"]], ["none_of_these"]),
        ("ml_conditions", [["pattern_seen"], ["none_of_these", "pattern_seen"], None], ["pattern_seen"]),
    ],
)
def test_one_answer_of_several(question: str, answers: list[Any], agreed: Any) -> None:
    tally = BALLOTS.count({}, [Ballot(None, {question: answer}) for answer in answers])
    assert tally.score.reading.values[question] == agreed


def test_ties_about_explanations_and_net_benefit_are_cautious() -> None:
    base = {"error_cost": "catastrophic"}
    ballots = [
        Ballot("A", {"net_benefit": "believed", "explainability_need": "helpful"}),
        Ballot("B", {"net_benefit": "yes_measured", "explainability_need": "every_exact"}),
    ]
    values = BALLOTS.count(base, ballots).score.reading.values
    assert (values["net_benefit"], values["explainability_need"]) == ("believed", "every_exact")


def test_an_answer_the_team_would_not_be_asked_for_does_not_count() -> None:
    alone = Ballot("A", {"error_cost": "catastrophic", "net_benefit": "no"})
    others = [Ballot(member, {"error_cost": "minor"}) for member in "BC"]
    score = BALLOTS.count({}, [alone, *others]).score
    assert "net_benefit" not in score.reading.values
    assert "R_CONTESTED" in score.rules
    assert "G_CATASTROPHIC" not in score.rules


@pytest.mark.parametrize(
    ("ethics", "contested"),
    [
        (["none", "none", "unacceptable"], True),
        (["serious_open", "serious_open", "unacceptable"], True),
        (["unacceptable", "unacceptable", "serious_open"], False),
        (["none", "serious_open"], False),
        (["none", "none", "manageable"], False),
    ],
)
def test_a_serious_concern_the_team_does_not_share_is_heard(ethics: list[str], contested: bool) -> None:  # noqa: FBT001 - a table
    rules = counted("churn", *({"ethics_check": one} for one in ethics)).score.rules
    assert ("R_CONTESTED" in rules) is contested


def test_texts_and_money_come_from_the_project_unless_all_members_say_the_same() -> None:
    base = {"annual_value": 5, "annual_cost": 10}
    split = [Ballot("A", {"annual_value": 20}), Ballot("B", {"annual_value": 30})]
    same = [Ballot("A", {"annual_value": 20}), Ballot("B", {"annual_value": 20})]
    assert BALLOTS.count(base, split).score.reading.values["annual_value"] == 5
    assert BALLOTS.count(base, same).score.reading.values["annual_value"] == 20


def test_every_question_of_a_ballot_has_a_cautious_answer(catalogue: Catalogue) -> None:
    assert "ml_conditions" in voted_on(catalogue)
    assert "annual_value" not in voted_on(catalogue)
    for key in voted_on(catalogue):
        if catalogue[key].kind == "one_of":
            assert caution(catalogue, key)


def test_medians_stay_whole_sixths(catalogue: Catalogue) -> None:
    worth = [points for factor in FACTORS if catalogue[factor.question].kind == "one_of"
             for points in option_points(catalogue, factor).values()]  # fmt: skip
    assert all(points % 2 == 0 for points in worth)


VOTED = voted_on(load_catalogue())
TEAMS = st.lists(some(), min_size=1, max_size=5)


@given(some(), TEAMS, st.randoms())
def test_the_order_of_ballots_does_not_matter(base: Answers, team: list[Answers], random: Any) -> None:
    ballots = [Ballot(f"U{place}", answers) for place, answers in enumerate(team)]
    shuffled = random.sample(ballots, len(ballots))
    assert BALLOTS.count(base, ballots) == BALLOTS.count(base, shuffled)


@given(TEAMS)
def test_points_are_the_medians_of_those_who_answered(team: list[Answers]) -> None:
    tally = BALLOTS.count({}, [Ballot(None, answers) for answers in team])
    readings = [SCORER.read(answers) for answers in team]
    for place, points in enumerate(tally.score.reading.points):
        given_points = [
            Fraction(reading.points[place] or 0) for reading in readings if reading.points[place] is not None
        ]
        if tally.score.reading.applies[place]:
            assert points == (median(given_points) if given_points else None)
        else:
            assert points is None


@given(some(), st.integers(1, 4))
def test_members_of_one_mind_score_as_one(answers: Answers, members: int) -> None:
    tally = BALLOTS.count({}, [Ballot(None, answers)] * members)
    alone = SCORER.score(answers)
    assert (tally.score.rules, tally.score.weighed) == (alone.rules, alone.weighed)
    assert (tally.disagreement, tally.contested) == (0, ())


@given(TEAMS)
def test_disagreement_lies_between_0_and_50(team: list[Answers]) -> None:
    tally = BALLOTS.count({}, [Ballot(None, answers) for answers in team])
    assert 0 <= tally.disagreement <= 50
    assert tally.agreement == 1 - tally.disagreement / 100
    assert [one.range for one in tally.contested] == sorted((one.range for one in tally.contested), reverse=True)


def test_equal_ranges_stand_in_table_order() -> None:
    low = {"value_size": "none", "data_access": "impossible", "compute_fit": "out_of_reach"}
    high = {"value_size": "very_large", "data_access": "ready", "compute_fit": "fits"}
    for order in permutations([Ballot("A", low), Ballot("B", high)]):
        keys = [one.factor for one in BALLOTS.count({}, order).contested]
        assert keys == sorted(keys, key=PLACE.__getitem__) == ["impact.value", "data.access", "difficulty.compute"]


@pytest.mark.parametrize(
    ("odd", "sentence"),
    [
        ({"base": 5, "ballots": []}, "The base: A project is one JSON object of answers, not 5."),
        ({"base": {"value_size": "huge"}}, 'The base: value_size cannot be "huge"; '),
        ({"ballots": {}}, "ballots cannot be an object; it is a list of objects of answers."),
        ({"ballots": [{}, 7]}, "Ballot 1: A project is one JSON object of answers, not 7."),
        ({"ballots": [{"value_size": "huge"}]}, 'Ballot 0: value_size cannot be "huge"; '),
        ({"ballots": [{"member": 7}]}, "Ballot 0: member cannot be 7; it is text in double quotes."),
        ([{}, {"ballots": [[]]}], "Project 1: Ballot 0: A project is one JSON object of answers, not a list."),
    ],
)
def test_what_cannot_be_counted_is_refused_in_one_sentence(odd: object, sentence: str, catalogue: Catalogue) -> None:
    with pytest.raises(AnswerRefused) as refused:
        report(odd, catalogue)
    assert str(refused.value).startswith(sentence)
