"""Whatever people do, in any order: what is stored, what is shown, and that there is always a way on."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from flows.answers import AnswerState, values_of
from flows.catalog.loader import load_catalogue
from flows.catalogue import Catalogue, Section
from flows.conditions import Is
from flows.conversation import UNDO_DEPTH, Conversation, Mode, Told
from flows.effects import (
    Ask,
    Conclude,
    Fold,
    Remove,
    ShowInstead,
    Tick,
    Untick,
    VerdictChanged,
    VerdictRedrawn,
    Whisper,
)
from flows.flow import intake
from flows.hearing import Message, hear, hear_deletion, hear_edit
from flows.interview import Interview
from flows.questions import Level, LongText, ManyOf, Need, OneOf, Option, Question, ShortText
from flows.reading import Understood, read
from flows.recording import given
from flows.scoring.scorer import Scorer
from flows.spoken import Word
from flows.steering import cancel, choose, join, press, stay
from flows.text import Language, Text
from flows.turn import Turn, counted

START = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
PEOPLE = ("ana", "ben")


@cache
def quick() -> Interview:
    catalogue = load_catalogue()
    scorer = Scorer(catalogue)

    def judge(told: Conversation) -> Told:
        score = scorer.score(values_of(told.answers))
        return Told(verdict=score.verdict, quadrant=score.quadrant)

    return Interview(intake(catalogue), judge)


@cache
def quick_only() -> Interview:
    """The quick intake with nothing behind it."""
    whole = quick()
    return replace(whole, intake=replace(whole.intake, stretches=whole.intake.stretches[:1]))


def both(text: str) -> Text:
    return Text(en=text, ko=text)


def asked(key: str, need: Need, *, unknown: bool, ask_if: Is | None = None) -> dict[str, Any]:
    words = {name: both(f"{key} {name}") for name in ("question", "help", "example")}
    shape = {"key": key, "id": "XX-01", "section": "XX", "level": Level.QUICK, "need": need}
    return {**words, **shape, "offers_unknown": unknown, "ask_if": ask_if}


def options(*values: str) -> tuple[Option, ...]:
    return tuple(Option(value=value, label=both(value.title())) for value in values)


@cache
def winding() -> Interview:
    """A flow with everything that the quick intake does not have: conditions, optional questions, several choices."""
    yes = Is.model_validate({"question": "kind", "is": ["apple"]})
    questions: tuple[Question, ...] = (
        ShortText(**asked("project_name", Need.REQUIRED, unknown=False), min_chars=3, max_chars=80, needs_letter=True),
        OneOf(**asked("kind", Need.REQUIRED, unknown=True), options=options("apple", "pear", "plum")),
        ShortText(**asked("variety", Need.SKIPPABLE, unknown=True, ask_if=yes), min_chars=2),
        ManyOf(**asked("uses", Need.OPTIONAL, unknown=True), options=options("juice", "cake", "none"), alone=("none",)),
        LongText(**asked("remarks", Need.OPTIONAL, unknown=False)),
    )

    def judge(told: Conversation) -> Told:
        values = values_of(told.answers)
        return Told(verdict=str(values.get("kind")), quadrant=str(len(values)))

    catalogue = Catalogue(
        version="1",
        sections=(Section(key="XX", title=both("Fruit")),),
        questions={question.key: question for question in questions},
        quick=tuple(question.key for question in questions),
        pages=(),
    )
    return Interview(intake(catalogue), judge)


def begun(interview: Interview, name: str | None = None) -> Turn:
    new = Conversation(
        id="p1", language=Language.EN, starter="ana", owner="ana", participants=("ana",), started_at=START
    )
    known = {"project_name": given(name, by="ana", at=START)} if name else {}
    return counted(interview.open(new, known), new)


def answers_to(question: Question) -> st.SearchStrategy[str]:
    """Texts that answer the question."""
    match question:
        case ShortText(key="project_name"):
            return st.sampled_from(["Menu helper", "메뉴 도우미", "Répa ✨"])
        case ShortText() | LongText():
            return st.sampled_from(["Guests cannot choose a dish at all", "손님이 메뉴를 고르지 못해요 너무 길어서요"])
        case OneOf(options=several):
            numbers = st.integers(1, len(several)).map(str)
            return numbers | st.sampled_from([option.value for option in several])
        case ManyOf(options=several):
            return st.sampled_from([option.value for option in several] + ["1, 2", "2 + 1"])


@dataclass
class Screen:
    """The question messages as people see them, made from the effects alone."""

    shows: dict[int, str] = field(default_factory=dict)
    """By line: `key` for an open question, `=key` for a folded one."""
    removed: set[int] = field(default_factory=set)
    ticks: Counter[str] = field(default_factory=Counter)
    concluded: int = 0

    def see(self, turn: Turn) -> None:
        for effect in turn.effects:
            match effect:
                case Ask(question=key, line=line):
                    assert line not in self.shows, f"line {line} was posted twice"
                    assert line not in self.removed
                    self.shows[line] = key
                case ShowInstead(question=key, line=line):
                    assert not self.shows[line].startswith("="), "a folded answer was overwritten"
                    self.shows[line] = key
                case Fold(question=key, line=line):
                    assert self.shows[line] in (key, f"={key}"), f"{key} was folded into {self.shows[line]}"
                    assert key in turn.conversation.answers
                    self.shows[line] = f"={key}"
                case Remove(line=line):
                    del self.shows[line]
                    self.removed.add(line)
                case Tick(source=source):
                    self.ticks[source] += 1
                case Untick(source=source):
                    self.ticks[source] -= 1
                case Conclude():
                    self.concluded += 1
                case VerdictRedrawn() | VerdictChanged():
                    assert self.concluded, "a verdict that nobody saw was changed"
                case _:
                    pass


@dataclass
class Said:
    by: str
    question: str
    talk: bool = False


class AnyIntake(RuleBasedStateMachine):
    """Beside the interview a model that knows only values and an undo stack."""

    interview: Interview

    def __init__(self) -> None:
        super().__init__()
        self.clock = START
        self.screen = Screen()
        self.values: dict[str, Any] = {}
        self.undoable: list[tuple[str, Any]] = []
        self.said: dict[str, Said] = {}
        self.gone: set[str] = set()
        self.members = {"ana"}
        self.was_finished = False
        self.told: Conversation

    @initialize(name=st.sampled_from([None, "Menu helper"]))
    def begin(self, name: str | None) -> None:
        turn = begun(self.interview, name)
        self.told = turn.conversation
        if name:
            self.values["project_name"] = name
        self.screen.see(turn)

    # --- what people do

    @rule(data=st.data(), by=st.sampled_from(PEOPLE), mention=st.booleans())
    def type_an_answer(self, data: st.DataObject, by: str, mention: bool) -> None:  # noqa: FBT001
        key = self.on_the_table or "kind"
        text = data.draw(answers_to(self.question(key)))
        source = self.type(text, by, mention=mention)
        if self.on_the_table and self.told.mode is Mode.OPEN and (mention or by in self.members):
            self.given(key, self.value(key, text), source, by)
        self.follow(hear(self.interview, self.told, self.message(source, text, by, mention=mention), now=self.tick()))

    @precondition(lambda self: self.options_on_the_table)
    @rule(data=st.data(), by=st.sampled_from([*PEOPLE, "stranger"]))
    def click_an_option(self, data: st.DataObject, by: str) -> None:
        table = self.told.table
        assert table
        option = data.draw(st.sampled_from(self.options_on_the_table))
        self.given(table.question, self.value(table.question, option), None, by)
        self.follow(
            choose(self.interview, self.told, table.question, option, table.line, by=by, now=self.tick()),
        )

    @rule(data=st.data(), by=st.sampled_from(PEOPLE))
    def click_something_old(self, data: st.DataObject, by: str) -> None:
        keys = [question.key for question in self.interview.intake.questions]
        key = data.draw(st.sampled_from([*keys, "forgotten"]))
        line = data.draw(st.integers(0, self.told.lines + 1))
        if self.told.table and (self.told.table.question, self.told.table.line) == (key, line):
            return
        turn = choose(self.interview, self.told, key, "1", line, by=by, now=self.tick())
        assert turn.conversation == self.told
        assert [type(effect) for effect in turn.effects] == [Whisper]

    @rule(word=st.sampled_from([Word.UNKNOWN, Word.SKIP]), typed=st.booleans(), by=st.sampled_from(PEOPLE))
    def leave_open(self, word: Word, typed: bool, by: str) -> None:  # noqa: FBT001
        table = self.told.table
        if typed:
            text = "don't know" if word is Word.UNKNOWN else "skip"
            source = self.type(text, by)
            if table and self.told.mode is Mode.OPEN and by in self.members:
                self.left_open(table.question, word, source, by)
            self.follow(hear(self.interview, self.told, self.message(source, text, by), now=self.tick()))
        elif table:
            self.left_open(table.question, word, None, by)
            self.follow(press(self.interview, self.told, word, table.question, table.line, by=by, now=self.tick()))

    @precondition(lambda self: self.said)
    @rule(data=st.data(), what=st.sampled_from(["answer", "answer", "nonsense", "talk", "unknown"]))
    def edit(self, data: st.DataObject, what: str) -> None:
        source = data.draw(st.sampled_from(sorted(self.said)))
        by, misread = self.said[source].by, self.told.misread
        holds = next(iter(self.told.answers_in(source)), None)
        waits = None
        if misread and misread.source == source and self.told.table and self.told.table.question == misread.question:
            waits = misread.question
        key = holds or waits or self.said[source].question
        question = self.question(key)
        text = {
            "answer": data.draw(answers_to(question)),
            "nonsense": "//" if isinstance(question, ShortText | LongText) else "zzz",
            "talk": "// never mind",
            "unknown": "don't know",
        }[what]
        talk = text.startswith("//")
        if holds and talk:
            self.withdrawn(holds)
        elif holds and what == "unknown" and question.offers_unknown:
            self.given(holds, AnswerState.UNKNOWN, source, by)
        elif holds and what == "answer":
            value = self.value(key, text)
            if self.values[key] != value:
                self.given(holds, value, source, by)
        elif waits and what == "answer":
            self.given(waits, self.value(waits, text), source, by)
        elif waits and what == "unknown":
            self.left_open(waits, Word.UNKNOWN, source, by)
        self.follow(hear_edit(self.interview, self.told, self.message(source, text, by), now=self.tick()))

    @precondition(lambda self: self.said)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        source = data.draw(st.sampled_from(sorted(self.said)))
        by = self.said.pop(source).by
        self.gone.add(source)
        if holds := next(iter(self.told.answers_in(source)), None):
            self.withdrawn(holds)
        self.follow(hear_deletion(self.interview, self.told, source, by=by, now=self.tick()))
        assert self.told.misread is None or self.told.misread.source != source

    @rule(by=st.sampled_from(PEOPLE))
    def type_nonsense(self, by: str) -> None:
        source = self.type("x", by)
        self.follow(hear(self.interview, self.told, self.message(source, "x", by), now=self.tick()), unless_text="x")

    @rule(by=st.sampled_from(PEOPLE), text=st.sampled_from(["// hm", "(lunch?)", "", "  "]))
    def talk(self, by: str, text: str) -> None:
        turn = hear(self.interview, self.told, self.message("t0", text, by), now=self.tick())
        assert turn == Turn(self.told)

    @rule()
    def undo(self) -> None:
        if self.undoable:
            key, before = self.undoable.pop()
            if before is None:
                self.values.pop(key, None)
            else:
                self.values[key] = before
        self.steer("undo")

    @rule(clicked=st.booleans())
    def back(self, clicked: bool) -> None:  # noqa: FBT001
        table = self.told.table
        if clicked and table:
            self.follow(press(self.interview, self.told, Word.BACK, table.question, table.line, by="ana", now=START))
        else:
            self.steer("back")

    @rule(word=st.sampled_from(["pause", "resume", "help", "status", "why", "cancel"]))
    def say_a_word(self, word: str) -> None:
        self.steer(word)

    @rule(confirmed=st.booleans())
    def answer_the_cancel_question(self, confirmed: bool) -> None:  # noqa: FBT001
        self.follow(cancel(self.told, by="ana") if confirmed else stay(self.told, by="ana"))
        assert not self.told.leaving

    @rule()
    def ben_joins(self) -> None:
        self.members.add("ben")
        self.follow(join(self.told, by="ben"))

    # --- the model

    @property
    def on_the_table(self) -> str | None:
        return self.told.table.question if self.told.table else None

    @property
    def options_on_the_table(self) -> list[str]:
        question = self.question(self.on_the_table) if self.on_the_table else None
        return [option.value for option in question.options] if isinstance(question, OneOf) else []

    def question(self, key: str) -> Question:
        flow = self.interview.intake
        return flow[key] if key in flow else flow.questions[0]

    def value(self, key: str, text: str) -> Any:
        reading = read(self.question(key), text)
        assert isinstance(reading, Understood)
        return reading.value

    def tick(self) -> datetime:
        self.clock += timedelta(seconds=1)
        return self.clock

    def type(self, text: str, by: str, *, mention: bool = False) -> str:
        source = f"{len(self.said) + len(self.gone) + 1:03}"
        self.said[source] = Said(by, self.on_the_table or self.interview.intake.questions[0].key)
        return source

    def message(self, source: str, text: str, by: str, *, mention: bool = False) -> Message:
        return Message(by=by, text=text, source=source, addressed=mention)

    def given(self, key: str, value: Any, source: str | None, by: str) -> None:
        self.undoable.append((key, self.values.get(key)))
        del self.undoable[:-UNDO_DEPTH]
        self.values[key] = value

    def left_open(self, key: str, word: Word, source: str | None, by: str) -> None:
        question = self.question(key)
        if word is Word.UNKNOWN and question.need is Need.OPTIONAL and not question.offers_unknown:
            word = Word.SKIP  # what may stay empty need not be known
        if word is Word.SKIP and key in self.values:
            return  # somebody went back, and leaves it as it is
        if word is Word.SKIP and question.need is Need.OPTIONAL:
            self.given(key, AnswerState.SKIPPED, source, by)
        elif question.offers_unknown and (word is Word.UNKNOWN or question.need is Need.SKIPPABLE):
            self.given(key, AnswerState.UNKNOWN, source, by)

    def withdrawn(self, key: str) -> None:
        self.undoable.append((key, self.values.pop(key)))
        del self.undoable[:-UNDO_DEPTH]

    def steer(self, word: str) -> None:
        self.follow(hear(self.interview, self.told, self.message("w0", word, "ana"), now=self.tick()))

    def follow(self, turn: Turn, *, unless_text: str = "") -> None:
        before = self.told
        if unless_text and before.answers != turn.conversation.answers:  # one letter does answer a free text
            (key,) = [change.question for change in turn.changes] or [before.table.question if before.table else ""]
            self.given(key, unless_text, None, "")
        turn = counted(turn, before)
        assert turn.conversation.turn == before.turn + (turn.conversation != before)
        if turn.conversation.answers != before.answers:
            assert turn.effects, "an answer changed and nobody sees it"
        for change in turn.changes:
            assert turn.conversation.answers.get(change.question) == change.after or change.after is None
        self.told = turn.conversation
        self.screen.see(turn)

    # --- what must hold after each of them

    def stored(self) -> dict[str, Any]:
        states = (AnswerState.UNKNOWN, AnswerState.SKIPPED)
        answers = self.told.answers.items()
        return {key: answer.state if answer.state in states else answer.value for key, answer in answers}

    @invariant()
    def the_values_are_those_of_the_model(self) -> None:
        assert self.stored() == self.values

    @invariant()
    def what_is_shown_is_folded_or_on_the_table(self) -> None:
        shown = {line for line, what in self.screen.shows.items() if not what.startswith("=")}
        table = self.told.table
        assert shown == ({table.line} if table else set())
        if table:
            assert self.screen.shows[table.line] == table.question
        folded = {line: what[1:] for line, what in self.screen.shows.items() if what.startswith("=")}
        assert folded == {answer.line: key for key, answer in self.told.answers.items() if answer.line is not None}

    @invariant()
    def a_message_is_ticked_while_it_holds_an_answer(self) -> None:
        holding = {answer.source for answer in self.told.answers.values() if answer.source}
        ticked = {source for source, count in self.screen.ticks.items() if count}
        assert {count for source, count in self.screen.ticks.items() if source not in self.gone} <= {0, 1}
        assert ticked - self.gone == holding - self.gone

    @invariant()
    def undo_is_bounded(self) -> None:
        assert len(self.told.recent) == len(self.undoable) <= UNDO_DEPTH

    @invariant()
    def an_open_interview_asks_what_is_due(self) -> None:
        due = self.interview.intake.next_question(self.told.answers)
        if self.told.mode is Mode.OPEN:
            assert (self.told.table is None) == (due is None) or self.on_the_table in self.told.answers
        if self.told.mode is Mode.CANCELLED:
            assert self.told.table is None

    @invariant()
    def people_know_the_verdict_since_everything_was_answered_once(self) -> None:
        self.was_finished |= self.interview.intake.next_question(self.told.answers) is None
        assert self.told.told == (self.interview.judge(self.told) if self.was_finished else None)
        assert self.screen.concluded == self.was_finished

    @invariant()
    def a_conversation_survives_being_stored(self) -> None:
        assert Conversation.model_validate_json(self.told.model_dump_json(exclude_none=True)) == self.told

    def teardown(self) -> None:
        """From wherever we are, the interview can be finished, and says what answering once says."""
        if not hasattr(self, "told"):
            return
        if self.told.mode is not Mode.OPEN:
            self.steer("resume")
        for _ in range(2 * len(self.interview.intake.questions) + 2):
            if self.told.table is None:
                break
            text = "1" if self.options_on_the_table else "Menu helper for guests"
            text = "1" if isinstance(self.question(self.told.table.question), ManyOf) else text
            source = self.type(text, "ana")
            self.given(self.told.table.question, self.value(self.told.table.question, text), source, "ana")
            self.follow(hear(self.interview, self.told, self.message(source, text, "ana"), now=self.tick()))
        assert self.told.table is None
        assert self.interview.intake.next_question(self.told.answers) is None
        self.the_values_are_those_of_the_model()
        self.what_is_shown_is_folded_or_on_the_table()
        at_once = self.told.model_copy(update={"told": None})
        assert self.told.told == self.interview.judge(at_once)


class AnyQuickIntake(AnyIntake):
    @property
    def interview(self) -> Interview:  # type: ignore[override]
        return quick_only()


class AnyWindingIntake(AnyIntake):
    @property
    def interview(self) -> Interview:  # type: ignore[override]
        return winding()


PACE = settings(max_examples=120, stateful_step_count=40, deadline=None)
TestAnyQuickIntake = AnyQuickIntake.TestCase
TestAnyQuickIntake.settings = PACE
TestAnyWindingIntake = AnyWindingIntake.TestCase
TestAnyWindingIntake.settings = PACE
