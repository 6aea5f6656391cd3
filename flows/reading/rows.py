"""Reading rows of a repeating group, whole or part by part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, assert_never

from flows.conditions import matches
from flows.questions import Column, Need, Rows
from flows.reading.columns import read_column, typed_unit
from flows.reading.context import Context, Row
from flows.reading.pieces import BULLET, LONGEST, Pieces, is_keyed, pieces
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
    """The text as the first missing column of a row, or as the columns it names (`solution: x; kind: rule`).

    An empty text leaves the first one out where it is not required. Unreadable keeps the row as it was. Understood
    is all rows of the group.
    """
    if typed := _named_parts(group, partial, text):
        return _read_row(group, typed.strange, typed.texts, dict(partial.row), context, still=partial.missing)
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


def drop_row(group: Rows, place: int, context: Context) -> Reading:
    """All rows but the one at `place` (from 1); no row points to it any more, the others keep their ids."""
    rows = context.rows(group.key)
    if not 1 <= place <= len(rows):
        return Unreadable(no_such_row(len(rows)))
    gone = rows[place - 1].get("id")
    pointing = {column.key for column in group.columns if column.kind == "one_of_other_rows"}
    left = [row for number, row in enumerate(rows, 1) if number != place]
    return Understood([{key: row[key] for key in row if key not in pointing or row[key] != gone} for row in left])


def place_row(group: Rows, row: Row, texts: Mapping[str, str], context: Context) -> Reading | Mapping[str, Phrase]:
    """The row with these columns read anew, among all rows of the group; or the problem of each column that has one.

    What does not apply to the row is left out, as when it is typed.
    """
    read = _read_columns(group, texts, row, context)
    problems = dict(read.refused)
    for column in group.columns:
        if column.key not in read.row and column.key not in problems and _required(column, read.row):
            problems[column.key] = missing_problem(group, [column.key])
    return problems or _placed(group, read, context)


def no_such_row(count: int) -> Phrase:
    return phrase("reading.no_such_row", "There is no row with that number; rows so far: {count}.", count=count)


def missing_problem(group: Rows, missing: Sequence[str]) -> Phrase:
    return phrase(
        "reading.row_missing",
        "The row still needs: {columns}.",
        columns=_labels([_column(group, key) for key in missing]),
    )


def _named_parts(group: Rows, partial: Partial, text: str) -> Pieces | None:
    """The text taken apart, when it names a column that is still missing; words before go to the first of these."""
    if not set(is_keyed(group, text)) & set(partial.missing):
        return None
    due = [column for key in partial.missing for column in group.columns if column.key == key]
    rest = [column for column in group.columns if column.key not in partial.missing]
    return pieces(group.model_copy(update={"columns": (*due, *rest)}), text)


@dataclass(frozen=True, slots=True)
class _Columns:
    """A row as far as its columns could be read, and those that could not be or do not apply."""

    row: Row
    refused: Mapping[str, Phrase]
    left_out: Sequence[Column]


def _read_row(
    group: Rows,
    strange: Sequence[str],
    texts: Mapping[str, str],
    row: Row,
    context: Context,
    *,
    still: Sequence[str] = (),
) -> Reading | Partial:
    """`still` are columns that are asked for even where they are not required."""
    if strange or not texts:
        return Unreadable(_strange_keys(group, strange))
    read = _read_columns(group, texts, row, context)
    if missing := tuple(
        column.key
        for column in group.columns
        if column.key in read.refused
        or (column.key not in read.row and _required(column, read.row))
        or (column.key in still and column.key not in texts and _applies(column, read.row))
    ):
        return Partial(read.row, missing, _refused(group, read.refused))
    return _placed(group, read, context)


def _read_columns(group: Rows, texts: Mapping[str, str], before: Row, context: Context) -> _Columns:
    row = dict(before)
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
    applying = {key: value for key, value in row.items() if key == "id" or _applies(_column(group, key), row)}
    return _Columns(applying, refused, left_out)


def _placed(group: Rows, read: _Columns, context: Context) -> Reading:
    finished = _finished(group, read.row, context)
    if read.left_out and isinstance(finished, Understood):
        return Understood(finished.value, _not_here(read.left_out))
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
