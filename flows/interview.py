"""The turns of an interview: what a person did, the conversation before, and what follows from both."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from flows.answers import Answer, AnswerState, Value
from flows.conversation import UNDO_DEPTH, Change, Conversation, Misread, Mode, OnTheTable, Told
from flows.effects import (
    Ask,
    CardChanged,
    Conclude,
    Effect,
    Fold,
    Remove,
    ShowInstead,
    Tick,
    Untick,
    VerdictChanged,
    VerdictRedrawn,
)
from flows.flow import Flow
from flows.text import Phrase

Judge = Callable[[Conversation], Told]
"""The verdict and quadrant that the answers give."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The conversation after one thing that a person did, and what should happen."""

    conversation: Conversation
    effects: tuple[Effect, ...] = ()
    changes: tuple[Change, ...] = ()
    """For the project's history."""


@dataclass(frozen=True, slots=True)
class Interview:
    """Everything a turn needs beside the conversation itself."""

    flow: Flow
    judge: Judge

    def open(self, conversation: Conversation, name: Answer | None) -> Turn:
        """Start: the first question, or the second when the project came with a name."""
        answers = {"project_name": name} if name else {}
        opened = conversation.model_copy(update={"answers": answers})
        changes = (_change("project_name", None, name, name.by, name.at),) if name else ()
        return self._ask_next(Turn(opened, (), changes), in_place=False)

    def record(
        self, told: Conversation, key: str, answer: Answer, *, in_place: bool, note: Phrase | None = None
    ) -> Turn:
        """Store one answer and go on. The same answer again changes nothing but where it stands."""
        before = told.answers.get(key)
        table = told.table
        effects: list[Effect] = []
        if table and table.question == key:
            if before and before.line is not None and before.line != table.line:
                effects.append(Remove(before.line))
            answer = answer.model_copy(update={"line": table.line})
            table = None
        elif before:
            answer = answer.model_copy(update={"line": before.line})
        if answer.line is not None:
            effects.append(Fold(key, answer.line))
        if before and before.source and before.source != answer.source:
            effects.append(Untick(before.source))
        if answer.source and (not before or before.source != answer.source):
            effects.append(Tick(answer.source))
        change = _change(key, before, answer, answer.by, answer.at)
        kept = before and before.model_copy(update={"line": answer.line}) == answer  # nothing that undo could take back
        changed = told.model_copy(
            update={
                "answers": told.answers | {key: answer},
                "recent": told.recent if kept else (*told.recent, change)[-UNDO_DEPTH:],
                "table": table,
                "misread": None,
                "leaving": None,
            }
        )
        moved = Turn(changed, tuple(effects), (change,) if _differs(before, answer) else ())
        return self._settle(moved, in_place=in_place, note=note)

    def withdraw(self, told: Conversation, key: str, *, deleted: bool, by: str, now: datetime) -> Turn:
        """Take an answer back; its question is asked again when its turn comes. `deleted`: its message is gone."""
        before = told.answers[key]
        effects: list[Effect] = []
        if before.line is not None:
            effects.append(Remove(before.line))
        if before.source and not deleted:
            effects.append(Untick(before.source))
        change = _change(key, before, None, by, now)
        back = _change(key, before.model_copy(update={"source": None}), None, by, now) if deleted else change
        rest = {other: answer for other, answer in told.answers.items() if other != key}
        changed = told.model_copy(
            update={"answers": rest, "recent": (*told.recent, back)[-UNDO_DEPTH:], "leaving": None}
        )
        return self._settle(Turn(changed, tuple(effects), (change,)), in_place=False)

    def undo(self, told: Conversation, *, by: str, now: datetime) -> Turn | None:
        """Take back the last change, whatever it was; None when there is none left."""
        if not told.recent:
            return None
        *earlier, last = told.recent
        effects: list[Effect] = []
        table = told.table
        answers = dict(told.answers)
        gone = answers.pop(last.question, None)
        if gone and gone.source and (not last.before or last.before.source != gone.source):
            effects.append(Untick(gone.source))
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
            if restored.source and (not gone or gone.source != restored.source):
                effects.append(Tick(restored.source))
            answers = {key: answers[key] for key in answers} | {last.question: restored}
        elif gone and gone.line is not None:
            effects.append(Remove(gone.line))
        changed = told.model_copy(
            update={"answers": answers, "recent": tuple(earlier), "table": table, "leaving": None}
        )
        change = _change(last.question, gone, answers.get(last.question), by, now)
        return self._settle(Turn(changed, tuple(effects), (change,)), in_place=False)

    def revisit(self, told: Conversation, key: str, *, in_place: bool) -> Turn:
        """Put a question on the table again; its answer stays until another one is given."""
        changed = told.model_copy(update={"leaving": None, "mode": Mode.OPEN})
        return self._put(Turn(changed), key, in_place=in_place)

    def ask_again(self, told: Conversation, *, note: Phrase | None = None) -> Turn:
        """Show the question that is due once more, at the end of the thread."""
        changed = told.model_copy(update={"leaving": None, "mode": Mode.OPEN})
        if told.table and self._applies(told.table.question, told):
            return self._put(Turn(changed), told.table.question, in_place=False, note=note)
        return self._ask_next(Turn(changed), in_place=False, note=note)

    def misread(self, told: Conversation, source: str | None, problem: Phrase) -> Turn:
        """Ask again what could not be read; the message is remembered, so that editing it can answer."""
        if told.table is None:
            return Turn(told)
        asked = self._put(Turn(told), told.table.question, in_place=source is None, note=problem)
        if source is None:
            return asked
        remembered = Misread(source=source, question=told.table.question)
        return replace(asked, conversation=asked.conversation.model_copy(update={"misread": remembered}))

    def _settle(self, turn: Turn, *, in_place: bool, note: Phrase | None = None) -> Turn:
        """After the answers changed: what is due next, and what people see of the verdict."""
        following = self._ask_next(turn, in_place=in_place, note=note)
        return self._follow_verdict(following)

    def _ask_next(self, turn: Turn, *, in_place: bool, note: Phrase | None = None) -> Turn:
        told = turn.conversation
        if told.mode is not Mode.OPEN:
            return _with(turn, CardChanged())
        due = self.flow.next_question(told.answers)
        table = told.table
        if table and table.question in told.answers and self._applies(table.question, told):
            return _with(turn, CardChanged())  # somebody went back to it; it stays until it is answered
        if due is None:
            done = told.model_copy(update={"table": None})
            effects: tuple[Effect, ...] = (Remove(table.line),) if table else ()
            return _with(replace(turn, conversation=done), *effects, CardChanged())
        if table and table.question == due.key:
            return _with(turn, CardChanged())
        return self._put(turn, due.key, in_place=in_place, note=note)

    def _put(self, turn: Turn, key: str, *, in_place: bool, note: Phrase | None = None) -> Turn:
        told = turn.conversation
        table = told.table
        if table and in_place:
            shown = OnTheTable(question=key, line=table.line)
            changed = told.model_copy(update={"table": shown, "misread": None})
            return _with(replace(turn, conversation=changed), ShowInstead(key, table.line), CardChanged())
        effects: list[Effect] = [Remove(table.line)] if table else []
        line = told.lines + 1
        changed = told.model_copy(update={"table": OnTheTable(question=key, line=line), "lines": line, "misread": None})
        # The next question first: it is what the person waits for.
        asked = replace(turn, conversation=changed, effects=(Ask(key, line, note), *turn.effects))
        return _with(asked, *effects, CardChanged())

    def _follow_verdict(self, turn: Turn) -> Turn:
        told = turn.conversation
        finished = self.flow.next_question(told.answers) is None
        if told.told is None and not finished:
            return turn
        now_told = self.judge(told)
        if told.told is None:
            changed = told.model_copy(update={"told": now_told})
            return _with(replace(turn, conversation=changed), Conclude())
        if told.told == now_told:
            return _with(turn, VerdictRedrawn())
        changed = told.model_copy(update={"told": now_told})
        return _with(replace(turn, conversation=changed), VerdictRedrawn(), VerdictChanged())

    def _applies(self, key: str, told: Conversation) -> bool:
        return any(question.key == key for question in self.flow.asked(told.answers))


def given(value: Value, *, by: str, at: datetime, source: str | None = None) -> Answer:
    return Answer(state=AnswerState.GIVEN, value=value, by=by, at=at, source=source)


def _change(key: str, before: Answer | None, after: Answer | None, by: str, at: datetime) -> Change:
    return Change(question=key, before=before, after=after, by=by, at=at)


def _differs(before: Answer | None, after: Answer) -> bool:
    return before is None or before.said != after.said


def _with(turn: Turn, *effects: Effect) -> Turn:
    """The turn with more effects; a card that changes twice is drawn once, last."""
    wanted = [effect for effect in (*turn.effects, *effects) if effect != CardChanged()]
    card = CardChanged() in (*turn.effects, *effects)
    return replace(turn, effects=(*wanted, CardChanged()) if card else tuple(wanted))
