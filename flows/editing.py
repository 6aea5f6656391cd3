"""Answers that change because their message was edited or deleted."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, assert_never

from flows.answers import Answer
from flows.conversation import Conversation
from flows.effects import Whisper
from flows.interview import Interview
from flows.questions import Checklist, Question, Rows
from flows.reading import Context, Partial, Understood, Unreadable, change_row, fill, read
from flows.recording import given
from flows.text import Phrase, phrase
from flows.turn import Turn

Group = list[Mapping[str, Any]]


def edit_answer(
    interview: Interview, told: Conversation, question: Question, text: str, *, by: str, now: datetime, source: str
) -> Turn:
    """The answer, or the part of it, that the message holds, as it reads now; kept when it cannot be read."""
    key = question.key
    before = told.answers[key]
    context = interview.context(told, key, by=by, now=now)
    part = before.parts.get(source)
    reading = _row_again(question, part, text, context) if isinstance(question, Rows) else read(question, text, context)
    match reading:
        case Understood(value):
            answer = _again(before, value, by=by, now=now, source=source)
            if before.said == answer.said:
                return Turn(told)
            on_table = told.table is not None and told.table.question == key
            if part is not None and (on_table or isinstance(question, Rows | Checklist)):
                return interview.add(told, key, answer, in_place=True)
            return interview.record(told, key, answer, in_place=False)
        case Partial(problem=problem):
            return Turn(told, (Whisper(by, _kept(question, problem or _gap())),))
        case Unreadable(problem):
            return Turn(told, (Whisper(by, _kept(question, problem)),))
        case _:
            assert_never(reading)


def remove_parts(
    interview: Interview,
    told: Conversation,
    keys: Iterable[str],
    source: str,
    *,
    deleted: bool,
    by: str,
    now: datetime,
) -> Turn:
    """Take back what the message held: whole answers, or the rows among others."""
    whole: list[str] = []
    for key in keys:
        answer, question = told.answers[key], interview.intake[key]
        if source not in answer.parts or not isinstance(question, Rows):
            whole.append(key)
            continue
        rows = _without(question, answer.value, answer.parts[source])
        if rows is None:
            return Turn(told, (Whisper(by, _kept(question, _gap())),))
        if rows:
            parts = {ts: part for ts, part in answer.parts.items() if ts != source}
            return interview.add(told, key, given(rows, by=by, at=now, parts=parts), in_place=True)
        whole.append(key)
    return interview.withdraw(told, whole, deleted=deleted, by=by, now=now)


def _again(before: Answer, value: Any, *, by: str, now: datetime, source: str) -> Answer:
    if source in before.parts:
        return given(value, by=by, at=now, parts=before.parts)
    return given(value, by=by, at=now, source=source)


def _row_again(group: Rows, part: str | None, text: str, context: Context) -> Understood | Unreadable | Partial:
    """The rows with those of the message read once more; the others, and their ids, stay."""
    rows = context.rows(group.key)
    ids = [str(row["id"]) for row in rows]
    if part is None:
        return read(group, text, context)
    row, _, column = part.partition("/")
    if column and row in ids:
        return fill(group, Partial(rows[ids.index(row)], (column,)), text, context)
    mine = [one for one in part.split() if one in ids]
    if len(mine) == 1:
        return change_row(group, ids.index(mine[0]) + 1, text, context)
    others = [one for one in rows if one["id"] not in mine]
    alone = Context(context.today, context.currency, context.speaker, {**context.answers, group.key: others})
    reading = read(group, text, alone)
    if not isinstance(reading, Understood):
        return reading
    new = reading.value[len(others) :]
    fresh = iter([*mine, *(f"{one['id']}" for one in new[len(mine) :])])
    renamed = [{**one, "id": next(fresh)} for one in new]
    return Understood([*others, *renamed], reading.note)


def _without(group: Rows, rows: Group, part: str) -> Group | None:
    """The rows without those of a message, or without one column; None when the column is needed."""
    row, _, column = part.partition("/")
    if not column:
        gone = set(part.split())
        return [one for one in rows if one["id"] not in gone]
    needed = any(one.key == column and one.need == "required" for one in group.columns)
    if needed and any(one["id"] == row for one in rows):
        return None
    return [{key: held for key, held in one.items() if one["id"] != row or key != column} for one in rows]


def _kept(question: Question, problem: Phrase) -> Phrase:
    return phrase(
        "edit.kept",
        "I kept the earlier answer to “{question}”. {problem}",
        question=question.question,
        problem=problem,
    )


def _gap() -> Phrase:
    return phrase("edit.gap", "The row needs this part; `remove` and its number takes the whole row out.")
