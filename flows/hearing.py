"""What a message, an edit, a deletion or a click in an interview's thread means for the interview."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import assert_never

from flows.answers import Answer, AnswerState
from flows.conversation import Conversation, Mode
from flows.effects import CardChanged, ConfirmCancel, Explain, LookUp, Remove, ShowReasons, ShowStatus, Tell, Whisper
from flows.flow import Askable
from flows.glossary.names import Exact
from flows.glossary.pointing import find_question, is_a_topic, which_question
from flows.interview import Interview, Turn, given
from flows.questions import Need
from flows.reading import Understood, Unreadable, read
from flows.spoken import Attempt, Pointer, Talk, Word, heard, pointed
from flows.text import Phrase, phrase

CONFIRM_WITHIN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Message:
    """A person's message in the thread, plain text.

    `addressed` when it mentions the bot, `to_others` when it begins by mentioning somebody else.
    """

    by: str
    text: str
    source: str
    addressed: bool = False
    to_others: bool = False
    mentions: tuple[str, ...] = ()


def hear(interview: Interview, told: Conversation, message: Message, *, now: datetime) -> Turn:
    """A new message. People who take part answer; others are heard when they mention the bot."""
    if not (message.addressed or told.takes_part(message.by)):
        return Turn(told)
    told = _with_guests(told, message)
    match Talk() if message.to_others else heard(message.text):
        case Talk():
            return Turn(told)
        case Word() as word:
            return steer(interview, told, word, by=message.by, now=now, source=message.source)
        case Attempt(text):
            if steered := _pointed(interview, told, text, message):
                return steered
            if told.table is None or told.mode is not Mode.OPEN:
                return Turn(told)
            return _attempt(interview, told, told.table.question, text, message, now=now)
        case other:
            assert_never(other)


def hear_edit(interview: Interview, told: Conversation, message: Message, *, now: datetime) -> Turn:
    """An edited message changes the answer it holds; an edit that cannot be read keeps the old answer."""
    if told.misread and told.misread.source == message.source:
        question = told.misread.question
        if told.table is None or told.table.question != question:
            return Turn(told)
        match heard(message.text):
            case Attempt(text):
                return _attempt(interview, told, question, text, message, now=now)
            case Word.UNKNOWN | Word.SKIP as word:
                return _leave_open(interview, told, question, word, by=message.by, now=now, source=message.source)
            case _:
                return Turn(told)
    key = told.answer_in(message.source)
    if key is None or key not in interview.flow or told.answers[key].by != message.by:
        return Turn(told)
    attempt = heard(message.text)
    if isinstance(attempt, Talk):
        return interview.withdraw(told, key, deleted=False, by=message.by, now=now)
    if attempt is Word.UNKNOWN:
        if not interview.flow[key].offers_unknown:
            return Turn(told, (Whisper(message.by, _kept(interview.flow[key], _needed(interview.flow[key]))),))
        return interview.record(told, key, _unknown(message.by, now, source=message.source), in_place=False)
    reading = read(interview.flow[key], message.text)
    match reading:
        case Understood(value):
            answer = given(value, by=message.by, at=now, source=message.source)
            if told.answers[key].said == answer.said:
                return Turn(told)
            return interview.record(told, key, answer, in_place=False)
        case Unreadable(problem):
            return Turn(told, (Whisper(message.by, _kept(interview.flow[key], problem)),))
        case _:
            assert_never(reading)


def hear_deletion(interview: Interview, told: Conversation, source: str, *, by: str, now: datetime) -> Turn:
    """A deleted message withdraws the answer it held."""
    if told.misread and told.misread.source == source:
        return Turn(told.model_copy(update={"misread": None}))
    key = told.answer_in(source)
    if key is None or told.answers[key].by != by:
        return Turn(told)
    return interview.withdraw(told, key, deleted=True, by=by, now=now)


def choose(
    interview: Interview, told: Conversation, question: str, value: str, line: int, *, by: str, now: datetime
) -> Turn:
    """A click on an option of the question message `line`; anybody in the channel may."""
    if old := _stale(interview, told, question, line):
        return Turn(told, (Whisper(by, old),))
    reading = read(interview.flow[question], value)
    match reading:
        case Understood(understood):
            opened = told.model_copy(update={"mode": Mode.OPEN})
            return interview.record(opened, question, given(understood, by=by, at=now), in_place=False)
        case Unreadable(problem):
            return Turn(told, (Whisper(by, problem),))
        case _:
            assert_never(reading)


def press(
    interview: Interview, told: Conversation, word: Word, question: str, line: int, *, by: str, now: datetime
) -> Turn:
    """A click on one of the buttons under the question message `line`."""
    if old := _stale(interview, told, question, line):
        return Turn(told, (Whisper(by, old),))
    opened = told.model_copy(update={"mode": Mode.OPEN})
    return steer(interview, opened, word, by=by, now=now)


def steer(
    interview: Interview, told: Conversation, word: Word, *, by: str, now: datetime, source: str | None = None
) -> Turn:
    """One of the words that steer the interview: typed as the message `source`, or clicked."""
    match word:
        case Word.BACK:
            return _back(interview, told, by=by, clicked=source is None)
        case Word.SKIP | Word.UNKNOWN:
            if told.table is None or told.mode is not Mode.OPEN:
                return Turn(told, (Whisper(by, phrase("table.empty", "No question is open right now.")),))
            return _leave_open(interview, told, told.table.question, word, by=by, now=now, source=source)
        case Word.HELP:
            return Turn(told, (Explain(by, told.table.question if told.table else None),))
        case Word.UNDO:
            undone = interview.undo(told, by=by, now=now)
            return undone or Turn(told, (Whisper(by, phrase("undo.nothing", "There is nothing to undo.")),))
        case Word.PAUSE:
            return _pause(told, by=by)
        case Word.RESUME:
            return _resume(interview, told, by=by)
        case Word.STATUS:
            return Turn(told, (ShowStatus(by),))
        case Word.WHY:
            return Turn(told, (ShowReasons(by),))
        case Word.CANCEL:
            asked = told.leaving is not None and now - told.leaving < CONFIRM_WITHIN
            return cancel(told, by=by) if asked else _ask_to_cancel(told, by=by, now=now)
        case _:
            assert_never(word)


def cancel(told: Conversation, *, by: str) -> Turn:
    """End the interview. What was answered is kept, and `resume` opens it again."""
    if told.mode is Mode.CANCELLED:
        return Turn(told, (Whisper(by, phrase("cancel.already", "This interview has already ended.")),))
    ended = told.model_copy(update={"mode": Mode.CANCELLED, "leaving": None, "table": None, "misread": None})
    sentence = phrase(
        "cancel.done", "The interview has ended. Everything answered so far is kept; type `resume` to go on."
    )
    gone = (Remove(told.table.line),) if told.table else ()
    return Turn(ended, (Tell(sentence), *gone, CardChanged()))


def stay(told: Conversation, *, by: str) -> Turn:
    """Not cancelled after all."""
    kept = told.model_copy(update={"leaving": None})
    return Turn(kept, (Whisper(by, phrase("cancel.kept", "Good, we go on.")),))


def join(told: Conversation, *, by: str) -> Turn:
    """From now on this person's plain messages in the thread count as answers."""
    if told.takes_part(by):
        return Turn(told, (Whisper(by, phrase("join.already", "You already take part. Just type in the thread.")),))
    joined = told.model_copy(update={"participants": (*told.participants, by)})
    sentence = phrase("join.done", "Welcome! What you type in the thread now counts as an answer.")
    return Turn(joined, (Whisper(by, sentence),))


