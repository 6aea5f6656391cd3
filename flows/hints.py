"""Advice on an answer that is taken all the same: one kind sentence, or none."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, assert_never

from flows.answers import Value
from flows.hinted import everyone_in, has_a_date, has_a_number, method_in
from flows.questions import Column, Hint, LongText, Question, Rows, ShortText
from flows.reading.context import Context
from flows.spoken import plain
from flows.text import Phrase, phrase

Row = Mapping[str, Any]
SHOWN = 60  # characters of what somebody typed


def advice(question: Question, value: Value, context: Context, *, taken_names: Collection[str] = ()) -> Phrase | None:
    """What could make the answer better. Rows are looked at when they are new or changed.

    `context` holds the answers from before this one; `taken_names` what other projects here are called.
    """
    said: Iterable[Phrase | None] = ()
    match question:
        case ShortText(hints=hints) | LongText(hints=hints):
            if isinstance(value, str):
                said = (_of_text(hint, value, taken_names) for hint in hints)
        case Rows():
            if isinstance(value, list):
                said = _of_rows(question, value, context.rows(question.key))
        case _:
            return None
    return next((sentence for sentence in said if sentence), None)


def _of_text(hint: Hint, text: str, taken_names: Collection[str]) -> Phrase | None:
    match hint:
        case Hint.NAME_TAKEN:
            if plain(text) not in {plain(name) for name in taken_names}:
                return None
            return phrase(
                "hint.name_taken",
                "Another project here is called “{name}”, too. You can keep the name or type another one.",
                name=_short(text),
            )
        case Hint.NUMBER_MISSING:
            if has_a_number(text):
                return None
            return phrase(
                "hint.number_missing", "A number or a date would make this stronger: how many, how much, since when?"
            )
        case Hint.DATE_MISSING:
            if has_a_date(text):
                return None
            return phrase(
                "hint.date_missing", "A plan holds better with a date or a number of weeks: by when will it be done?"
            )
        case Hint.METHOD_NAMED:
            method = method_in(text)
            if method is None:
                return None
            return phrase(
                "hint.method_named",
                "This names a method, “{method}”. Try to state the problem before the method; the method comes later.",
                method=method,
            )
        case Hint.EVERYONE_NAMED:
            if not everyone_in(text):
                return None
            return phrase("hint.everyone_named", "“{text}” is a big group. Who feels it the most?", text=_short(text))
        case Hint.FIX_WITHOUT_ML_MISSING | Hint.TARGET_NOT_BETTER:
            return None
        case _:
            assert_never(hint)


def _of_rows(group: Rows, rows: Sequence[Row], before: Sequence[Row]) -> Iterator[Phrase | None]:
    touched = [row for row in rows if row not in before] or rows
    for column in group.columns:
        if Hint.TARGET_NOT_BETTER in column.hints:
            yield from (_target(group, column, row) for row in touched)
    if Hint.FIX_WITHOUT_ML_MISSING in group.hints and _only_models(rows):
        asked_before = rows != before and _only_models(before)
        yield (
            None
            if asked_before
            else phrase(
                "hint.fix_without_ml_missing",
                "Add one fix without ML as well: a rule, a clearer text, another way of working?",
            )
        )


def _only_models(rows: Sequence[Row]) -> bool:
    return bool(rows) and all(row.get("kind") == "ml_model" for row in rows)


def _target(group: Rows, column: Column, row: Row) -> Phrase | None:
    """A number to optimise whose target is no better than what is there."""
    target, current = _number(row.get(column.key)), _number(row.get("current"))
    if row.get("kind") != "optimise" or target is None or current is None:
        return None
    match row.get("direction"):
        case "higher" if target <= current:
            return phrase(
                "hint.target_not_higher",
                "The target of “{name}” ({target}) is not above its current value ({current}), though higher is "
                "better. Is that meant?",
                **_numbers(group, column, row),
            )
        case "lower" if target >= current:
            return phrase(
                "hint.target_not_lower",
                "The target of “{name}” ({target}) is not below its current value ({current}), though lower is "
                "better. Is that meant?",
                **_numbers(group, column, row),
            )
        case _:
            return None


def _numbers(group: Rows, column: Column, row: Row) -> dict[str, str]:
    unit = str(row.get("unit") or "")
    behind = unit if unit in ("", "%") else f" {unit}"
    return {
        "name": _short(str(row.get(group.columns[0].key) or "")),
        "target": f"{row[column.key]}{behind}",
        "current": f"{row['current']}{behind}",
    }


def _number(stored: object) -> Decimal | None:
    try:
        return Decimal(str(stored))
    except InvalidOperation:
        return None


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
