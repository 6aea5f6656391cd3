"""An answer of any kind in words, for surfaces that write text in their own way."""

from collections.abc import Callable
from typing import Any

from flows.questions import Column, People, Question, Rows
from flows.reading.context import Context
from flows.reading.showing import shown, shown_column
from flows.text import Language

Escape = Callable[[str], str]
Person = Callable[[str], str]
"""From a Slack id to how somebody is called here, already escaped."""


def said(
    question: Question, value: Any, language: Language, context: Context, escape: Escape, person: Person
) -> list[str]:
    """The answer as escaped lines: one for each line of a text or row of a group."""
    match question:
        case People():
            return [", ".join(map(person, value))]
        case Rows():
            return [_row(question, row, language, context, value, escape, person) for row in value]
        case _:
            lines = shown(question, value, language, context).splitlines()
            return [escape(line.strip()) for line in lines if line.strip()]


def _row(
    question: Rows, row: Any, language: Language, context: Context, group: Any, escape: Escape, person: Person
) -> str:
    parts = []
    for column in question.columns:
        if column.key in row:
            value = _cell(column, row[column.key], language, context, group, escape, person)
            parts.append(f"{escape(column.label.of(language))}: {value}")
    return "; ".join(parts)


def _cell(
    column: Column, value: Any, language: Language, context: Context, group: Any, escape: Escape, person: Person
) -> str:
    if column.kind == "people":
        return ", ".join(map(person, value))
    return escape(" ".join(shown_column(column, value, language, context, group).split()))
