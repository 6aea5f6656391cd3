"""An understood value in words."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, assert_never

from flows.answers import Value
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
    Option,
    People,
    Percent,
    Question,
    Rows,
    ShortText,
)
from flows.reading.chosen_rows import row_name
from flows.reading.context import NOTHING_KNOWN, Context, Row
from flows.reading.in_words import date_words, duration_words, money_words, number_words
from flows.text import Language, Text

_STATES = {
    "done": Text(en="done", ko="완료"),
    "not_applicable": Text(en="not applicable", ko="해당 없음"),
    "open": Text(en="open", ko="미완료"),
}
_ALL_OPEN = Text(en="all open", ko="전부 미완료")


def shown(question: Question, value: Value, language: Language, context: Context = NOTHING_KNOWN) -> str:
    """The stored value as plain text; people as `@U123`. `context` has the rows that ids point to."""
    match question:
        case ShortText() | LongText():
            return str(value)
        case OneOf():
            return _label(question.options, value, language)
        case ManyOf():
            return ", ".join(_label(question.options, one, language) for one in _in_order(question.options, value))
        case Number():
            return _with_unit(number_words(value, language), question.unit, language)
        case Money():
            return _per(money_words(value["amount"], value["currency"], language), question.per, language)
        case Percent():
            return f"{number_words(value, language)}%"
        case Date():
            return date_words(value, language)
        case Duration():
            return duration_words(value, language)
        case People():
            return _mentions(value)
        case OneOfRows():
            return _row(context.rows(question.rows), value)
        case Rows():
            return "\n".join(_whole_row(question, row, language, context, value) for row in value)
        case Checklist():
            return _points(value, language)
        case _:
            assert_never(question)


def shown_column(column: Column, value: Value, language: Language, context: Context, group: Sequence[Row] = ()) -> str:
    """One part of a row; `group` are the rows it belongs to."""
    match column.kind:
        case "short_text":
            return str(value)
        case "one_of":
            return _label(column.options, value, language)
        case "number":
            return number_words(value, language)
        case "duration":
            return duration_words(value, language)
        case "people":
            return _mentions(value)
        case "one_of_rows":
            return _row(context.rows(column.rows or ""), value)
        case "one_of_other_rows":
            return _row(group, value)
        case _:
            assert_never(column.kind)


def _whole_row(question: Rows, row: Row, language: Language, context: Context, group: Sequence[Row]) -> str:
    parts = (
        f"{column.label.of(language)}: {shown_column(column, row[column.key], language, context, group)}"
        for column in question.columns
        if column.key in row
    )
    return "- " + "; ".join(parts)


def _points(value: Mapping[str, Any], language: Language) -> str:
    """What is not open, as it could be typed."""
    said = (
        f"{item} {_STATES[entry['state']].of(language)}" + (f": {entry['reason']}" if entry.get("reason") else "")
        for item, entry in value.items()
        if entry["state"] != "open"
    )
    return "; ".join(said) or _ALL_OPEN.of(language)


def _in_order(options: Sequence[Option], values: Iterable[str]) -> list[str]:
    """As people saw the options, whatever order they are stored in."""
    places = {option.value: place for place, option in enumerate(options)}
    return sorted(values, key=lambda value: places.get(value, len(places)))


def _label(options: Sequence[Option], value: Value, language: Language) -> str:
    return next((option.label.of(language) for option in options if option.value == value), str(value))


def _row(rows: Sequence[Row], wanted: Value) -> str:
    return next((row_name(row) for row in rows if row.get("id") == wanted), str(wanted))


def _mentions(people: Iterable[str]) -> str:
    return ", ".join(f"@{person}" for person in people)


def _with_unit(number: str, unit: Text | None, language: Language) -> str:
    if unit is None:
        return number
    return f"{number}{unit.ko}" if language is Language.KO else f"{number} {unit.en}"


def _per(amount: str, per: Text | None, language: Language) -> str:
    if per is None:
        return amount
    return f"{per.ko} {amount}" if language is Language.KO else f"{amount} {per.en}"
