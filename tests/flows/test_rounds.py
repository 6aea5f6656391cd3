"""Rounds of blind ballots: what is typed, when they end, who may, and how a ballot is read."""

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.catalog.loader import load_catalogue
from flows.catalogue import Catalogue
from flows.conversation import Conversation, Told
from flows.questions import ManyOf, OneOf
from flows.rounds import (
    AS_PROJECT,
    UNKNOWN,
    Wish,
    awaited,
    choices,
    default_deadline,
    expected,
    marked,
    not_openable,
    on_ballot,
    remind_at,
    typed_deadline,
    view_of,
    wished,
)
from flows.scoring.ballot import voted_on
from flows.scoring.factors import Component
from flows.text import Language, Phrase

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)  # a Monday
SEOUL, NEW_YORK = ZoneInfo("Asia/Seoul"), ZoneInfo("America/New_York")


@cache
def catalogue() -> Catalogue:
    return load_catalogue()


def conversation(**more: object) -> Conversation:
    told = Conversation(
        id="p1",
        language=Language.EN,
        starter="ana",
        owner="ana",
        participants=("ana", "ben"),
        started_at=NOW,
        told=Told(verdict="go", quadrant="park"),
    )
    return told.model_copy(update=more)


@pytest.mark.parametrize(
    ("typed", "wish"),
    [
        ("", Wish("")),
        ("ML-12", Wish("ML-12")),
        ("Menu helper", Wish("Menu helper")),
        ("ML-12 close", Wish("ML-12", close=True)),
        ("CLOSE", Wish("", close=True)),
        ("고객 문의 마감", Wish("고객 문의", close=True)),
        ("ML-12 until friday", Wish("ML-12", "until friday")),
        ("until 2026-12-24", Wish("", "until 2026-12-24")),
        ("Menu helper by next Friday", Wish("Menu helper", "by next Friday")),
        ("금요일까지", Wish("", "금요일까지")),
        ("ML-12 다음 주 금요일까지", Wish("ML-12", "다음 주 금요일까지")),
        ("고객 문의 12월 1일까지", Wish("고객 문의", "12월 1일까지")),
        ("끝까지", Wish("끝까지")),
    ],
)
def test_what_is_typed_behind_score(typed: str, wish: Wish):
    assert wished(typed)[-1] == wish


def test_a_name_may_look_like_a_wish():
    assert wished("Sales by region") == (Wish("Sales by region"), Wish("Sales", "by region"))
    assert wished("Bring it to a close")[0] == Wish("Bring it to a close")


@given(st.text(max_size=200))
def test_anything_can_be_typed(typed: str):
    assert wished(typed)[0].name == " ".join(typed.split())


def test_a_round_lasts_three_workdays_on_the_owners_wall():
    assert default_deadline(NOW, SEOUL) == datetime(2026, 11, 26, 17, tzinfo=SEOUL)
    assert default_deadline(NOW, NEW_YORK) == datetime(2026, 11, 26, 17, tzinfo=NEW_YORK)
    thursday_evening = datetime(2026, 11, 26, 23, tzinfo=NEW_YORK)
    assert default_deadline(thursday_evening, NEW_YORK) == datetime(2026, 12, 1, 17, tzinfo=NEW_YORK)
    assert default_deadline(datetime(2026, 10, 23, 9, tzinfo=UTC), NEW_YORK).astimezone(NEW_YORK).hour == 17


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("until friday", datetime(2026, 11, 27, 17, tzinfo=SEOUL)),
        ("금요일까지", datetime(2026, 11, 27, 17, tzinfo=SEOUL)),
        ("until tomorrow", datetime(2026, 11, 24, 17, tzinfo=SEOUL)),
        ("by 2026-12-24", datetime(2026, 12, 24, 17, tzinfo=SEOUL)),
        ("3주 뒤까지", datetime(2026, 12, 14, 17, tzinfo=SEOUL)),
    ],
)
def test_a_deadline_can_be_typed(typed: str, day: datetime):
    assert typed_deadline(typed, NOW, SEOUL) == day


@pytest.mark.parametrize(
    ("typed", "at", "key"),
    [
        ("until today", datetime(2026, 11, 23, 17, tzinfo=SEOUL), "round.past"),
        ("until 2026-11-22", NOW, "reading.date_past"),
        ("until 2029-01-01", NOW, "reading.date_far"),
        ("until whenever", NOW, "reading.date"),
    ],
)
def test_a_deadline_that_cannot_be_gets_a_sentence(typed: str, at: datetime, key: str):
    refused = typed_deadline(typed, at, SEOUL)
    assert isinstance(refused, Phrase)
    assert refused.key == key


