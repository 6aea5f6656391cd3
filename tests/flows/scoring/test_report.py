"""`groundwork score`: what it prints, and how it refuses."""

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.catalog.loader import load_catalogue
from flows.catalogue import Catalogue
from flows.scoring.given import AnswerRefused
from flows.scoring.report import Reporter, report
from tests.flows.scoring.projects import PROJECTS, answers_of, expected_of

KEYS = (
    "impact feasibility data accuracy difficulty readiness completeness confidence band priority quadrant "
    "ml_fit verdict rules flags levers notes"
)


def test_the_keys_and_their_order(catalogue: Catalogue) -> None:
    reported = report(answers_of("churn"), catalogue)
    assert isinstance(reported, dict)
    assert " ".join(reported) == KEYS


def test_a_list_is_reported_as_a_list(catalogue: Catalogue) -> None:
    reported = report([answers_of(project) for project in PROJECTS], catalogue)
    assert isinstance(reported, list)
    assert [one["priority"] for one in reported] == [expected_of(project)["priority"] for project in PROJECTS]
    assert report([], catalogue) == []


def test_no_answers_at_all_can_be_scored(catalogue: Catalogue) -> None:
    reported = report({}, catalogue)
    assert isinstance(reported, dict)
    assert (reported["impact"], reported["feasibility"], reported["completeness"]) == ("45.0", "40.0", "0.0")
    assert reported["ml_fit"] is None
    assert reported["rules"] == ["R_ETHICS_UNKNOWN", "R_DATA_UNKNOWN"]


@pytest.mark.parametrize("nothing", [None, "", "unknown", []])
@pytest.mark.parametrize("key", ["value_size", "ml_conditions", "annual_cost", "goal", "objectives"])
def test_what_says_nothing_counts_as_unanswered(key: str, nothing: object, catalogue: Catalogue) -> None:
    kept = {other: value for other, value in answers_of("churn").items() if other != key}
    assert report({**kept, key: nothing}, catalogue) == report(kept, catalogue)


@pytest.mark.parametrize(
    ("value", "cost", "costs_more"),
    [
        ("9.99", 10, True),
        (10, "10.00", False),
        (0.1, "0.1", False),
        ({"amount": "1e3", "currency": "krw"}, {"amount": 1001, "currency": "KRW"}, True),
        ({"amount": 1, "currency": "USD"}, {"amount": 2, "currency": "KRW"}, False),
        ({"amount": 1}, {"amount": 2, "currency": "KRW"}, True),
        ({"amount": None, "currency": "USD"}, 2, False),
        (10**30, 10**30 + 1, True),
        ("1e999999", "1e9999999", True),
    ],
)
def test_money_is_compared_exactly(
    value: object,
    cost: object,
    costs_more: bool,  # noqa: FBT001 - a table
    catalogue: Catalogue,
) -> None:
    reported = report(answers_of("churn", annual_value=value, annual_cost=cost), catalogue)
    assert isinstance(reported, dict)
    assert ("R_COST" in reported["rules"]) is costs_more


