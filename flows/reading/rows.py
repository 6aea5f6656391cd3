"""Reading rows of a repeating group, whole or part by part."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, assert_never

from flows.conditions import matches
from flows.questions import Column, Need, Rows
from flows.reading.columns import read_column, typed_unit
from flows.reading.context import Context, Row
from flows.reading.pieces import BULLET, LONGEST, is_keyed, pieces
from flows.reading.result import Partial, Reading, Understood, Unreadable
from flows.text import Phrase, Text, phrase


def read_rows(group: Rows, text: str, context: Context) -> Reading | Partial:
    """One or several typed rows, as all rows of the group with the new ones behind; Partial for a row with gaps."""
    rows: list[Row] = list(context.rows(group.key))
    if len(text) > LONGEST:
        return Unreadable(
            phrase(
                "reading.rows_long",
                "That is a lot at once; please keep a message to {limit} characters.",
                limit=f"{LONGEST:,}",
            )
        )
    typed = _split(group, text)
    note: Phrase | None = None
    for place, one in enumerate(typed, 1):
        inner = _with_rows(context, group, rows)
        row = {"id": inner.next_row(group.key)}
        taken = pieces(group, one)
        read = _read_row(group, taken.strange, taken.texts, row, inner)
        match read:
            case Understood(value):
                rows, note = list(value), note or read.note
            case Partial() | Unreadable() if len(typed) == 1:
                return read
            case Partial(_, missing, problem):
                return _of_several(place, problem or missing_problem(group, missing))
            case Unreadable(problem):
                return _of_several(place, problem)
            case _:
                assert_never(read)
    return Understood(rows, note)


def fill(group: Rows, partial: Partial, text: str, context: Context) -> Reading | Partial:
    """The text as the first missing column of a row; an empty text leaves it out where it is not required.

    Unreadable keeps the row as it was. Understood is all rows of the group.
    """
    column = _column(group, partial.missing[0])
    row = dict(partial.row)
    if text.strip() or _required(column, row):
        read = read_column(group, column, text, row, context)
        if isinstance(read, Unreadable):
            return read
        row[column.key] = read.value
        _infer_unit(group, row, {column.key: text})
    later = tuple(key for key in partial.missing[1:] if _applies(_column(group, key), row))
    return Partial(row, later) if later else _finished(group, row, context)


def change_row(group: Rows, place: int, text: str, context: Context) -> Reading | Partial:
    """The row at `place` (from 1) with what the text says changed; all rows of the group."""
    rows = context.rows(group.key)
    if not 1 <= place <= len(rows):
        return Unreadable(no_such_row(len(rows)))
    typed = pieces(group, text)
    return _read_row(group, typed.strange, typed.texts, dict(rows[place - 1]), context)


def no_such_row(count: int) -> Phrase:
    return phrase("reading.no_such_row", "There is no row with that number; there are {count}.", count=count)


def missing_problem(group: Rows, missing: Sequence[str]) -> Phrase:
    return phrase(
        "reading.row_missing",
        "The row still needs: {columns}.",
        columns=_labels([_column(group, key) for key in missing]),
    )


def _read_row(
    group: Rows, strange: Sequence[str], texts: Mapping[str, str], row: dict[str, Any], context: Context
) -> Reading | Partial:
    if strange or not texts:
        return Unreadable(_strange_keys(group, strange))
    refused: dict[str, Phrase] = {}
    left_out: list[Column] = []
    for column in group.columns:
        if column.key not in texts:
            continue
        if not _applies(column, row):
            left_out.append(column)
            continue
        if not texts[column.key] and not _required(column, row):
            continue
        read = read_column(group, column, texts[column.key], row, context)
        match read:
            case Understood(value):
                row[column.key] = value
            case Unreadable(problem):
                refused[column.key] = problem
            case _:
                assert_never(read)
    _infer_unit(group, row, texts)
    row = {key: value for key, value in row.items() if key == "id" or _applies(_column(group, key), row)}
    if missing := tuple(
        column.key
        for column in group.columns
        if column.key in refused or (column.key not in row and _required(column, row))
    ):
        return Partial(row, missing, _refused(group, refused))
    finished = _finished(group, row, context)
    if left_out and isinstance(finished, Understood):
        return Understood(finished.value, _not_here(left_out))
    return finished


def _finished(group: Rows, row: Row, context: Context) -> Reading:
    """The row among the others: in the place of the one with its id, or behind them."""
    rows = list(context.rows(group.key))
    order = ["id", *(column.key for column in group.columns)]
    whole = {key: row[key] for key in order if key in row}
    places = [place for place, one in enumerate(rows) if one.get("id") == row["id"]]
    if places:
        rows[places[0]] = whole
        return Understood(rows)
    if len(rows) >= group.max_rows:
        return Unreadable(phrase("reading.rows_full", "There is room for {limit} rows here.", limit=group.max_rows))
    return Understood([*rows, whole])


def _split(group: Rows, text: str) -> list[str]:
    """Several rows: one a bullet, or a new one on the line that names a column again."""
    lines = [line for line in text.splitlines() if line.strip()]
    bullets = sum(bool(BULLET.match(line)) for line in lines)
    found: list[list[str]] = []
    seen: set[str] = set()
    for line in lines:
        keys = set(is_keyed(group, line))
        begins = BULLET.match(line) if bullets > 1 else keys & seen
        if begins or not found:
            found.append([])
            seen = set()
        found[-1].append(line)
        seen |= keys
    return ["\n".join(one) for one in found] or [""]


def _infer_unit(group: Rows, row: dict[str, Any], texts: Mapping[str, str]) -> None:
    """`target: 80%` says the unit, too, where the row has a place for one."""
    if "unit" in row or all(column.key != "unit" for column in group.columns):
        return
    numbers = [column.key for column in group.columns if column.kind == "number" and column.key in row]
    units = {unit for key in numbers if key in texts and (unit := typed_unit(texts[key]))}
    if len(units) == 1:
        row["unit"] = units.pop()


def _with_rows(context: Context, group: Rows, rows: Sequence[Row]) -> Context:
    return replace(context, answers={**context.answers, group.key: rows})


def _column(group: Rows, key: str) -> Column:
    return next(column for column in group.columns if column.key == key)


def _applies(column: Column, row: Row) -> bool:
    """A sub-field with a condition is there once the row is known to match it."""
    return matches(row, column.only_where)


def _required(column: Column, row: Row) -> bool:
    return column.need is Need.REQUIRED and _applies(column, row)


def _labels(columns: Sequence[Column]) -> Text:
    return Text(en=", ".join(one.label.en for one in columns), ko=", ".join(one.label.ko for one in columns))


def _strange_keys(group: Rows, strange: Sequence[str]) -> Phrase:
    if not strange:
        return phrase("reading.row_empty", "Please begin with: {column}.", column=group.columns[0].label)
    return phrase(
        "reading.row_keys",
        "I do not know {keys} here; the parts are: {columns}.",
        keys=", ".join(f"“{key}”" for key in strange[:5]),
        columns=_labels(group.columns),
    )


def _refused(group: Rows, refused: Mapping[str, Phrase]) -> Phrase | None:
    first = next(iter(refused), None)
    if first is None:
        return None
    return phrase("reading.row_part", "{column}: {problem}", column=_column(group, first).label, problem=refused[first])


def _not_here(columns: Sequence[Column]) -> Phrase:
    return phrase(
        "reading.row_left_out", "I left out what does not apply to this row: {columns}.", columns=_labels(columns)
    )


def _of_several(place: int, problem: Phrase) -> Unreadable:
    return Unreadable(phrase("reading.row_of_several", "Row {place}: {problem}", place=place, problem=problem))