def _attempt(interview: Interview, told: Conversation, key: str, text: str, message: Message, *, now: datetime) -> Turn:
    reading = read(interview.flow[key], text)
    match reading:
        case Understood(value):
            answer = given(value, by=message.by, at=now, source=message.source)
            return interview.record(told, key, answer, in_place=False)
        case Unreadable(problem):
            return interview.misread(told, message.source, problem)
        case _:
            assert_never(reading)


def _pointed(interview: Interview, told: Conversation, text: str, message: Message) -> Turn | None:
    """`help <term>` and `go to <question>`; None when it is rather an answer, or talk."""
    pointer = pointed(text)
    if pointer is None:
        return None
    meant = _cannot_answer(interview, told, text)
    match pointer:
        case (Pointer.HELP, topic):
            if meant or is_a_topic(topic, addressed=message.addressed):
                return Turn(told, (LookUp(message.by, topic),))
        case (Pointer.GO_TO, sought):
            found = find_question(interview.flow, interview.flow.asked(told.answers), sought)
            if isinstance(found, Exact):
                return interview.revisit(told, found.key, in_place=False)
            if meant or found.keys:
                return Turn(told, (Whisper(message.by, which_question(interview.flow, found, sought)),))
    return None


def _cannot_answer(interview: Interview, told: Conversation, text: str) -> bool:
    """A question is open, and this is no answer to it."""
    if told.table is None or told.mode is not Mode.OPEN:
        return False
    return isinstance(read(interview.flow[told.table.question], text), Unreadable)


