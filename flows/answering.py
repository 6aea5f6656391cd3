"""What somebody says to one question, typed or chosen, and what becomes of it."""

from datetime import datetime

from flows.answers import Answer, AnswerState
from flows.conversation import Conversation, Mode
from flows.effects import Whisper
from flows.hints import advice
from flows.interview import Interview
from flows.questions import Checklist, Need, Question, Rows
from flows.reading import Partial, RowsDone, Understood, Unreadable, read, row_word
from flows.recording import given
from flows.row_answers import take_row
from flows.spoken import Word
from flows.text import Phrase, phrase
from flows.turn import Turn


def take_answer(
    interview: Interview,
    told: Conversation,
    key: str,
    text: str,
    *,
    by: str,
    now: datetime,
    source: str | None = None,
) -> Turn:
    """An answer to a question: typed in the message `source`, or chosen. What cannot be read is asked again."""
    question = interview.intake[key]
    context = interview.context(told, key, by=by, now=now)
    if isinstance(question, Rows):
        return take_row(interview, told, question, text, context, by=by, now=now, source=source)
    reading = read(question, text, context)
    match reading:
        case Understood(value, note):
            answer = given(value, by=by, at=now, source=source)
            note = note or advice(question, value, context)
            if isinstance(question, Checklist) and _has_open_points(value):
                grown = _with_sources(told, key, answer)
                return interview.add(told, key, grown, in_place=source is None, note=note)
            return interview.record(told, key, answer, in_place=False, note=note)
        case Unreadable(problem):
            if isinstance(question, Checklist) and key in told.answers and isinstance(row_word(text), RowsDone):
                return interview.record(told, key, told.answers[key], in_place=False)
            return misread(interview, told, key, problem, by=by, source=source)
        case Partial():
            raise AssertionError("only rows have gaps")


def leave_open(
    interview: Interview, told: Conversation, key: str, word: Word, *, by: str, now: datetime, source: str | None
) -> Turn:
    """*Skip* or *Don't know* for a question."""
    question = interview.intake[key]
    if word is Word.SKIP and (kept := told.answers.get(key)):
        return interview.record(told, key, kept, in_place=False)  # somebody went back, and leaves it as it is
    if word is Word.SKIP and question.need is Need.OPTIONAL:
        answer = Answer(state=AnswerState.SKIPPED, by=by, at=now, source=source)
        return interview.record(told, question.key, answer, in_place=False)
    if question.offers_unknown and (word is Word.UNKNOWN or question.need is not Need.REQUIRED):
        return interview.record(told, question.key, unknown(by, now, source=source), in_place=False)
    if word is Word.UNKNOWN and question.need is Need.OPTIONAL:
        return leave_open(interview, told, key, Word.SKIP, by=by, now=now, source=source)
    return Turn(told, (Whisper(by, needed(question)),))


def misread(
    interview: Interview, told: Conversation, key: str, problem: Phrase, *, by: str, source: str | None
) -> Turn:
    """Ask again when the question is on the table; say it privately when it was chosen, or is not."""
    if source is None or told.table is None or told.table.question != key or told.mode is not Mode.OPEN:
        return Turn(told, (Whisper(by, problem),))
    return interview.misread(told, source, problem)


def needed(question: Question) -> Phrase:
    """Why a question cannot be left open."""
    if question.offers_unknown:
        return phrase("needed.or_unknown", "This one is needed, but “don't know” is a fine answer.")
    return phrase("needed.answer", "This one is needed for a verdict; a rough answer is fine.")


def unknown(by: str, now: datetime, *, source: str | None = None) -> Answer:
    return Answer(state=AnswerState.UNKNOWN, by=by, at=now, source=source)


def _has_open_points(value: dict[str, dict[str, str]]) -> bool:
    return any(point["state"] == "open" for point in value.values())


def _with_sources(told: Conversation, key: str, answer: Answer) -> Answer:
    """A checklist grows by several messages; editing one says its points again."""
    before = told.answers.get(key)
    parts = dict(before.parts) if before else {}
    if answer.source:
        parts[answer.source] = ""
    return answer.model_copy(update={"source": None, "parts": parts})
