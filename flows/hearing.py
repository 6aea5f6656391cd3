"""What a message, an edit or a deletion in an interview's thread means for the interview."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from flows.answering import leave_open, needed, take_answer, unknown
from flows.asking import asked_of, hand_over
from flows.conversation import Conversation, Mode
from flows.editing import edit_answer, remove_parts
from flows.effects import LookUp, Whisper
from flows.glossary.names import Exact
from flows.glossary.pointing import find_question, is_a_topic, which_question
from flows.interview import Interview
from flows.pasting import block_in, paste
from flows.questions import Rows
from flows.reaching import deepen, section_called
from flows.reading import Partial, Reading, Unreadable, read, row_word
from flows.spoken import Attempt, Pointer, Talk, Word, heard, pointed
from flows.steering import steer
from flows.text import Phrase, phrase
from flows.turn import Turn


@dataclass(frozen=True, slots=True)
class Message:
    """A person's message in the thread, plain text; people in it as `@U123`.

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
    said = heard(message.text)
    if message.to_others and not _wants_people(interview, told):
        said = Talk()
    match said:
        case Talk():
            return Turn(told)
        case Word() as word:
            return steer(interview, told, word, by=message.by, now=now, source=message.source)
        case Attempt(text):
            if steered := _pointed(interview, told, text, message, now=now):
                return steered
            table = told.table.question if told.table and told.mode is Mode.OPEN else None
            return _answered(interview, told, text, message, table=table, now=now)
        case other:
            assert_never(other)


def hear_edit(interview: Interview, told: Conversation, message: Message, *, now: datetime) -> Turn:
    """An edited message changes the answers it holds; an edit that cannot be read keeps the old ones."""
    by, source = message.by, message.source
    said = heard(message.text)
    if told.misread and told.misread.source == source:
        asked = told.misread.question
        if told.table is None or told.table.question != asked:
            return Turn(told)
        match said:
            case Attempt(text):
                return _answered(interview, told, text, message, table=asked, now=now)
            case Word.UNKNOWN | Word.SKIP as word:
                return leave_open(interview, told, asked, word, by=by, now=now, source=source)
            case _:
                return Turn(told)
    keys = tuple(key for key in told.answers_in(source) if told.answers[key].by == by)
    if not keys:
        return Turn(told)
    if isinstance(said, Talk):
        return remove_parts(interview, told, keys, source, deleted=False, by=by, now=now)
    if isinstance(said, Attempt):
        context = interview.context(told, keys[0], by=by, now=now)
        block = block_in(interview.catalogue, interview.intake[keys[0]], said.text, context)
        if block and (len(keys) > 1 or len(block.understood) > 1):
            return paste(interview, told, block, by=by, now=now, source=source)
    if len(keys) > 1:
        return Turn(told, (Whisper(by, phrase("edit.block", "I kept all answers of that message as they were.")),))
    question = interview.intake[keys[0]]
    if said is Word.UNKNOWN:
        if not question.offers_unknown:
            kept = phrase(
                "edit.kept",
                "I kept the earlier answer to “{question}”. {problem}",
                question=question.question,
                problem=needed(question),
            )
            return Turn(told, (Whisper(by, kept),))
        return interview.record(told, question.key, unknown(by, now, source=source), in_place=False)
    return edit_answer(interview, told, question, message.text, by=by, now=now, source=source)


def hear_deletion(interview: Interview, told: Conversation, source: str, *, by: str, now: datetime) -> Turn:
    """A deleted message withdraws the answers it held."""
    if told.misread and told.misread.source == source:
        return Turn(told.model_copy(update={"misread": None}))
    keys = tuple(key for key in told.answers_in(source) if told.answers[key].by == by)
    if not keys:
        return Turn(told)
    return remove_parts(interview, told, keys, source, deleted=True, by=by, now=now)


