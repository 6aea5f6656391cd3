"""The twelve worked projects, and random ones."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from flows.catalog.loader import load_catalogue
from flows.conditions import Values
from flows.questions import ManyOf, OneOf
from flows.scoring.given import GivenAnswers
from flows.scoring.scorer import LOOKED_AT

Answers = dict[str, Any]


@cache
def _examples() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((Path(__file__).parent / "examples.json").read_text("utf-8"))
    return loaded


PROJECTS = (
    "restaurant_menu",
    "churn",
    "fraud",
    "translation",
    "self_driving",
    "ticket_routing",
    "zip_code",
    "auto_grading",
    "fall_detection",
    "dice",
    "newsfeed",
    "faq_match_quick",
)


def answers_of(project: str, **edits: object) -> Answers:
    """A worked project's JSON answers, with some of them changed."""
    return {**_examples()[project]["answers"], **edits}


def expected_of(project: str) -> dict[str, Any]:
    expected: dict[str, Any] = _examples()[project]["expected"]
    return expected


def values_of(project: str, **edits: object) -> Values:
    """The same as values of the questions."""
    return GivenAnswers(load_catalogue(), LOOKED_AT).read(answers_of(project, **edits))


def _choices() -> dict[str, st.SearchStrategy[Any]]:
    choices: dict[str, st.SearchStrategy[Any]] = {}
    for key in LOOKED_AT:
        question = load_catalogue()[key]
        if isinstance(question, OneOf):
            choices[key] = st.sampled_from([option.value for option in question.options])
        if isinstance(question, ManyOf):
            alone = [[value] for value in question.alone]
            rest = [option.value for option in question.options if option.value not in question.alone]
            some = st.lists(st.sampled_from(rest), min_size=1, unique=True).map(sorted)
            choices[key] = st.one_of(some, st.sampled_from(alone)) if alone else some
    return choices


@cache
def full() -> st.SearchStrategy[Answers]:
    """Every choice answered."""
    return st.fixed_dictionaries(_choices())


@cache
def some() -> st.SearchStrategy[Answers]:
    """Any of the choices answered."""
    money = st.integers(0, 10**12)
    return st.fixed_dictionaries({}, optional={**_choices(), "annual_value": money, "annual_cost": money})
