"""What was understood, in words; and read back from them."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.catalog.loader import load_catalogue
from flows.questions import (
    Checklist,
    Date,
    Duration,
    ManyOf,
    Money,
    Number,
    OneOf,
    OneOfRows,
    People,
    Percent,
    Question,
    Rows,
)
from flows.reading import Context, Understood, read, shown
from flows.reading.currencies import currency_codes
from flows.text import Language

TODAY = date(2026, 11, 18)
ROWS = [{"id": "r1", "name": "Recall", "kind": "optimise"}, {"id": "r2", "name": "Speed", "kind": "optimise"}]
KNOWN = Context(today=TODAY, answers={"objectives": ROWS})
people = st.lists(st.from_regex(r"[UW][A-Z0-9]{2,10}", fullmatch=True), min_size=1, max_size=3, unique=True)
words = st.from_regex(r"[a-z가-힣]{6,9}( [a-z가-힣]{2,9}){0,3}", fullmatch=True)


def decimals(least: str, most: str, places: int) -> st.SearchStrategy[str]:
    found = st.decimals(Decimal(least), Decimal(most), places=places, allow_nan=False, allow_infinity=False)
    return found.map(lambda one: format(one.normalize(), "f") if one else "0")


def values(question: Question) -> st.SearchStrategy[Any]:
    """Stored values that their words hold in full."""
    match question:
        case OneOf():
            return st.sampled_from([option.value for option in question.options])
        case ManyOf():
            free = [option.value for option in question.options if option.value not in question.alone]
            return st.sampled_from(free).map(lambda one: [one])
        case Number():
            least = question.minimum or "0.001"
            return decimals(least, question.maximum or "1e12", 0 if question.whole else 3)
        case Money():
            amounts = st.one_of(decimals("0", "1e15", 0), decimals("0", "1e9", 2), decimals("0", "10", 6))
            return st.builds(
                lambda a, c: {"amount": a, "currency": c}, amounts, st.sampled_from(sorted(currency_codes()))
            )
        case Percent():
            return decimals("0", "100", 4)
        case Date():
            return st.integers(0, 365).map(lambda days: (TODAY + timedelta(days=days)).isoformat())
        case Duration():
            return st.integers(question.min_days, question.max_days)
        case People():
            return people
        case OneOfRows():
            return st.sampled_from(["r1", "r2"])
        case Checklist():
            reason = st.builds(lambda said: {"state": "not_applicable", "reason": said}, words)
            state = st.one_of(st.just({"state": "done"}), st.just({"state": "open"}), reason)
            return st.fixed_dictionaries({item.key: state for part in question.parts for item in part.items})
        case _:
            return words.map(str.strip)


@pytest.mark.parametrize(
    "key", [key for key, asked in load_catalogue().questions.items() if not isinstance(asked, Rows)]
)
@pytest.mark.parametrize("language", list(Language))
def test_what_is_shown_reads_as_itself(key: str, language: Language):
    asked = load_catalogue()[key]

    @given(values(asked))
    def reads_as_itself(value: Any) -> None:
        told = shown(asked, value, language, KNOWN)
        found = read(asked, told, KNOWN)
        assert isinstance(found, Understood), (told, found)
        assert found.value == value, told

    if asked.kind not in ("short_text", "long_text"):
        reads_as_itself()


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "name": words,
                "kind": st.just("optimise"),
                "metric": words,
                "direction": st.sampled_from(["higher", "lower"]),
            }
            | {"target": decimals("-1e6", "1e6", 3), "owner": people.map(lambda one: one[:1])},
            optional={"weight": decimals("0", "100", 1), "review_every": st.integers(1, 180)},
        ),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from(Language),
)
def test_rows_that_are_shown_read_as_themselves(rows: list[dict[str, Any]], language: Language):
    asked = load_catalogue()["objectives"]
    assert isinstance(asked, Rows)
    order = [column.key for column in asked.columns]
    stored = [{"id": f"r{place}"} | {key: row[key] for key in order if key in row} for place, row in enumerate(rows, 1)]
    assert read(asked, shown(asked, stored, language)) == Understood(stored)


@pytest.mark.parametrize(
    ("key", "value", "english", "korean"),
    [
        ("project_name", "Menu helper", "Menu helper", "Menu helper"),
        ("value_size", "medium", "Moves one team's number", "한 팀의 숫자를 움직여요"),
        (
            "evidence",
            ["data", "users"],
            "Looked at data, Interviewed users",
            "데이터를 확인했어요, 사용자를 인터뷰했어요",
        ),
        ("affected_count", "1200", "1,200 people per month", "1,200명/월"),
        ("throughput_target", "0.5", "0.5 queries per second", "0.5쿼리/초"),
        ("annual_value", {"amount": "120000000", "currency": "KRW"}, "₩120,000,000 per year", "연간 ₩120,000,000"),
        ("budget", {"amount": "20000.5", "currency": "USD"}, "$20,000.50", "US$20,000.50"),
        ("acceptable_failure_rate", "0.1", "0.1%", "0.1%"),
        ("deadline", "2026-12-24", "Thursday, December 24, 2026", "2026년 12월 24일 목요일"),
        ("label_delay", 14, "2 weeks", "2주"),
        ("label_delay", 7, "1 week", "1주"),
        ("label_delay", 30, "30 days", "30일"),
        ("label_delay", 1, "1 day", "1일"),
        ("label_delay", 0, "0 days", "0일"),
        ("team_members", ["U1A", "W2B"], "@U1A, @W2B", "@U1A, @W2B"),
        ("primary_objective", "r2", "Speed", "Speed"),
        ("primary_objective", "r9", "r9", "r9"),
        ("ethics_review", {"A1": {"state": "open"}}, "all open", "전부 미완료"),
        (
            "ethics_review",
            {"A1": {"state": "done"}, "A2": {"state": "not_applicable", "reason": "no data"}},
            "A1 done; A2 not applicable: no data",
            "A1 완료; A2 해당 없음: no data",
        ),
        (
            "baselines",
            [{"id": "r1", "type": "random", "objective": "r1", "value": "31"}],
            "- Type: Random guess; For which objective: Recall; Value: 31",
            "- 종류: 무작위; 어느 목표에 대해: Recall; 값: 31",
        ),
    ],
)
def test_values_in_words(key: str, value: Any, english: str, korean: str):
    asked = load_catalogue()[key]
    assert shown(asked, value, Language.EN, KNOWN) == english
    assert shown(asked, value, Language.KO, KNOWN) == korean
