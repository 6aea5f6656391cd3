"""What the fields of a form hold at first: a stored value as people would fill it in."""

from collections.abc import Mapping, Sequence
from typing import Any, assert_never

from flows.answers import Value
from flows.conditions import matches
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
from flows.reading.checklists import DONE, NOT_APPLICABLE
from flows.reading.context import Context, Row
from flows.reading.showing import shown, shown_column
from flows.text import Language

Entry = str | tuple[str, ...] | None
"""What one field holds: a text or option, several options or people, or nothing."""
Entries = Mapping[str, Entry]

UNKNOWN = "unknown"
"""The option *Don't know yet* of a form."""


def field_of(question: str, *more: str) -> str:
    """The block id of a question's field."""
    return ":".join(("field", question, *more))


def column_of(column: str) -> str:
    """The block id of a field in the form of one row."""
    return f"column:{column}"


def offered_rows(question: OneOfRows, context: Context) -> Sequence[Row]:
    """The rows that the question offers."""
    return [row for row in context.rows(question.rows) if matches(row, question.where)]


def offered_in(group: Rows, column: Column, row: Row, context: Context) -> Sequence[Row]:
    """The rows that a column of another group, or of the same one, offers to `row`."""
    if column.kind == "one_of_rows":
        return context.rows(column.rows or "")
    return [other for other in context.rows(group.key) if other.get("id") != row.get("id")]


def prefilled(question: Question, value: Value | None, language: Language, context: Context) -> dict[str, Entry]:
    """By block id; empty fields for no value, and no fields at all for rows."""
    match question:
        case Rows():
            return {}
        case Checklist():
            return _points(question, value or {})
        case _:
            return {field_of(question.key): None if value is None else _single(question, value, language, context)}


def prefilled_column(group: Rows, column: Column, row: Row, language: Language, context: Context) -> Entry:
    """What the field of a column holds for a row."""
    value: Any = row.get(column.key)
    if value is None:
        return None
    match column.kind:
        case "one_of":
            return _among(value, [option.value for option in column.options])
        case "one_of_rows" | "one_of_other_rows":
            return _among(value, [one["id"] for one in offered_in(group, column, row, context)])
        case "people":
            return tuple(value)
        case "short_text" | "number" | "duration":
            return shown_column(column, value, language, context)
        case _:
            assert_never(column.kind)


def _single(
    question: ShortText | LongText | OneOf | ManyOf | Number | Money | Percent | Date | Duration | People | OneOfRows,
    value: Any,
    language: Language,
    context: Context,
) -> Entry:
    match question:
        case OneOf(options=options):
            return _among(value, [option.value for option in options])
        case ManyOf(options=options):
            return tuple(option.value for option in options if option.value in value)
        case People():
            return tuple(value)
        case OneOfRows():
            return _among(value, [row["id"] for row in offered_rows(question, context)])
        case Date():
            return str(value)
        case ShortText() | LongText() | Number() | Money() | Percent() | Duration():
            return shown(question, value, language)
        case _:
            assert_never(question)


def _points(question: Checklist, value: Mapping[str, Mapping[str, str]]) -> dict[str, Entry]:
    """Per part, the items that are done, those that do not apply, and the reasons for these."""
    found: dict[str, Entry] = {}
    for part in question.parts:
        states = {item.key: value.get(item.key, {}) for item in part.items}
        for name, state in (("done", DONE), ("na", NOT_APPLICABLE)):
            chosen = tuple(item for item, point in states.items() if point.get("state") == state)
            found[field_of(question.key, name, part.key)] = chosen or None
        reasons = [f"{item}: {point['reason']}" for item, point in states.items() if point.get("reason")]
        found[field_of(question.key, "reasons", part.key)] = "\n".join(reasons) or None
    return found


def _among(value: Any, offered: Sequence[Any]) -> str | None:
    """What is no longer offered cannot be shown as chosen."""
    return str(value) if value in offered else None
