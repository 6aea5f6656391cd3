"""Rows of a repeating group in the conversation: added whole or part by part, changed, removed, done."""

from collections.abc import Mapping
from datetime import datetime
from typing import assert_never

from flows.answers import Answer, AnswerState
from flows.conversation import Conversation, Draft, Mode
from flows.effects import CardChanged, ShowInstead, Tick, Whisper
from flows.hints import advice
from flows.interview import Interview
from flows.questions import Need, Rows
from flows.reading import (
    Context,
    EditRow,
    Partial,
    RemoveRow,
    RowsDone,
    Understood,
    Unreadable,
    change_row,
    drop_row,
    fill,
    read,
    row_word,
)
from flows.reading.rows import no_such_row
from flows.recording import given
from flows.text import Phrase, phrase
from flows.turn import Turn, with_effects

RowWord = EditRow | RemoveRow | RowsDone


def take_row(
    interview: Interview,
    told: Conversation,
    group: Rows,
    text: str,
    context: Context,
    *,
    by: str,
    now: datetime,
    source: str | None,
) -> Turn:
    """What was typed or chosen while a group is on the table."""
    if word := row_word(text):
        return change_rows(interview, told, group, word, context, by=by, now=now, source=source)
    draft = told.draft if told.draft and told.draft.question == group.key else None
    if draft:
        partial = Partial(draft.row, draft.missing)
        reading = fill(group, partial, text, context)
        parts = dict(draft.parts)
        part = f"{draft.row['id']}/{draft.missing[0]}" if draft.parts or source is None else str(draft.row["id"])
    else:
        reading, parts, part = read(group, text, context), {}, ""
    match reading:
        case Understood(rows, note):
            new = [str(row["id"]) for row in rows if row not in context.rows(group.key)]
            if source:
                parts[source] = part or " ".join(new)
            answer = _with_rows(told, group, rows, parts, by=by, now=now)
            note = note or advice(group, rows, context)
            return interview.add(told, group.key, answer, in_place=source is None, note=note)
        case Partial(row, missing, problem):
            if source:
                parts[source] = part or str(row["id"])
            kept = Draft(question=group.key, row=dict(row), missing=missing, parts=parts)
            return interview.draft(told, kept, source=source, note=problem)
        case Unreadable(problem):
            if source is None or told.table is None or told.table.question != group.key:
                return Turn(told, (Whisper(by, problem),))
            return interview.misread(told, source, problem)
        case _:
            assert_never(reading)


def change_rows(
    interview: Interview,
    told: Conversation,
    group: Rows,
    word: RowWord,
    context: Context,
    *,
    by: str,
    now: datetime,
    source: str | None,
) -> Turn:
    """`edit 2: …`, `remove 2`, `done`."""
    match word:
        case RowsDone():
            return _finish(interview, told, group, by=by, now=now, source=source)
        case EditRow(place, ""):
            count = len(context.rows(group.key))
            there = _how_to_edit(group, place) if 1 <= place <= count else no_such_row(count)
            return interview.misread(told, source, there)
        case EditRow(place, text):
            reading = change_row(group, place, text, context)
        case RemoveRow(place):
            reading = drop_row(group, place, context)
        case _:
            assert_never(word)
    match reading:
        case Understood([]):
            return interview.withdraw(told, [group.key], deleted=False, by=by, now=now)
        case Understood(rows, note):
            answer = _with_rows(told, group, rows, {}, by=by, now=now)
            turn = interview.add(told, group.key, answer, in_place=source is None, note=note)
            return with_effects(turn, Tick(source)) if source else turn
        case Partial(row, missing, problem):
            draft = Draft(question=group.key, row=dict(row), missing=missing)
            return interview.draft(told, draft, source=source, note=problem)
        case Unreadable(problem):
            return interview.misread(told, source, problem) if source else Turn(told, (Whisper(by, problem),))
        case _:
            assert_never(reading)


def save_rows(
    interview: Interview, told: Conversation, group: Rows, rows: list[Mapping[str, object]], *, by: str, now: datetime
) -> Turn:
    """All rows of a group, as a form leaves them."""
    answer = _with_rows(told, group, rows, {}, by=by, now=now)
    return interview.add(told, group.key, answer, in_place=True)


def drop_draft(told: Conversation, *, by: str) -> Turn:
    """Forget the row that is not finished."""
    if told.draft is None or told.table is None:
        return Turn(told, (Whisper(by, phrase("rows.no_draft", "There is no unfinished row.")),))
    changed = told.model_copy(update={"draft": None, "mode": Mode.OPEN})
    return Turn(changed, (ShowInstead(told.table.question, told.table.line), CardChanged()))


def _finish(
    interview: Interview, told: Conversation, group: Rows, *, by: str, now: datetime, source: str | None
) -> Turn:
    if told.draft and told.draft.question == group.key:
        column = next(one for one in group.columns if one.key == told.draft.missing[0])
        sentence = phrase(
            "rows.draft_first",
            "The last row still needs: {column}. Type it, or `back` to leave the row out.",
            column=column.label,
        )
        return interview.misread(told, source, sentence) if source else Turn(told, (Whisper(by, sentence),))
    if kept := told.answers.get(group.key):
        done = interview.record(told, group.key, kept, in_place=False)
        return with_effects(done, Tick(source)) if source else done
    if group.need is Need.OPTIONAL:
        left_out = Answer(state=AnswerState.SKIPPED, by=by, at=now, source=source)
        return interview.record(told, group.key, left_out, in_place=False)
    nothing = phrase("rows.none_yet", "There is nothing in the list yet. Add one, or say “don't know”.")
    return interview.misread(told, source, nothing) if source else Turn(told, (Whisper(by, nothing),))


def _with_rows(
    told: Conversation, group: Rows, rows: object, parts: Mapping[str, str], *, by: str, now: datetime
) -> Answer:
    before = told.answers.get(group.key)
    held = {**(before.parts if before else {}), **parts}
    ids = {str(row["id"]) for row in rows} if isinstance(rows, list) else set()
    kept = {source: part for source, part in held.items() if {one.partition("/")[0] for one in part.split()} & ids}
    return given(rows, by=by, at=now, parts=kept)


def _how_to_edit(group: Rows, place: int) -> Phrase:
    return phrase(
        "rows.how_to_edit",
        "Say what should change, as in `edit {place}: {column}: …`.",
        place=place,
        column=group.columns[0].label,
    )
