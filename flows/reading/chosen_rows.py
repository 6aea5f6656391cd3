"""Reading which row of a group is meant."""

from collections.abc import Sequence

from flows.conditions import matches
from flows.questions import OneOfRows, Option
from flows.reading.choices import read_choice
from flows.reading.context import Context, Row
from flows.reading.result import Reading, Unreadable
from flows.text import Text, phrase

_NAMING = ("name", "who")


def read_row_choice(question: OneOfRows, text: str, context: Context) -> Reading:
    offered = [row for row in context.rows(question.rows) if matches(row, question.where)]
    return one_of_rows(offered, text)


def one_of_rows(rows: Sequence[Row], text: str) -> Reading:
    """The id of the row meant by its place among those offered, its id, its name or a beginning of it."""
    if not rows:
        return Unreadable(phrase("reading.no_rows", "There is nothing to choose from here yet."))
    options = [Option(value=str(row.get("id")), label=Text(en=row_name(row), ko=row_name(row))) for row in rows]
    return read_choice(options, text)


def row_name(row: Row) -> str:
    """What a row is called: its name, or its first words."""
    named = [row[key] for key in _NAMING if isinstance(row.get(key), str)]
    other = [value for key, value in row.items() if key != "id" and isinstance(value, str)]
    return str(next(iter((*named, *other)), row.get("id")))
