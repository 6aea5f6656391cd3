"""Steering an interview: the words and buttons beside the answers."""

from datetime import datetime, timedelta
from typing import assert_never

from flows.answering import leave_open, take_answer
from flows.conversation import Conversation, Mode
from flows.effects import CardChanged, ConfirmCancel, Explain, Remove, ShowReasons, ShowStatus, Tell, Whisper
from flows.interview import Interview
from flows.overruling import overruled_last, withdraw
from flows.questions import Rows
from flows.reaching import pages_reached, proceed
from flows.reading import RemoveRow, RowsDone
from flows.row_answers import change_rows, drop_draft
from flows.spoken import Word
from flows.text import Phrase, phrase
from flows.turn import Turn

CONFIRM_WITHIN = timedelta(minutes=10)


def choose(
    interview: Interview, told: Conversation, question: str, value: str, line: int, *, by: str, now: datetime
) -> Turn:
    """A click on an option, or another control, of the question message `line`; anybody in the channel may."""
    if old := _stale(interview, told, question, line):
        return Turn(told, (Whisper(by, old),))
    opened = told.model_copy(update={"mode": Mode.OPEN})
    return take_answer(interview, opened, question, value, by=by, now=now)


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
            return leave_open(interview, told, told.table.question, word, by=by, now=now, source=source)
        case Word.HELP:
            return Turn(told, (Explain(by, told.table.question if told.table else None),))
        case Word.UNDO if told.draft:
            return drop_draft(told, by=by)
        case Word.UNDO if overruled_last(told):
            return withdraw(interview, told, by=by)
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
    ended = told.model_copy(update={"mode": Mode.CANCELLED, **dict.fromkeys(("leaving", "table", "draft", "misread"))})
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


def _back(interview: Interview, told: Conversation, *, by: str, clicked: bool) -> Turn:
    if told.draft:
        return drop_draft(told, by=by)
    flow = interview.flow(told)
    due = flow.next_question(told.answers)
    here = told.table.question if told.table else due.key if due else ""
    earlier = flow.before(here, told.answers)
    if earlier is None:
        return Turn(told, (Whisper(by, phrase("back.first", "This is the first question.")),))
    return interview.revisit(told, earlier.key, in_place=clicked)


def _pause(told: Conversation, *, by: str) -> Turn:
    if told.table is None or told.mode is not Mode.OPEN:
        return Turn(told, (Whisper(by, phrase("table.empty", "No question is open right now.")),))
    paused = told.model_copy(update={"mode": Mode.PAUSED, "leaving": None})
    sentence = phrase("pause.done", "Paused. Talk freely; type `resume` when you want to go on.")
    return Turn(paused, (Tell(sentence), CardChanged()))


def _resume(interview: Interview, told: Conversation, *, by: str) -> Turn:
    due = interview.flow(told).next_question(told.answers)
    if told.table is None and due is None and not told.reopened:
        if told.mode is Mode.OPEN and not pages_reached(told):
            return proceed(interview, told, by=by)
        opened = told.model_copy(update={"mode": Mode.OPEN, "leaving": None})
        done = phrase("resume.complete", "All questions are answered so far.")
        return Turn(opened, (Whisper(by, done), CardChanged()))
    return interview.ask_again(told, note=_stopped_at(interview, told))


def _stopped_at(interview: Interview, told: Conversation) -> Phrase | None:
    """Where a paused full intake goes on."""
    due = told.table.question if told.table else None
    page = interview.flow(told).spot(due, told.answers).page if due else None
    if page is None or told.mode is Mode.OPEN:
        return None
    return phrase("resume.page", "You stopped at page {page}; here it goes on.", page=page)


def _ask_to_cancel(told: Conversation, *, by: str, now: datetime) -> Turn:
    if told.mode is Mode.CANCELLED:
        return cancel(told, by=by)
    return Turn(told.model_copy(update={"leaving": now}), (ConfirmCancel(by),))


def _stale(interview: Interview, told: Conversation, question: str, line: int) -> Phrase | None:
    """Why a button can no longer be pressed."""
    if told.table and told.table.question == question and told.table.line == line:
        return None
    if question in interview.intake and question in told.answers:
        return phrase(
            "stale.answered",
            "“{question}” has been answered meanwhile. To change it, edit your message or go back.",
            question=interview.intake[question].question,
        )
    return phrase("stale.closed", "That question is no longer open. Type `resume` in the thread to go on.")


def remove(interview: Interview, told: Conversation, question: str, row: str, *, by: str, now: datetime) -> Turn:
    """A click on *Remove* beside a row, in the thread or in a form."""
    group = interview.intake.known.get(question)
    context = interview.context(told, question, by=by, now=now)
    ids = [str(one["id"]) for one in context.rows(question)] if isinstance(group, Rows) else []
    if not isinstance(group, Rows) or row not in ids:
        return Turn(told, (Whisper(by, phrase("rows.gone", "That row is gone already.")),))
    word = RemoveRow(ids.index(row) + 1)
    return change_rows(interview, told, group, word, context, by=by, now=now, source=None)


def finish(interview: Interview, told: Conversation, question: str, line: int, *, by: str, now: datetime) -> Turn:
    """A click on *Done* under a list or checklist."""
    if old := _stale(interview, told, question, line):
        return Turn(told, (Whisper(by, old),))
    opened = told.model_copy(update={"mode": Mode.OPEN})
    group = interview.intake[question]
    if isinstance(group, Rows):
        context = interview.context(told, question, by=by, now=now)
        return change_rows(interview, opened, group, RowsDone(), context, by=by, now=now, source=None)
    if kept := opened.answers.get(question):
        return interview.record(opened, question, kept, in_place=False)
    return leave_open(interview, opened, question, Word.SKIP, by=by, now=now, source=None)


def drop(interview: Interview, told: Conversation, question: str, line: int, *, by: str) -> Turn:
    """A click on *Drop this row*."""
    if old := _stale(interview, told, question, line):
        return Turn(told, (Whisper(by, old),))
    return drop_draft(told, by=by)
