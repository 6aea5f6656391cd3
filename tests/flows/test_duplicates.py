"""Likely duplicates: what is the same in other words, and what only sounds alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.duplicates import Described, _parts, duplicates

SAME = [
    (("Menu helper", ""), ("menu  HELPER", "")),
    (("Menu helper", ""), ("Menu helper for guests", "")),
    (("Menu suggestion for first-time guests", ""), ("Suggest menus to first time guests", "")),
    (("Customer churn prediction", ""), ("Predict customer churn", "")),
    (("고객 이탈 예측", ""), ("이탈 고객 예측 모델", "")),
    (("메뉴 도우미", ""), ("메뉴 도우미 봇", "")),
    (
        (
            "Menu helper for new guests",
            "First-time guests cannot choose a dish because the menu is long and the descriptions are thin.",
        ),
        (
            "Menu suggestions for guests",
            "Guests who visit for the first time cannot choose a dish because the menu is too long.",
        ),
    ),
    (
        ("첫 방문 손님 메뉴 추천", "첫 방문 손님은 메뉴가 길고 설명이 부족해서 음식을 고르지 못해요."),
        ("첫 방문 고객에게 메뉴 추천하기", "처음 온 손님이 메뉴가 너무 길어서 음식을 고르지 못해요."),
    ),
]
OTHER = [
    (("Customer churn prediction", ""), ("Customer demand prediction", "")),
    (("Invoice reader", ""), ("Invoice fraud detection", "")),
    (("고객 이탈 예측", ""), ("고객 문의 분류", "")),
    (("메뉴 추천", ""), ("상품 추천", "")),
    (("수요 예측", ""), ("이탈 예측", "")),
    (("Menu A", ""), ("Menu B", "")),
    (("ab", ""), ("ab", "")),
    (
        ("Ticket triage", "Support agents cannot answer quickly because tickets arrive unsorted."),
        ("Sales order", "Sales staff cannot answer quickly because leads arrive unsorted."),
    ),
    (
        ("문의 분류", "상담원은 문의가 정리되지 않아서 빠르게 답하지 못해요."),
        ("영업 기회 정리", "영업 담당자는 고객 목록이 정리되지 않아서 빠르게 연락하지 못해요."),
    ),
]


def found(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return bool(duplicates(Described("ML-1", *one), [Described("ML-2", *other)]))


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_in_other_words(one: tuple[str, str], other: tuple[str, str]):
    assert found(one, other)
    assert found(other, one)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_what_only_shares_words(one: tuple[str, str], other: tuple[str, str]):
    assert not found(one, other)
    assert not found(other, one)


def test_a_problem_is_found_where_somebody_wrote_it_as_a_phenomenon():
    text = "Sales have fallen three months in a row; fewer guests come in."
    one, other = Described("ML-1", "Alpha", problem=text), Described("ML-2", "Omega", phenomenon=text)
    assert [(one.project.key, one.likeness) for one in duplicates(one, [other])] == [("ML-2", 100)]


def test_the_most_alike_come_first_and_a_project_is_no_duplicate_of_itself():
    others = [
        Described("ML-2", "Menu helper for guests"),
        Described("ML-1", "Menu helper"),
        Described("ML-3", "Menu helper"),
        Described("ML-4", "Fraud alarm"),
    ]
    assert [one.project.key for one in duplicates(others[1], others)] == ["ML-3", "ML-2"]
    assert len(duplicates(others[1], [others[2]] * 9)) == 3


@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=900))
def test_anything_can_be_compared(name: str, other: str, problem: str):
    one = duplicates(Described("ML-1", name, problem), [Described("ML-2", other, problem)])
    assert all(0 <= likely.likeness <= 100 for likely in one)


WORDS = [
    "menu",
    "guests",
    "dish",
    "long",
    "choose",
    "recommend",
    "churn",
    "customer",
    "predict",
    "helper",
    "손님",
    "메뉴",
    "추천",
    "이탈",
    "예측",
    "고객",
    "길어요",
]
said = st.lists(st.sampled_from(WORDS), max_size=7).map(" ".join)
described = st.builds(Described, st.integers(1, 9).map("ML-{}".format), said, said, said)


@given(described, st.lists(described, max_size=8, unique_by=lambda one: one.key))
def test_looking_closely_at_few_misses_none(new: Described, others: list[Described]):
    few = duplicates(new, others)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("flows.duplicates._near", lambda mine, found: [(one, _parts(one)) for one in found])
        assert duplicates(new, others) == few


@given(described, described)
def test_likeness_is_the_same_from_both_sides(one: Described, other: Described):
    assert [likely.likeness for likely in duplicates(one, [other])] == [
        likely.likeness for likely in duplicates(other, [one])
    ]
