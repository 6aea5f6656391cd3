"""Answers of every kind, as long as they can get, made of any text."""

from datetime import UTC, datetime
from typing import Any

from flows.answers import Answer, AnswerState
from flows.catalog.loader import load_catalogue
from flows.conversation import Draft
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

PERSON = "U0123456789"


def longest(question: Question, text: str) -> Any:
    """The longest value that the question can store; every text in it is made of `text`."""
    match question:
        case ShortText() | LongText():
            return (text * 3000)[: question.max_chars]
        case OneOf():
            return max((option.value for option in question.options), key=len)
        case ManyOf():
            return sorted(option.value for option in question.options)
        case Number():
            return "123456789.123456"
        case Money():
            return {"amount": "123456789012345.12", "currency": "USD"}
        case Percent():
            return "99.1234"
        case Date():
            return "2027-12-29"
        case Duration():
            return question.max_days
        case People():
            return [PERSON] * question.max_people
        case OneOfRows():
            return "r1"
        case Rows():
            return [row(question, number, text) for number in range(1, question.max_rows + 1)]
        case Checklist():
            reason = {"state": "not_applicable", "reason": (text * 200)[: question.reason_max_chars]}
            items = [item.key for part in question.parts for item in part.items]
            return {key: {"state": "done"} if number % 5 == 0 else reason for number, key in enumerate(items)}


def row(group: Rows, number: int, text: str) -> dict[str, Any]:
    return {"id": f"r{number}"} | {column.key: _part(column, text) for column in group.columns}


def draft(group: Rows, missing: str, text: str, *, whole: bool = False) -> Draft:
    """A row that has what comes before `missing`, or the whole rest of it."""
    full = row(group, 99, text)
    keys = [column.key for column in group.columns]
    later = [] if whole else keys[keys.index(missing) + 1 :]
    required = [one.key for one in group.columns if one.need is Need.REQUIRED and one.key in later]
    for key in (missing, *later):
        del full[key]
    return Draft(question=group.key, row=full, missing=(missing, *required))


def everything(text: str) -> dict[str, Any]:
    """A value for every question of the catalogue."""
    return {key: longest(question, text) for key, question in load_catalogue().questions.items()}


def given(value: Any, line: int = 1) -> Answer:

    return Answer(
        state=AnswerState.GIVEN, value=value, by="U1", at=datetime(2026, 9, 1, tzinfo=UTC), source="1.0", line=line
    )


def _part(column: Column, text: str) -> Any:
    match column.kind:
        case "short_text":
            return (text * 300)[: column.max_chars]
        case "one_of":
            return max((option.value for option in column.options), key=len)
        case "number":
            return "-123456789.123456"
        case "duration":
            return column.max_days
        case "people":
            return [PERSON] * (column.max_people or 3)
        case "one_of_rows" | "one_of_other_rows":
            return "r1"
