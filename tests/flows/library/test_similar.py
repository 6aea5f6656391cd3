"""The library of use cases, and which of them are like a project."""

import pytest

from flows.catalog.loader import load_catalogue
from flows.library.loader import use_cases
from flows.library.similar import MOST, similar
from flows.questions import OneOf


def options(question: str) -> set[str]:
    asked = load_catalogue()[question]
    assert isinstance(asked, OneOf)
    return {option.value for option in asked.options}


def test_every_use_case_is_complete_in_both_languages_and_fits_the_catalogue() -> None:
    assert len(use_cases()) == 24
    assert len({case.key for case in use_cases()}) == 24
    for case in use_cases():
        assert case.archetype in options("archetype")
        assert case.error_cost in options("error_cost")
        assert all(case.name.both() + case.data.both())
        assert any(word.isascii() for word in case.words), case.key
        assert any(not word.isascii() for word in case.words), case.key


@pytest.mark.parametrize(
    ("problem", "case"),
    [
        ("First-time guests cannot choose a dish because the menu is long.", "recommend"),
        ("Agents read every support ticket and pick a team.", "ticket"),
        ("Too many customers cancel their contract.", "churn"),
        ("Stolen cards are used in our shop and the scam is found too late.", "fraud"),
        ("Nobody knows how much stock to order for next week.", "demand"),
        ("Product pages have to be translated into nine languages.", "translation"),
        ("Radiologists miss tumours on an X-ray of a patient.", "health"),
        ("처음 온 손님이 메뉴를 고르지 못해요.", "recommend"),
        ("상담원이 고객 문의를 하나하나 읽어요.", "ticket"),
        ("고객 이탈이 늘고 있어요.", "churn"),
        ("재고를 얼마나 발주할지 몰라요.", "demand"),
        ("영수증을 손으로 옮겨 적고 있어요.", "ocr"),
    ],
)
def test_the_words_of_a_problem_point_to_a_use_case(problem: str, case: str) -> None:
    assert similar({"problem_statement": problem}).by_words[0].key == case


@pytest.mark.parametrize(
    "problem", ["Sales fall and people face long queues; this leads to trouble.", "매출이 떨어져서 다들 힘들어해요."]
)
def test_everyday_words_point_to_nothing(problem: str) -> None:
    assert similar({"problem_statement": problem}).by_words == ()


def test_others_of_the_same_kind_fill_up_to_five() -> None:
    found = similar({"problem_statement": "The menu is long.", "archetype": "software_2_0"})

    assert [case.key for case in found.by_words] == ["recommend"]
    assert len(found.by_archetype) == MOST - 1
    assert {case.archetype for case in found.by_archetype} == {"software_2_0"}
    assert "recommend" not in {case.key for case in found.by_archetype}


def test_without_answers_there_is_nothing_to_compare() -> None:
    assert similar({}) == similar({"problem_statement": "zzz"})
    assert similar({}).by_words == similar({}).by_archetype == ()
