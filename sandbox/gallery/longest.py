"""The longest answer to every question."""

from typing import Any

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

PERSON = "U0MINJUN"


def longest(question: Question, text: str) -> Any:
    """The longest value that can be stored; every text in it is the beginning of `text`."""
    match question:
        case ShortText() | LongText():
            return text[: question.max_chars]
        case OneOf():
            return max(question.options, key=lambda option: len(option.label.en)).value
        case ManyOf():
            return [option.value for option in question.options if option.value not in question.alone]
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
            reason = {"state": "not_applicable", "reason": text[: question.reason_max_chars]}
            items = [item.key for part in question.parts for item in part.items]
            return {key: {"state": "done"} if number % 5 == 0 else reason for number, key in enumerate(items)}


def row(group: Rows, number: int, text: str) -> dict[str, Any]:
    """A row in which every column is as long as can be."""
    return {"id": f"r{number}"} | {column.key: _part(column, text) for column in group.columns}


def _part(column: Column, text: str) -> Any:
    match column.kind:
        case "short_text":
            return text[: column.max_chars]
        case "one_of":
            return max(column.options, key=lambda option: len(option.label.en)).value
        case "number":
            return "123456789.123456"
        case "duration":
            return column.max_days
        case "people":
            return [PERSON] * (column.max_people or 3)
        case "one_of_rows" | "one_of_other_rows":
            return "r1"
