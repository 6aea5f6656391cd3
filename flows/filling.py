"""A form that was sent off, read as the same answers that could be typed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from flows.answers import Value
from flows.points import owners, read_points
from flows.prefilled import (
    UNKNOWN,
    Entries,
    Entry,
    column_of,
    offered_in,
    offered_rows,
    prefilled,
    prefilled_column,
)
from flows.questions import Checklist, Column, ManyOf, Money, Need, OneOf, OneOfRows, People, Question, Rows
from flows.reading import Context, Understood, Unreadable, read
from flows.reading.context import Row
from flows.reading.rows import place_row
from flows.text import Language, Phrase, phrase

Problems = Mapping[str, Phrase]
"""By block id, why a field's entry cannot be taken."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What a form changes.

    `values` are new or differ from what is known; `unknown` are set to *Don't know yet*; `emptied` were answered
    before and their field is empty now. `notes` say, by question, what was assumed. With `problems`, by block id,
    nothing of the form should be stored.
    """

    values: Mapping[str, Value] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    emptied: tuple[str, ...] = ()
    notes: Mapping[str, Phrase] = field(default_factory=dict)
    problems: Problems = field(default_factory=dict)


def filled(
    questions: Sequence[Question], entries: Entries, context: Context, shown: Entries = MappingProxyType({})
) -> Filled:
    """The entries by block id, read in the order of the questions; a question without fields there is untouched.

    A field that holds what it was filled with is untouched, too, even where its value would be refused by now.
    `shown` is what the fields were filled with: somebody else may have answered since.
    """
    form = Filled()
    for question in questions:
        now = prefilled(question, context.answers.get(question.key), Language.EN, context)
        here = {name: _touched(name, entries, shown, held) for name, held in now.items() if name in entries}
        if here:
            form = _with(form, question, here, context)
    return form


def filled_row(
    group: Rows, row_id: str | None, entries: Entries, context: Context, shown: Entries = MappingProxyType({})
) -> Understood | Problems:
    """All rows of the group with this one changed, or behind them as a new one; or what is wrong, by block id.

    Of a row that is still there, only fields that hold something else than was `shown` are changed.
    """
    fresh = row_id is None or row_id in context.gone
    known = next((one for one in context.rows(group.key) if not fresh and one.get("id") == row_id), None)
    before: Row = known or {"id": context.next_row(group.key) if fresh else row_id}
    row, texts = dict(before), dict[str, str]()
    for column in group.columns:
        name = column_of(column.key)
        if name not in entries:
            continue
        entry = _tidied(entries[name])
        if known and name in shown and _same(entry, (shown[name],)):
            continue
        if _same(entry, (prefilled_column(group, column, before, one, context) for one in Language)):
            continue
        row.pop(column.key, None)
        if entry is not None:
            texts[column.key] = _column_text(group, column, before, entry, context)
    found = place_row(group, row, texts, context)
    match found:
        case Understood():
            return found
        case Unreadable(problem):
            return {_first_field(group, entries): problem}
        case _:
            return _at_fields(group, found, entries)


def _with(form: Filled, question: Question, here: Entries, context: Context) -> Filled:
    key, first = question.key, next(iter(here))
    blank = all(entry is None for entry in here.values())
    if blank and question.need is Need.REQUIRED:
        return _refused(form, {first: phrase("filling.required", "Please fill this in.")})
    before = context.answers.get(key)
    if _untouched(question, here, context) and not _currency_changed(question, form):
        return form
    if blank and not (isinstance(question, Checklist) and owners(before or {})):
        return form if before is None else replace(form, emptied=(*form.emptied, key))
    if UNKNOWN in here.values() and question.offers_unknown and isinstance(question, OneOf | OneOfRows):
        return replace(form, unknown=(*form.unknown, key))
    gone = {*form.unknown, *form.emptied}
    answers = {other: value for other, value in context.answers.items() if other not in gone} | dict(form.values)
    known = replace(context, answers=answers)
    if isinstance(question, Checklist):
        found = read_points(question, here, before or {})
        if not isinstance(found, Understood):
            return _refused(form, found)
        return form if found.value == before else _given(form, key, found)
    typed = read(question, _text(question, here[first], known), known)
    match typed:
        case Understood(value):
            return form if value == before else _given(form, key, typed)
        case Unreadable(problem):
            return _refused(form, {first: problem})
        case _:
            raise AssertionError("rows have no field of their own")


def _given(form: Filled, key: str, found: Understood) -> Filled:
    notes = {**form.notes, key: found.note} if found.note else form.notes
    return replace(form, values={**form.values, key: found.value}, notes=notes)


def _refused(form: Filled, problems: Problems) -> Filled:
    return replace(form, problems={**form.problems, **problems})


def _untouched(question: Question, here: Entries, context: Context) -> bool:
    value = context.answers.get(question.key)
    shown = [prefilled(question, value, language, context) for language in Language]
    return all(_same(entry, (one[name] for one in shown)) for name, entry in here.items())


def _currency_changed(question: Question, form: Filled) -> bool:
    """An amount has to be read again when the one that it is compared with is new."""
    return isinstance(question, Money) and question.same_currency_as in form.values


def _touched(name: str, entries: Entries, shown: Entries, now: Entry) -> Entry:
    """What a field holds; where nobody touched it, what it would be filled with now."""
    entry = _tidied(entries[name])
    return _tidied(now) if name in shown and _same(entry, (shown[name],)) else entry


def _same(entry: Entry, shown: Iterable[Entry]) -> bool:
    return any(_as_set(_tidied(one)) == _as_set(entry) for one in shown)


def _as_set(entry: Entry) -> frozenset[str] | Entry:
    """The order in which boxes were ticked does not matter."""
    return frozenset(entry) if isinstance(entry, tuple) else entry


def _tidied(entry: Entry) -> Entry:
    """Nothing but spaces is nothing."""
    if isinstance(entry, str):
        return entry.strip() or None
    return entry or None


def _text(question: Question, entry: Entry, context: Context) -> str:
    """An entry as it could be typed in the thread."""
    match question:
        case OneOf(options=options) | ManyOf(options=options):
            return _places([option.value for option in options], entry)
        case OneOfRows():
            return _places([row["id"] for row in offered_rows(question, context)], entry)
        case People():
            return _mentions(entry)
        case _:
            return str(entry or "")


def _column_text(group: Rows, column: Column, row: Row, entry: Entry, context: Context) -> str:
    match column.kind:
        case "one_of":
            return _places([option.value for option in column.options], entry)
        case "one_of_rows" | "one_of_other_rows":
            return _places([one["id"] for one in offered_in(group, column, row, context)], entry)
        case "people":
            return _mentions(entry)
        case _:
            return str(entry or "")


def _places(offered: Sequence[str], entry: Entry) -> str:
    """What was chosen by its number; 0, which is none, for what is no longer offered."""
    chosen = entry if isinstance(entry, tuple) else (entry,)
    return ", ".join(str(offered.index(one) + 1 if one in offered else 0) for one in chosen)


def _mentions(entry: Entry) -> str:
    people = entry if isinstance(entry, tuple) else (entry or "",)
    return " ".join(f"<@{person}>" for person in people)


def _at_fields(group: Rows, problems: Mapping[str, Phrase], entries: Entries) -> Problems:
    """A column that has no field on the form, such as a choice among no rows, is named at the first one."""
    found: dict[str, Phrase] = {}
    for key, problem in problems.items():
        name = column_of(key)
        found.setdefault(name if name in entries else _first_field(group, entries), problem)
    return found


def _first_field(group: Rows, entries: Entries) -> str:
    return next((name for column in group.columns if (name := column_of(column.key)) in entries), "")