@given(st.integers(1, 60 * 24 * 60))
def test_a_reminder_comes_at_half_time_or_a_day_before_whichever_is_later(minutes: int):
    deadline = NOW + timedelta(minutes=minutes)
    at = remind_at(NOW, deadline)
    assert NOW <= at < deadline
    assert at >= deadline - timedelta(hours=24)
    assert at - NOW >= deadline - at
    assert at in (NOW + timedelta(minutes=minutes) / 2, deadline - timedelta(hours=24))


def test_who_is_waited_for():
    told = conversation()
    assert expected(told, ("minjun", "ben")) == ("ana", "ben", "minjun")
    assert awaited(told, ("minjun", "ben")) == ("ana",)
    assert awaited(told, ("ana", "ben")) == ()
    assert expected(conversation(owner="jiwoo"))[0] == "jiwoo"


def test_there_is_nothing_to_score_before_the_verdict():
    assert not_openable(conversation()) is None
    assert not_openable(conversation(told=None)).key == "round.too_early"  # type: ignore[union-attr]


# --- ballots


def test_a_ballot_asks_every_voted_question_that_applies_to_its_member():
    view = {"archetype": "autonomous", "error_cost": "catastrophic", "label_status": "none_no_plan"}
    asked = on_ballot(catalogue(), view)
    assert [component for component, _ in asked] == sorted(
        (component for component, _ in asked), key=lambda component: (None, *Component).index(component)
    )
    assert {question.key for _, question in asked} == {*voted_on(catalogue())} - {"flywheel"}
    without = {question.key for _, question in on_ballot(catalogue(), {})}
    assert without < {*voted_on(catalogue())}
    assert "net_benefit" not in without


def test_the_questions_of_a_ballot_are_choices():
    assert {question.key for question in choices(catalogue())} == {*voted_on(catalogue())}


def ballot_of(**entries: Any) -> dict[str, Any]:
    filled = marked(choices(catalogue()), entries, None)
    assert not filled.problems
    return dict(filled.answers)


def test_a_filled_in_ballot_is_read():
    assert ballot_of(
        value_size="large",
        data_access=UNKNOWN,
        archetype=AS_PROJECT,
        label_status=None,
        hard_traits=("adversarial",),
        data_quality=(UNKNOWN,),
        ml_conditions=(),
        nothing_like_it="x",
    ) == {"value_size": "large", "data_access": None, "hard_traits": ["adversarial"], "data_quality": None}


def test_a_new_ballot_replaces_what_it_shows_and_keeps_the_rest():
    before = {"value_size": "large", "data_access": None, "net_benefit": "no"}
    filled = marked(choices(catalogue()), {"value_size": AS_PROJECT, "data_access": "ready"}, before)
    assert filled.answers == {"data_access": "ready", "net_benefit": "no"}


@pytest.mark.parametrize(
    ("question", "entry", "key"),
    [
        ("hard_traits", ("adversarial", UNKNOWN), "round.alone"),
        ("data_quality", ("trusted", "none_of_these"), "reading.alone"),
        ("value_size", "no such option", "round.alone"),
    ],
)
def test_what_cannot_be_meant_is_a_problem_of_its_question(question: str, entry: Any, key: str):
    filled = marked(choices(catalogue()), {question: entry, "archetype": "autonomous"}, None)
    assert {asked: problem.key for asked, problem in filled.problems.items()} == {question: key}


def test_a_member_sees_the_project_with_their_own_answers():
    assert view_of({"a": 1, "b": 2}, {"b": None, "c": 3}) == {"a": 1, "c": 3}
    assert view_of({"a": 1}, None) == {"a": 1}


@st.composite
def entries(draw: st.DrawFn) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for question in choices(catalogue()):
        options = [option.value for option in question.options]
        if isinstance(question, OneOf):
            found[question.key] = draw(st.sampled_from([*options, UNKNOWN, AS_PROJECT, None]))
        else:
            assert isinstance(question, ManyOf)
            found[question.key] = tuple(draw(st.lists(st.sampled_from([*options, UNKNOWN]), unique=True, max_size=3)))
    return found


@given(entries())
def test_whatever_is_filled_in_each_question_is_answered_left_or_a_problem(filled_in: dict[str, Any]):
    filled = marked(choices(catalogue()), filled_in, None)
    assert not filled.answers.keys() & filled.problems.keys()
    for question in choices(catalogue()):
        entry = filled_in[question.key]
        if entry in (None, (), AS_PROJECT):
            assert question.key not in filled.answers.keys() | filled.problems.keys()
        elif entry in (UNKNOWN, (UNKNOWN,)):
            assert filled.answers[question.key] is None
        elif isinstance(question, OneOf):
            assert filled.answers[question.key] == entry
        elif question.key in filled.answers:
            assert sorted(filled.answers[question.key]) == sorted(entry)