def _answered(
    interview: Interview, told: Conversation, text: str, message: Message, *, table: str | None, now: datetime
) -> Turn:
    """An answer: to several questions, to the one this person was asked, or to the one on the table."""
    by, source = message.by, message.source
    context = interview.context(told, table or "", by=by, now=now)
    on_table = interview.intake[table] if table else None
    if block := block_in(interview.catalogue, on_table, text, context):
        return paste(interview, told, block, by=by, now=now, source=source)
    mine = {key: read(interview.intake[key], text, context) for key in asked_of(told, by) if key != table}
    for key, reading in mine.items():
        if not isinstance(reading, Unreadable | Partial):
            return take_answer(interview, told, key, text, by=by, now=now, source=source)
    if table:
        return take_answer(interview, told, table, text, by=by, now=now, source=source)
    newest = next(iter(mine.values()), None)
    return Turn(told, (Whisper(by, _not_taken(newest)),) if newest and told.mode is Mode.OPEN else ())


def _not_taken(reading: Reading | Partial) -> Phrase:
    """Why the only thing that a text can be an answer to does not take it."""
    if isinstance(reading, Unreadable):
        return reading.problem
    return phrase(
        "ask.several_parts", "That needs several parts. Please press *Answer* at the question you were asked."
    )


def _pointed(interview: Interview, told: Conversation, text: str, message: Message, *, now: datetime) -> Turn | None:
    """`help <term>`, `go to <question>`, `deepen <section>`, `ask @somebody`; None when it is rather an answer."""
    pointer = pointed(text)
    if pointer is None or (_lists_rows(interview, told) and row_word(text)):
        return None
    by = message.by
    match pointer:
        case (Pointer.HELP, topic):
            if _cannot_answer(interview, told, text, message, now) or is_a_topic(topic, addressed=message.addressed):
                return Turn(told, (LookUp(by, topic),))
        case (Pointer.GO_TO, sought):
            flow = interview.flow(told)
            asked = flow.asked(told.answers)
            found = find_question(flow, asked, sought)
            if not isinstance(found, Exact):
                whole = tuple(one for key, one in flow.known.items() if flow.applies(key, told.answers))
                wider = find_question(flow, whole, sought)
                found = wider if isinstance(wider, Exact) or not found.keys else found
            if isinstance(found, Exact):
                return interview.revisit(told, found.key, in_place=False)
            if found.keys or _cannot_answer(interview, told, text, message, now):
                return Turn(told, (Whisper(by, which_question(flow, found, sought)),))
        case (Pointer.DEEPEN, sought):
            if section := section_called(interview, sought):
                return deepen(interview, told, section, by=by)
        case (Pointer.ASK, _):
            others = [person for person in message.mentions if person != by]
            if others and told.table:
                return hand_over(interview, told, told.table.question, others[0], by=by, now=now)
    return None


def _cannot_answer(interview: Interview, told: Conversation, text: str, message: Message, now: datetime) -> bool:
    """A question is open, and this is no answer to it."""
    if told.table is None or told.mode is not Mode.OPEN:
        return False
    context = interview.context(told, told.table.question, by=message.by, now=now)
    return isinstance(read(interview.intake[told.table.question], text, context), Unreadable)


def _wants_people(interview: Interview, told: Conversation) -> bool:
    """Whether a mention at the beginning can be an answer."""
    if told.table is None or told.mode is not Mode.OPEN:
        return False
    question = interview.intake[told.table.question]
    if told.draft and question.kind == "rows":
        return any(one.key == told.draft.missing[0] and one.kind == "people" for one in question.columns)
    return question.kind == "people"


def _lists_rows(interview: Interview, told: Conversation) -> bool:
    return told.table is not None and isinstance(interview.intake[told.table.question], Rows)


def _with_guests(told: Conversation, message: Message) -> Conversation:
    """A participant who mentions somebody brings them in."""
    invited: Iterable[str] = message.mentions if told.takes_part(message.by) else ()
    new = [person for person in dict.fromkeys(invited) if not told.takes_part(person)]
    return told.model_copy(update={"participants": (*told.participants, *new)}) if new else told
