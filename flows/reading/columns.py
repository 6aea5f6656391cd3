"""Reading one sub-field of a row, by its own kind and bounds."""

import re
from typing import assert_never

from flows.questions import Column, Rows
from flows.reading.choices import read_choice
from flows.reading.chosen_rows import one_of_rows
from flows.reading.context import Context, Row
from flows.reading.durations import read_duration
from flows.reading.numbers import Bounds, number_in
from flows.reading.numerals import scan
from flows.reading.people import read_people
from flows.reading.result import Reading, Understood, Unreadable
from flows.reading.texts import length_problem, one_line
from flows.reading.tidy import tidy, words_in
from flows.text import phrase

_ADDRESS = re.compile(r"https?://[^\s<>|]+", re.IGNORECASE)


def read_column(group: Rows, column: Column, text: str, row: Row, context: Context) -> Reading:
    """`row` is what is known of the row so far: its unit, and which row it is."""
    match column.kind:
        case "short_text":
            return _read_words(column, text)
        case "one_of":
            return read_choice(column.options, text)
        case "number":
            return number_in(
                text,
                Bounds(minimum=column.minimum, maximum=column.maximum),
                None,
                _units(group, column, text, row, context),
            )
        case "duration":
            return read_duration(text, least=column.min_days, most=column.max_days)
        case "people":
            return read_people(text, context, least=max(1, column.min_people), most=column.max_people)
        case "one_of_rows":
            return one_of_rows(context.rows(column.rows or ""), text)
        case "one_of_other_rows":
            return one_of_rows([other for other in context.rows(group.key) if other.get("id") != row.get("id")], text)
        case _:
            assert_never(column.kind)


def typed_unit(text: str) -> str | None:
    """The unit behind a number, as in `80%`."""
    found = scan(tidy(text))
    unit = "".join(re.findall(r"\S+", found.after)) if found and not found.before else ""
    return unit if 0 < len(unit) <= 20 and not any(sign.isdigit() for sign in unit) else None


def _read_words(column: Column, text: str) -> Reading:
    value = one_line(text)
    if column.url:
        link = re.sub(r"^<([^<>|]+)(?:\|[^<>]*)?>$", r"\1", value)
        if not _ADDRESS.fullmatch(link):
            return Unreadable(
                phrase("reading.address", "Please give one address that begins with https:// or http://.")
            )
        value = link
    if problem := length_problem(value, max(1, column.min_chars), column.max_chars):
        return Unreadable(problem)
    return Understood(value)


def _units(group: Rows, column: Column, text: str, row: Row, context: Context) -> set[str]:
    """Words that may stand around the number: its unit, declared in the label, the row, or the row it points to."""
    words = {"%", "퍼센트", "percent"}
    for label in column.label.both():
        words |= set(words_in(" ".join(re.findall(r"\(([^()]*)\)", label)).casefold()))
    declared = row.get("unit")
    if column.unit_from:
        source = next((one for one in group.columns if one.key == column.unit_from), None)
        chosen = context.rows(source.rows or "") if source else ()
        declared = next((one.get("unit") for one in chosen if one.get("id") == row.get(column.unit_from)), None)
    if declared:
        words |= set(words_in(str(declared).casefold()))
    elif any(other.key == "unit" for other in group.columns) and (unit := typed_unit(text)):
        words |= set(words_in(unit))
    return words
