"""What is typed behind `decide`."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.deciding import SPELLINGS, Deferral, Wish, day_of, deferral, merge_targets, wished
from flows.decisions import Choice, reason_problem
from flows.text import Phrase

TODAY = date(2026, 11, 21)
EVE, FRIDAY, WEEKS = date(2026, 12, 24), date(2026, 11, 27), date(2026, 12, 12)
SIGNED = "until the contract is signed"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ML-3 accept We start.", [Wish("ML-3", Choice.ACCEPT, "We start.")]),
        ("accept We start.", [Wish("", Choice.ACCEPT, "We start.")]),
        ("Menu helper DECLINE: no", [Wish("Menu helper", Choice.DECLINE, "no")]),
        ('"Menu helper" defer friday', [Wish("Menu helper", Choice.DEFER, "friday")]),
        ("메뉴 추천 병합 ML-2 같은 일", [Wish("메뉴 추천", Choice.MERGE, "ML-2 같은 일")]),
        (
            "Merge queue merge ML-2 same",
            [Wish("", Choice.MERGE, "queue merge ML-2 same"), Wish("Merge queue", Choice.MERGE, "ML-2 same")],
        ),
        ("ML-3", []),
        ("", []),
    ],
)
def test_a_project_a_decision_and_the_rest(typed: str, found: list[Wish]):
    assert list(wished(typed)) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("until 2026-12-24 the budget is short.", Deferral(EVE, None, "the budget is short.")),
        ("2026-12-24: the budget is short", Deferral(EVE, None, "the budget is short")),
        ("the budget is short until 2026-12-24", Deferral(EVE, None, "the budget is short")),
        ("in 3 weeks, because we lack people", Deferral(WEEKS, None, "we lack people")),
        ("next friday nobody has time", Deferral(FRIDAY, None, "nobody has time")),
        ("until friday", Deferral(FRIDAY, None, "")),
        ("3주 뒤 예산이 부족해요", Deferral(WEEKS, None, "예산이 부족해요")),
        ("12월 24일까지 예산이 없어요", Deferral(EVE, None, "예산이 없어요")),
        ("예산이 부족해요 12월 24일까지", Deferral(EVE, None, "예산이 부족해요")),
        (f"{SIGNED}: we wait for legal", Deferral(None, SIGNED, "we wait for legal")),
        (f"{SIGNED} because we wait for legal", Deferral(None, SIGNED, "we wait for legal")),
        (SIGNED, Deferral(None, SIGNED, SIGNED)),
        ("when the data arrives - it is late", Deferral(None, "when the data arrives", "it is late")),
        ("데이터 계약이 끝나면: 법무 검토 중이에요", Deferral(None, "데이터 계약이 끝나면", "법무 검토 중이에요")),
        ("데이터 계약이 끝나면 다시 봐요", Deferral(None, "데이터 계약이 끝나면", "다시 봐요")),
    ],
)
def test_until_when_and_why(typed: str, found: Deferral):
    assert deferral(typed, TODAY) == found


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", "decide.no_end"),
        ("we have other things to do", "decide.no_end"),
        ("may be later", "decide.no_end"),
        ("4 people are missing", "decide.no_end"),
        ("until 2020-01-01 we have other things", "reading.date_past"),
        ("2045-01-01 we have other things", "reading.date_far"),
        ("until 2026-11-21 we have other things", "decide.today"),
    ],
)
def test_no_day_and_no_condition(typed: str, problem: str):
    found = deferral(typed, TODAY)

    assert isinstance(found, Phrase)
    assert found.key == problem


@given(st.text(max_size=80))
def test_whatever_is_typed_is_read_or_refused(typed: str):
    found = deferral(typed, TODAY)

    assert isinstance(found, Phrase) or (found.until or found.condition)
    assert all(wish.choice in Choice for wish in wished(typed))
    assert all(name for name, _ in merge_targets(typed))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("into ML-2 it is the same", ("ML-2", "it is the same")),
        ("ML-2: it is the same", ("ML-2", "it is the same")),
        ("“Menu helper” it is the same", ("Menu helper", "it is the same")),
        ("ML-2에 같은 일이에요", ("ML-2", "같은 일이에요")),
    ],
)
def test_the_other_project_can_be_named_in_many_ways(typed: str, found: tuple[str, str]):
    assert found in list(merge_targets(typed))


def test_longer_names_are_tried_first():
    assert [name for name, _ in merge_targets("Menu helper two")] == ["Menu helper two", "Menu helper", "Menu"]


def test_a_picked_day_must_be_to_come():
    assert day_of("2026-12-24", TODAY) == EVE
    assert [isinstance(day_of(day, TODAY), Phrase) for day in ("2026-11-21", "2026-11-20", "x")] == [True] * 3


@pytest.mark.parametrize(
    ("reason", "refused"), [("x" * 10, False), ("x" * 9, True), (" x " * 9, False), ("x" * 501, True)]
)
def test_a_reason_has_ten_characters_at_least(reason: str, refused: bool):  # noqa: FBT001 - pytest passes it
    assert (reason_problem(reason) is not None) is refused


def test_no_word_means_two_decisions():
    words = [word for spellings in SPELLINGS.values() for word in spellings]
    assert len(words) == len(set(words))
    assert all(choice.value in SPELLINGS[choice] for choice in Choice)
