"""Texts that answer a question of any kind, for tests that type at random."""

from collections.abc import Sequence

from hypothesis import strategies as st

from flows.questions import (
    Checklist,
    Column,
    Date,
    Duration,
    LongText,
    ManyOf,
    Money,
    Number,
    OneOf,
    OneOfRows,
    People,
    Percent,
    Question,
    Rows,
    ShortText,
)

SENTENCES = (
    "Guests cannot choose a dish, since 2026-03-01 sales fell by 18 percent",
    "손님이 메뉴를 고르지 못해요, 3월부터 매출이 18% 줄었어요",
)
PEOPLE = ("@U0ANA", "@U0BEN", "<@U0MINJUN>")


def typed(question: Question, rows: Sequence[str] = ("r1",)) -> st.SearchStrategy[str]:
    """One line that the reader takes as an answer; `rows` are the ids that a choice of rows may name."""
    match question:
        case ShortText(entries=None) | LongText():
            return st.sampled_from([text[: question.max_chars] for text in SENTENCES])
        case ShortText():
            return st.sampled_from(["latency, recall", "정확도, 재현율"])
        case OneOf(options=options):
            return st.sampled_from([option.value for option in options])
        case ManyOf(options=options):
            return st.sampled_from([option.value for option in options])
        case Number(minimum=minimum):
            return st.integers(max(1, int(float(minimum or 1))), 99 if question.maximum else 5000).map(str)
        case Money():
            return st.sampled_from(["KRW 120,000,000", "₩1.2억", "KRW 4500"])
        case Percent():
            return st.sampled_from(["95 %", "0.1", "12.5%"])
        case Date():
            return st.sampled_from(["2026-12-24", "2027-03-01"])
        case Duration(min_days=least, max_days=most):
            return st.integers(max(1, least), min(most, 90)).map(lambda days: f"{days} days")
        case People():
            return st.sampled_from(PEOPLE)
        case OneOfRows():
            return st.sampled_from(list(rows))
        case Rows(columns=columns):
            return st.tuples(*(_column(one) for one in columns if one.need == "required")).map("; ".join)
        case Checklist(parts=parts):
            return st.sampled_from([f"{item.key} done" for part in parts for item in part.items])


def _column(column: Column) -> st.SearchStrategy[str]:
    """One required part of a row, by its English name."""
    said: st.SearchStrategy[str]
    match column.kind:
        case "short_text":
            said = st.sampled_from(["https://example.com/a" if column.url else "Menu too long"])
        case "one_of":
            said = st.sampled_from([option.value for option in column.options])
        case "number":
            said = st.just("50")
        case "duration":
            said = st.just("3 days")
        case "people":
            said = st.sampled_from(PEOPLE)
        case "one_of_rows" | "one_of_other_rows":
            said = st.just("r1")
    return said.map(lambda text: f"{column.key}: {text}")
