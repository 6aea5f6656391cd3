"""Stored values of every kind of question, as hypothesis makes them."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from flows.questions import (
    Checklist,
    Column,
    Date,
    Duration,
    LongText,
    ManyOf,
    Money,
    Need,
    Number,
    OneOf,
    OneOfRows,
    People,
    Percent,
    Question,
    Rows,
    ShortText,
)

TODAY = date(2026, 11, 18)
OBJECTIVES = [
    {"id": "r1", "name": "Recall", "kind": "optimise", "unit": "%"},
    {"id": "r4", "name": "Speed", "kind": "optimise", "unit": "ms"},
]
words = st.from_regex(r"[a-z가-힣]{6,9}( [a-z가-힣&<>]{2,9}){0,3}", fullmatch=True)


def decimals(least: str, most: str, places: int) -> st.SearchStrategy[str]:
    found = st.decimals(Decimal(least), Decimal(most), places=places, allow_nan=False, allow_infinity=False)
    return found.map(lambda one: format(one.normalize(), "f") if one else "0")


def people(most: int | None) -> st.SearchStrategy[list[str]]:
    person = st.from_regex(r"[UW][A-Z0-9]{2,10}", fullmatch=True)
    return st.lists(person, min_size=1, max_size=min(3, most or 3), unique=True)


def values(question: Question) -> st.SearchStrategy[Any]:
    """Values that the question would take now; for a group, a list of rows."""
    match question:
        case ShortText(entries=listed) if listed:
            return words.map(lambda said: said[: listed.max_chars].strip())
        case ShortText() | LongText():
            return words.map(lambda said: (f"{said} " * 6)[: question.max_chars].strip())
        case OneOf():
            return st.sampled_from([option.value for option in question.options])
        case ManyOf():
            return _several(question)
        case Number():
            least = question.minimum or "0.001"
            return decimals(least, question.maximum or "1e12", 0 if question.whole else 3)
        case Money():
            amounts = st.one_of(decimals("0", "1e15", 0), decimals("0", "1e9", 2))
            return st.builds(lambda amount: {"amount": amount, "currency": "KRW"}, amounts)
        case Percent():
            return decimals("0", "100", 4)
        case Date():
            return st.integers(0, 365).map(lambda days: (TODAY + timedelta(days=days)).isoformat())
        case Duration():
            return st.integers(question.min_days, question.max_days)
        case People():
            return people(question.max_people)
        case OneOfRows():
            return st.sampled_from(["r1", "r4"])
        case Checklist():
            reason = st.builds(lambda said: {"state": "not_applicable", "reason": said}, words)
            state = st.one_of(st.just({"state": "done"}), st.just({"state": "open"}), reason)
            points = st.fixed_dictionaries({item.key: state for part in question.parts for item in part.items})
            return points.filter(lambda value: any(point["state"] != "open" for point in value.values()))
        case Rows():
            return st.lists(row(question), min_size=1, max_size=3).map(_with_ids)


def row(group: Rows) -> st.SearchStrategy[dict[str, Any]]:
    """A row without its id."""
    parts = {column.key: _part(column) for column in group.columns if column.kind != "one_of_other_rows"}
    needed = {column.key for column in group.columns if column.need is Need.REQUIRED}
    found = st.fixed_dictionaries(
        {key: part for key, part in parts.items() if key in needed},
        optional={key: part for key, part in parts.items() if key not in needed},
    )
    return found.map(lambda one: _as_stored(group, one))


def _as_stored(group: Rows, one: dict[str, Any]) -> dict[str, Any]:
    columns = {column.key: column for column in group.columns}
    apply = {key for key in one if all(one.get(other) in wanted for other, wanted in columns[key].only_where.items())}
    return {key: one[key] for key in columns if key in apply}


def _with_ids(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"id": f"r{2 * place}"} | one for place, one in enumerate(rows, 1)]


def _several(question: ManyOf) -> st.SearchStrategy[list[str]]:
    free = [option.value for option in question.options if option.value not in question.alone]
    single = {one for exclusive in question.exclusive for one in exclusive[1:]}
    together = [value for value in free if value not in single]
    some = st.lists(st.sampled_from(together), min_size=1, max_size=question.max_chosen or 3, unique=True).map(sorted)
    return st.one_of(some, *(st.just([value]) for value in question.alone))


def _part(column: Column) -> st.SearchStrategy[Any]:
    match column.kind:
        case "short_text" if column.url:
            return st.just("https://x.y/z?a=1&b=2")
        case "short_text":
            return words.map(lambda said: said[: column.max_chars].strip())
        case "one_of":
            return st.sampled_from([option.value for option in column.options])
        case "number":
            return decimals(column.minimum or "0", column.maximum or "1e6", 2)
        case "duration":
            return st.integers(max(1, column.min_days), column.max_days)
        case "people":
            return people(column.max_people)
        case _:
            return st.sampled_from(["r1", "r4"])