def _back(interview: Interview, told: Conversation, *, by: str, clicked: bool) -> Turn:
    due = interview.flow.next_question(told.answers)
    here = told.table.question if told.table else due.key if due else ""
    earlier = interview.flow.before(here, told.answers)
    if earlier is None:
        return Turn(told, (Whisper(by, phrase("back.first", "This is the first question.")),))
    return interview.revisit(told, earlier.key, in_place=clicked)


def _leave_open(
    interview: Interview, told: Conversation, key: str, word: Word, *, by: str, now: datetime, source: str | None
) -> Turn:
    question = interview.flow[key]
    if word is Word.SKIP and (kept := told.answers.get(key)):
        return interview.record(told, key, kept, in_place=False)  # somebody went back, and leaves it as it is
    if word is Word.SKIP and question.need is Need.OPTIONAL:
        answer = Answer(state=AnswerState.SKIPPED, by=by, at=now, source=source)
        return interview.record(told, question.key, answer, in_place=False)
    if question.offers_unknown and (word is Word.UNKNOWN or question.need is not Need.REQUIRED):
        return interview.record(told, question.key, _unknown(by, now, source=source), in_place=False)
    return Turn(told, (Whisper(by, _needed(question)),))


def _pause(told: Conversation, *, by: str) -> Turn:
    if told.table is None or told.mode is not Mode.OPEN:
        return Turn(told, (Whisper(by, phrase("table.empty", "No question is open right now.")),))
    paused = told.model_copy(update={"mode": Mode.PAUSED, "leaving": None})
    sentence = phrase("pause.done", "Paused. Talk freely; type `resume` when you want to go on.")
    return Turn(paused, (Tell(sentence), CardChanged()))


def _resume(interview: Interview, told: Conversation, *, by: str) -> Turn:
    if told.table is None and interview.flow.next_question(told.answers) is None:
        opened = told.model_copy(update={"mode": Mode.OPEN, "leaving": None})
        done = phrase("resume.complete", "All questions of the quick intake are answered.")
        return Turn(opened, (Whisper(by, done), CardChanged()))
    return interview.ask_again(told)


def _ask_to_cancel(told: Conversation, *, by: str, now: datetime) -> Turn:
    if told.mode is Mode.CANCELLED:
        return cancel(told, by=by)
    return Turn(told.model_copy(update={"leaving": now}), (ConfirmCancel(by),))


def _stale(interview: Interview, told: Conversation, question: str, line: int) -> Phrase | None:
    """Why a button can no longer be pressed."""
    if told.table and told.table.question == question and told.table.line == line:
        return None
    if question in interview.flow and question in told.answers:
        return phrase(
            "stale.answered",
            "“{question}” has been answered meanwhile. To change it, edit your message or go back.",
            question=interview.flow[question].question,
        )
    return phrase("stale.closed", "That question is no longer open. Type `resume` in the thread to go on.")


def _needed(question: Askable) -> Phrase:
    if question.offers_unknown:
        return phrase("needed.or_unknown", "This one is needed, but “don't know” is a fine answer.")
    return phrase("needed.answer", "This one is needed for a verdict; a rough answer is fine.")


def _kept(question: Askable, problem: Phrase) -> Phrase:
    return phrase(
        "edit.kept",
        "I kept the earlier answer to “{question}”. {problem}",
        question=question.question,
        problem=problem,
    )


def _unknown(by: str, now: datetime, *, source: str | None = None) -> Answer:
    return Answer(state=AnswerState.UNKNOWN, by=by, at=now, source=source)


def _with_guests(told: Conversation, message: Message) -> Conversation:
    """A participant who mentions somebody brings them in."""
    invited: Iterable[str] = message.mentions if told.takes_part(message.by) else ()
    new = [person for person in dict.fromkeys(invited) if not told.takes_part(person)]
    return told.model_copy(update={"participants": (*told.participants, *new)}) if new else told


def counted(turn: Turn, before: Conversation) -> Turn:
    """The turn counted, when it changed anything."""
    if turn.conversation == before:
        return turn
    return replace(turn, conversation=turn.conversation.model_copy(update={"turn": before.turn + 1}))