REFUSED: list[tuple[object, str]] = [
    (
        {"value_size": "huge"},
        'value_size cannot be "huge"; it is one of none, small, medium, large, very_large, or unknown.',
    ),
    (
        {"flywheel": ["data_loop", "wheel"]},
        'flywheel cannot contain "wheel"; it is a list of some of data_loop, data_to_model, model_to_use, '
        "none_of_these.",
    ),
    (
        {"flywheel": "data_loop"},
        'flywheel cannot be "data_loop"; it is a list of some of data_loop, data_to_model, model_to_use, '
        "none_of_these, or unknown.",
    ),
    ({"archetype": 7}, "archetype cannot be 7; it is one of software_2_0, human_in_the_loop, autonomous, "),
    ({"archetype": True}, "archetype cannot be true; "),
    ({"archetype": ["autonomous"]}, "archetype cannot be a list; "),
    ({"archetype": {"a": 1}}, "archetype cannot be an object; "),
    ({"annual_cost": "a lot"}, 'annual_cost cannot be "a lot"; it is an amount from 0, as a number or as '),
    ({"annual_cost": -1}, "annual_cost cannot be -1; "),
    ({"annual_cost": False}, "annual_cost cannot be false; "),
    ({"annual_cost": math.inf}, "annual_cost cannot be inf; "),
    ({"annual_cost": {"amount": 1, "currency": "won!"}}, "annual_cost cannot be an object; "),
    ({"goal": 5}, "goal cannot be 5; it is text in double quotes, or unknown."),
    ({"objectives": {"kind": "optimise"}}, "objectives cannot be an object; it is a list of rows"),
    ({"objectives": ["faster"]}, 'objectives cannot contain "faster"; every row of it is an object.'),
    (
        {"objectives": [{"kind": "best"}]},
        'objectives kind cannot be "best"; it is one of optimise, satisfice, or unknown.',
    ),
    ({"value_size": "가" * 100}, f'value_size cannot be "{"가" * 60}…"; '),
    ({"value_size": "a\nb\ud800"}, 'value_size cannot be "a\\nb\\ud800"; '),
    ({"value_size": "a\u2028b"}, 'value_size cannot be "a\\u2028b"; '),
    ({"value_size": 10**5000}, "value_size cannot be a very long number; "),
    ("answers", 'A project is one JSON object of answers, not "answers".'),
    (None, "A project is one JSON object of answers, not null."),
    ([{}, {"value_size": "huge"}], 'Project 1: value_size cannot be "huge"; '),
    ([[]], "Project 0: A project is one JSON object of answers, not a list."),
]


@pytest.mark.parametrize(("given_json", "sentence"), REFUSED)
def test_what_cannot_be_scored_is_refused_in_one_sentence(
    given_json: object, sentence: str, catalogue: Catalogue
) -> None:
    with pytest.raises(AnswerRefused) as refused:
        report(given_json, catalogue)
    assert str(refused.value).startswith(sentence)


def test_what_is_no_question_or_of_no_use_is_passed_over(catalogue: Catalogue) -> None:
    answers = answers_of("churn")
    odd = {**answers, "colour": {"deep": [1]}, "baselines": [], "title_en": 4}
    assert report(odd, catalogue) == report(answers, catalogue)


REPORTER = Reporter(load_catalogue())
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(), max_size=8), inner, max_size=4)
    ),
    max_leaves=8,
)


@st.composite
def odd_answers(draw: st.DrawFn) -> dict[str, Any]:
    """Answers to real questions: allowed ones, odd ones, and rows with odd cells."""
    catalogue = load_catalogue()
    answers: dict[str, Any] = {}
    for key in draw(st.lists(st.sampled_from(sorted(catalogue.questions)), max_size=6, unique=True)):
        question = catalogue[key]
        options = [option.value for option in getattr(question, "options", ())]
        columns = [column.key for column in getattr(question, "columns", ())]
        ways: list[st.SearchStrategy[Any]] = [ANY_JSON]
        if options:
            ways += [st.sampled_from(options), st.lists(st.sampled_from(options), max_size=4)]
        if columns:
            cells = ANY_JSON | st.sampled_from(["optimise", "hard", "yes", "rule", "security", "r1"])
            rows = st.dictionaries(st.sampled_from([*columns, "id"]), cells, max_size=5)
            ways.append(st.lists(rows, max_size=3))
        answers[key] = draw(st.one_of(ways))
    return answers


def told(given_json: object) -> str:
    """What a caller sees: JSON, or the sentence of a refusal."""
    try:
        if isinstance(given_json, list):
            return json.dumps([REPORTER.report(one) for one in given_json])
        return json.dumps(REPORTER.report(given_json))
    except AnswerRefused as refused:
        return str(refused)


@given(st.one_of(ANY_JSON, odd_answers(), st.lists(odd_answers(), max_size=2)))
def test_any_json_is_reported_or_refused_in_one_printable_line(given_json: object) -> None:
    said = told(given_json)
    assert len(said.splitlines()) == 1
    assert said.encode("utf-8")
