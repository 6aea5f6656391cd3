"""One answer stored, taken back or restored, with everything that hangs on it: ticks, folds, what undo needs."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from flows.answers import Answer, AnswerState, Value
from flows.conversation import UNDO_DEPTH, Change, Conversation
from flows.effects import Effect, Fold, Remove, Tick, Untick
from flows.turn import Turn


def given(
    value: Value, *, by: str, at: datetime, source: str | None = None, parts: Mapping[str, str] | None = None
) -> Answer:
    return Answer(state=AnswerState.GIVEN, value=value, by=by, at=at, source=source, parts=parts or {})


def stored(turn: Turn, key: str, answer: Answer, *, closing: bool) -> Turn:
    """The turn with one more answer. `closing`: the question's message, when it is on the table, folds."""
    told = turn.conversation
    before = told.answers.get(key)
    table = told.table
    effects: list[Effect] = []
    if closing and table and table.question == key:
        if before and before.line is not None and before.line != table.line:
            effects.append(Remove(before.line))
        answer = answer.model_copy(update={"line": table.line})
        table = None
    elif before:
        answer = answer.model_copy(update={"line": before.line})
    if answer.line is not None:
        effects.append(Fold(key, answer.line))
    old, new = _sources(before), _sources(answer)
    effects.extend(Untick(source) for source in old if source not in new)
    effects.extend(Tick(source) for source in new if source not in old)
    change = changed_answer(told, key, before, answer, answer.by, answer.at)
    kept = before and before.model_copy(update={"line": answer.line}) == answer  # nothing that undo could take back
    changed = told.model_copy(
        update={
            "answers": told.answers | {key: answer},
            "recent": told.recent if kept else _remembered(told, change),
            "table": table,
            "draft": None if closing and told.draft and told.draft.question == key else told.draft,
            "gone": _gone(told, key, before, answer),
            "reopened": tuple(one for one in told.reopened if one != key),
        }
    )
    differs = before is None or before.said != answer.said
    return Turn(changed, (*turn.effects, *effects), (*turn.changes, change) if differs else turn.changes)


def taken_back(turn: Turn, key: str, *, by: str, now: datetime, deleted: bool = False) -> Turn:
    told = turn.conversation
    before = told.answers[key]
    effects: list[Effect] = []
    if before.line is not None:
        effects.append(Remove(before.line))
    if not deleted:
        effects.extend(Untick(source) for source in _sources(before))
    change = changed_answer(told, key, before, None, by, now)
    back = change
    if deleted:
        back = changed_answer(told, key, before.model_copy(update={"source": None, "parts": {}}), None, by, now)
    rest = {other: answer for other, answer in told.answers.items() if other != key}
    changed = told.model_copy(
        update={"answers": rest, "recent": _remembered(told, back), "gone": _gone(told, key, before, None)}
    )
    return Turn(changed, (*turn.effects, *effects), (*turn.changes, change))


def undone(turn: Turn, last: Change, *, by: str, now: datetime) -> Turn:
    """The turn with one change taken back."""
    told = turn.conversation
    effects: list[Effect] = []
    table = told.table
    answers = dict(told.answers)
    gone = answers.pop(last.question, None)
    old, new = _sources(gone), _sources(last.before)
    effects.extend(Untick(source) for source in old if source not in new)
    if last.before:
        restored = last.before
        if gone and gone.line is not None:
            restored = restored.model_copy(update={"line": gone.line})
            effects.append(Fold(last.question, gone.line))
        elif gone is None and table and table.question == last.question:
            restored = restored.model_copy(update={"line": table.line})
            effects.append(Fold(last.question, table.line))
            table = None
        else:
            restored = restored.model_copy(update={"line": None})
        effects.extend(Tick(source) for source in new if source not in old)
        answers = answers | {last.question: restored}
    elif gone and gone.line is not None:
        effects.append(Remove(gone.line))
    after = answers.get(last.question)
    changed = told.model_copy(
        update={"answers": answers, "table": table, "gone": _gone(told, last.question, gone, after)}
    )
    change = changed_answer(told, last.question, gone, after, by, now)
    return Turn(changed, (*turn.effects, *effects), (*turn.changes, change))


def without_answered_requests(turn: Turn) -> Turn:
    """Whatever is answered now need not be asked of anybody any more."""
    told = turn.conversation
    still = tuple(
        request
        for request in told.requests
        if request.question not in told.answers or told.answers[request.question].state is not AnswerState.GIVEN
    )
    if still == told.requests:
        return turn
    return replace(turn, conversation=told.model_copy(update={"requests": still}))


def _sources(answer: Answer | None) -> tuple[str, ...]:
    """The messages that hold an answer."""
    if answer is None:
        return ()
    return tuple(dict.fromkeys((*([answer.source] if answer.source else []), *answer.parts)))


def _gone(told: Conversation, key: str, before: Answer | None, after: Answer | None) -> dict[str, tuple[str, ...]]:
    """With the ids of rows that were there before and are no more."""
    left = {*_row_ids(before)} - {*_row_ids(after)}
    if not left:
        return told.gone
    return told.gone | {key: tuple(dict.fromkeys((*told.gone.get(key, ()), *sorted(left))))}


def _row_ids(answer: Answer | None) -> tuple[str, ...]:
    if answer is None or not isinstance(answer.value, list):
        return ()
    return tuple(str(row["id"]) for row in answer.value if isinstance(row, dict) and "id" in row)


def _remembered(told: Conversation, change: Change) -> tuple[Change, ...]:
    """What can be undone, with one change more: that of the last turns."""
    changes = (*told.recent, change)
    turns = tuple(dict.fromkeys(one.turn for one in changes))
    if len(turns) <= UNDO_DEPTH:
        return changes
    kept = turns[-UNDO_DEPTH:]
    return tuple(one for one in changes if one.turn in kept)


def changed_answer(
    told: Conversation, key: str, before: Answer | None, after: Answer | None, by: str, at: datetime
) -> Change:
    return Change(turn=told.turn, question=key, before=before, after=after, by=by, at=at)
