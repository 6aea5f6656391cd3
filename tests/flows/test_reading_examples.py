"""What a question shows as its example can be typed as its answer, in both languages."""

import re
from datetime import date

import pytest

from flows.catalog.loader import load_catalogue
from flows.questions import ManyOf, OneOf
from flows.reading import Context, Understood, Unreadable, read
from flows.text import Language

MONDAY = date(2026, 3, 9)


def as_slack_sends_it(typed: str) -> str:
    """People are picked from a menu; what arrives is their id."""
    return re.sub(r"@([a-z]+)", lambda name: f"<@U{name[1].upper()}>", typed)


@pytest.mark.parametrize("language", Language)
def test_every_example_is_understood_when_all_are_typed_one_after_the_other(language: Language) -> None:
    answers: dict[str, object] = {}
    not_understood = {}
    for key, question in load_catalogue().questions.items():
        context = Context(today=MONDAY, currency="KRW", speaker="UMINA", answers=answers)
        example = question.example.of(language)
        reading = read(question, as_slack_sends_it(example), context)
        if isinstance(reading, Understood):
            answers[key] = reading.value
        else:
            not_understood[key] = example

    assert not_understood == {}


def test_the_examples_mean_the_same_in_both_languages() -> None:
    for question in load_catalogue().questions.values():
        if isinstance(question, OneOf | ManyOf):
            english, korean = (read(question, example) for example in question.example.both())

            assert english == korean, question.key


VALUE = "value_size"


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("large: about three million a year", "large"),
        ("Moves one team's number (tickets a day)", "medium"),
        ("Moves a product — repeat visits", "large"),
        ("회사 전체 숫자를 움직여요(매출)", "very_large"),
        ("한 팀의 숫자 - 하루 문의 수", "medium"),
    ],
)
def test_an_option_may_have_a_remark_behind_it(typed: str, value: str) -> None:
    reading = read(load_catalogue()[VALUE], typed)

    assert reading == Understood(value)


@pytest.mark.parametrize("typed", ["1 - 2 hours", "2 (or 3)", "(large)", "nobody: large"])
def test_a_remark_does_not_make_an_option_of_something_else(typed: str) -> None:
    assert isinstance(read(load_catalogue()[VALUE], typed), Unreadable)


def test_a_remark_swallows_no_other_option() -> None:
    reading = read(load_catalogue()["evidence"], "Looked at data (orders), Interviewed users - twelve of them")

    assert reading == Understood(["data", "users"])
