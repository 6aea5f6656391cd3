"""A pasted block of `key: value` lines, as one turn; its message holds all the answers it gave."""

import re
from collections.abc import Iterable
from datetime import datetime

from flows.answering import unknown
from flows.answers import Answer
from flows.catalogue import Catalogue
from flows.conversation import Conversation, Mode
from flows.effects import Noted
from flows.interview import Interview
from flows.questions import LongText, Question, Rows
from flows.reading import Block, Context, read_block
from flows.reading.blocks import MOST_LINES, question_keys
from flows.reading.keys import meant
from flows.reading.pieces import column_names, is_keyed
from flows.recording import given
from flows.turn import Turn, with_effects

_PAIR = re.compile(r"[^\s:：=][^:：=\n]*(?:[:：](?!//)|=)")


def block_in(catalogue: Catalogue, table: Question | None, text: str, context: Context) -> Block | None:
    """The block that a message is; None when it is an ordinary answer.

    Two lines that name questions make a block, or one line that says nothing else. While a long text or a list is
    asked, which may well have such lines in it, most lines have to name a question.
    """
    lines = text.splitlines()[:MOST_LINES]
    pairs = sum(bool(_PAIR.match(line.strip())) for line in lines)
    if not pairs or (isinstance(table, Rows) and any(_tells_a_row(catalogue, table, line) for line in lines)):
        return None
    block = read_block(catalogue, text, context)
    named = len(block.understood) + len(block.left_open) + len(block.refused)
    if isinstance(table, LongText | Rows) and named <= len(block.unknown):
        return None
    return block if named >= 2 or (named == 1 and not block.unknown and not block.refused) else None


def paste(interview: Interview, told: Conversation, block: Block, *, by: str, now: datetime, source: str) -> Turn:
    """Store what a block said, and say what was not understood. Said again, lines that are gone are taken back."""
    answers: dict[str, Answer] = {
        key: given(value, by=by, at=now, source=source)
        for key, value in block.understood.items()
        if not _same(told, key, value)
    }
    answers |= {key: unknown(by, now, source=source) for key in block.left_open}
    emptied = [key for key in told.answers_in(source) if key not in block.understood and key not in block.left_open]
    if not answers and not emptied and not (block.refused or block.unknown):
        return Turn(told)
    opened = told.model_copy(update={"mode": Mode.OPEN})
    turn = interview.record_all(opened, answers, emptied=emptied, by=by, now=now)
    return with_effects(turn, Noted(by, tuple(_in_order(block)), block.refused, block.unknown))


def _tells_a_row(catalogue: Catalogue, group: Rows, line: str) -> bool:
    """`kind: data; risk: …` while risks are asked, but not `objectives: kind: …`."""
    if not is_keyed(group, line):
        return False
    first = re.split("[:：=;；]", line, maxsplit=1)[0]
    return bool(meant(first, column_names(group))) or not question_keys(catalogue, first)


def _same(told: Conversation, key: str, value: object) -> bool:
    before = told.answers.get(key)
    return before is not None and before.value == value


def _in_order(block: Block) -> Iterable[str]:
    return (*block.understood, *block.left_open)
