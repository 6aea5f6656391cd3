"""The turns of an interview: what a person did, the conversation before, and what follows from both."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo

from flows.answers import Answer, values_of
from flows.catalogue import Catalogue
from flows.conversation import Conversation, Draft, Misread, Mode, OnTheTable, Told
from flows.effects import (
    Ask,
    CardChanged,
    Completed,
    Conclude,
    Effect,
    Remove,
    ShowInstead,
    Tick,
    VerdictChanged,
    VerdictRedrawn,
)
from flows.flow import QUICK, Flow
from flows.questions import Money
from flows.reading import Context
from flows.recording import changed_answer, stored, taken_back, undone, without_answered_requests
from flows.text import Language, Phrase, phrase
from flows.turn import Turn, with_effects

Judge = Callable[[Conversation], Told]
"""The verdict and quadrant that the answers give."""
ZoneOf = Callable[[str], tzinfo | None]
"""The time zone somebody lives in, when it is known."""
CURRENCY = {Language.EN: "USD", Language.KO: "KRW"}
"""What an amount without a currency is in, until the project has one in another."""


@dataclass(frozen=True, slots=True)
class Interview:
    """Everything a turn needs beside the conversation itself."""

    intake: Flow
    judge: Judge
    zone_of: ZoneOf = lambda _: None

    @property
    def catalogue(self) -> Catalogue:
        return self.intake.catalogue

    def context(self, told: Conversation, key: str, *, by: str, now: datetime) -> Context:
        """What reading an answer to the question depends on."""
        values = values_of(told.answers)
        amounts = (values[one] for one in values if isinstance(self.intake.known.get(one), Money))
        spent = next((amount["currency"] for amount in amounts), None)
        zone = self.zone_of(by) or self.zone_of(told.starter) or UTC
        return Context(
            today=now.astimezone(zone).date(),
            currency=spent or CURRENCY[told.language],
            speaker=by,
            answers=values,
            gone=frozenset((*told.gone.get(key, ()), *_drafted(told, key))),
        )

    def flow(self, told: Conversation) -> Flow:
        """The intake as far as this conversation reaches."""
        return self.intake.reaching(told.reach)

    def open(self, conversation: Conversation, known: Mapping[str, Answer]) -> Turn:
        """Start with what is known already, such as a name: the first question that is open."""
        opened = conversation.model_copy(update={"answers": dict(known)})
        changes = (changed_answer(conversation, key, None, one, one.by, one.at) for key, one in known.items())
        return self._ask_next(Turn(opened, (), tuple(changes)), in_place=False)

    def record(
        self, told: Conversation, key: str, answer: Answer, *, in_place: bool, note: Phrase | None = None
    ) -> Turn:
        """Store one answer and go on. The same answer again changes nothing but where it stands."""
        return self.record_all(told, {key: answer}, in_place=in_place, note=note)

    def record_all(
        self,
        told: Conversation,
        answers: Mapping[str, Answer],
        *,
        emptied: Iterable[str] = (),
        in_place: bool = False,
        note: Phrase | None = None,
        by: str = "",
        now: datetime | None = None,
    ) -> Turn:
        """Store answers that came together, take back those that were `emptied` (`by`, `now`), and go on."""
        turn = Turn(told.model_copy(update={"misread": None, "leaving": None}))
        for key, answer in answers.items():
            turn = stored(turn, key, answer, closing=True)
        for key in emptied:
            if key in turn.conversation.answers and now is not None:
                turn = taken_back(turn, key, by=by, now=now)
        return self._settle(without_answered_requests(turn), in_place=in_place, note=note)

    def add(self, told: Conversation, key: str, answer: Answer, *, in_place: bool, note: Phrase | None = None) -> Turn:
        """Store what a group or checklist holds by now; it stays on the table until it is done."""
        table = told.table
        cleared = told.model_copy(update={"misread": None, "leaving": None, "draft": None})
        if table and table.question == key:
            turn = stored(Turn(cleared), key, answer, closing=False)
            turn = self._put(turn, key, in_place=in_place, note=note, pinned=table.pinned)
            return self._follow_verdict(without_answered_requests(turn))
        turn = stored(Turn(cleared), key, answer, closing=True)
        return self._settle(without_answered_requests(turn), in_place=False, note=note)

    def draft(self, told: Conversation, draft: Draft, *, source: str | None, note: Phrase | None = None) -> Turn:
        """Keep a row that lacks something, and ask for it."""
        changed = told.model_copy(update={"draft": draft, "misread": None, "leaving": None})
        ticked = (Tick(source),) if source else ()
        in_place = source is None
        return self._put(Turn(changed, ticked), draft.question, in_place=in_place, note=note, pinned=_pinned(told))

    def withdraw(self, told: Conversation, keys: Iterable[str], *, deleted: bool, by: str, now: datetime) -> Turn:
        """Take answers back; their questions are asked again when their turn comes. `deleted`: the message is gone."""
        turn = Turn(told.model_copy(update={"leaving": None}))
        for key in keys:
            turn = taken_back(turn, key, by=by, now=now, deleted=deleted)
        return self._settle(turn, in_place=False)

    def undo(self, told: Conversation, *, by: str, now: datetime) -> Turn | None:
        """Take back what the last turn changed, whatever it was; None when there is nothing left."""
        if not told.recent:
            return None
        last = told.recent[-1].turn
        earlier = tuple(change for change in told.recent if change.turn != last)
        turn = Turn(told.model_copy(update={"recent": earlier, "leaving": None, "draft": None}))
        for change in reversed(told.recent[len(earlier) :]):
            turn = undone(turn, change, by=by, now=now)
        settled = self._settle(turn, in_place=False)
        after = settled.conversation
        if after.table and after.table == told.table:
            settled = with_effects(settled, ShowInstead(after.table.question, after.table.line))
        return settled

    def revisit(self, told: Conversation, key: str, *, in_place: bool) -> Turn:
        """Put a question on the table again; its answer stays until another one is given."""
        changed = told.model_copy(update={"leaving": None, "mode": Mode.OPEN, "draft": None})
        return self._put(Turn(changed), key, in_place=in_place, pinned=True)

    def reach(self, told: Conversation, stretches: Iterable[str], *, note: Phrase | None = None) -> Turn:
        """Ask these stretches as well, right after the quick intake, and show what is due."""
        wanted = tuple(dict.fromkeys((QUICK, *stretches, *told.reach)))
        changed = told.model_copy(update={"reach": wanted, "mode": Mode.OPEN, "leaving": None, "misread": None})
        due = self.flow(changed).next_question(changed.answers)
        if changed.table and due:
            return self._put(Turn(changed), due.key, in_place=False, note=note)
        return self._settle(Turn(changed), in_place=False, note=note)

    def reopen(self, told: Conversation, keys: Iterable[str]) -> Turn:
        """Ask these once more, after what is due; their answers stay until others are given."""
        return self._settle(Turn(told.model_copy(update={"reopened": (*dict.fromkeys((*told.reopened, *keys)),)})))

    def ask_again(self, told: Conversation, *, note: Phrase | None = None) -> Turn:
        """Show the question that is due once more, at the end of the thread."""
        changed = told.model_copy(update={"leaving": None, "mode": Mode.OPEN})
        if told.table and self._applies(told.table.question, told):
            return self._put(Turn(changed), told.table.question, in_place=False, note=note, pinned=_pinned(told))
        return self._ask_next(Turn(changed), in_place=False, note=note)

    def misread(self, told: Conversation, source: str | None, problem: Phrase) -> Turn:
        """Ask again what could not be read; the message is remembered, so that editing it can answer."""
        if told.table is None:
            return Turn(told)
        question = told.table.question
        asked = self._put(Turn(told), question, in_place=source is None, note=problem, pinned=_pinned(told))
        if source is None:
            return asked
        remembered = Misread(source=source, question=question)
        return replace(asked, conversation=asked.conversation.model_copy(update={"misread": remembered}))

    def _settle(self, turn: Turn, *, in_place: bool = False, note: Phrase | None = None) -> Turn:
        """After the answers changed: what is due next, and what people see of the verdict."""
        following = self._ask_next(turn, in_place=in_place, note=note)
        return self._follow_verdict(following)

    def _ask_next(self, turn: Turn, *, in_place: bool, note: Phrase | None = None) -> Turn:
        told = turn.conversation
        if told.mode is not Mode.OPEN:
            return with_effects(turn, CardChanged())
        due = self.flow(told).next_question(told.answers)
        table = told.table
        if table and (table.pinned or table.question in told.answers) and self._applies(table.question, told):
            return with_effects(turn, CardChanged())  # somebody went to it; it stays until it is answered
        once_more = next((key for key in told.reopened if self._applies(key, told)), None)
        if due is None and once_more:
            return self._put(turn, once_more, in_place=in_place, note=note or _once_more(), pinned=True)
        if due is None:
            done = told.model_copy(update={"table": None, "draft": None, "finished": told.reach})
            effects: tuple[Effect, ...] = (Remove(table.line),) if table else ()
            if told.finished != told.reach and told.reach != (QUICK,):
                effects = (*effects, Completed())
            return with_effects(replace(turn, conversation=done), *effects, CardChanged())
        if table and table.question == due.key:
            return with_effects(turn, CardChanged())
        return self._put(turn, due.key, in_place=in_place, note=note)

    def _put(self, turn: Turn, key: str, *, in_place: bool, note: Phrase | None = None, pinned: bool = False) -> Turn:
        told = turn.conversation
        table = told.table
        kept: dict[str, object] = {"misread": None}
        if told.draft and told.draft.question != key:
            kept["draft"] = None
        if table and in_place:
            shown = OnTheTable(question=key, line=table.line, pinned=pinned)
            changed = told.model_copy(update={**kept, "table": shown})
            return with_effects(replace(turn, conversation=changed), ShowInstead(key, table.line), CardChanged())
        effects: list[Effect] = [Remove(table.line)] if table else []
        line = told.lines + 1
        shown = OnTheTable(question=key, line=line, pinned=pinned)
        changed = told.model_copy(update={**kept, "table": shown, "lines": line})
        # The next question first: it is what the person waits for.
        asked = replace(turn, conversation=changed, effects=(Ask(key, line, note), *turn.effects))
        return with_effects(asked, *effects, CardChanged())

    def _follow_verdict(self, turn: Turn) -> Turn:
        told = turn.conversation
        if told.told is None and not self.intake.quick_done(told.answers):
            return turn
        now_told = self.judge(told)
        if told.told is None:
            changed = told.model_copy(update={"told": now_told})
            return with_effects(replace(turn, conversation=changed), Conclude())
        if told.told == now_told:
            return with_effects(turn, VerdictRedrawn())
        changed = told.model_copy(update={"told": now_told})
        moved = VerdictChanged(stays=told.told.verdict == now_told.verdict)
        return with_effects(replace(turn, conversation=changed), VerdictRedrawn(), moved)

    def _applies(self, key: str, told: Conversation) -> bool:
        return self.intake.applies(key, told.answers)


def _drafted(told: Conversation, key: str) -> tuple[str, ...]:
    """The id of the row that is being put together: no other row may get it."""
    return (str(told.draft.row["id"]),) if told.draft and told.draft.question == key else ()


def _pinned(told: Conversation) -> bool:
    return told.table is not None and told.table.pinned


def _once_more() -> Phrase:
    return phrase("reopen.once_more", "Please look at this once more; your answer stays until you give another one.")
