"""Reading by the kind of question."""

from typing import overload

from flows.questions import (
    Checklist,
    Date,
    Duration,
    LongText,
    ManyOf,
    Money,
    Number,
    OneOf,
    OneOfRows,
    People,
    Percent,
    Question,
    ShortText,
)
from flows.reading.choices import read_choice, read_choices
from flows.reading.context import NOTHING_KNOWN, Context
from flows.reading.result import Partial, Reading
from flows.reading.texts import read_text

Single = (
    ShortText | LongText | OneOf | ManyOf | Number | Money | Percent | Date | Duration | People | OneOfRows | Checklist
)
"""The kinds whose answer is read from one text as a whole."""


@overload
def read(question: Single, text: str, context: Context = NOTHING_KNOWN) -> Reading: ...
@overload
def read(question: Question, text: str, context: Context = NOTHING_KNOWN) -> Reading | Partial: ...
def read(question: Question, text: str, context: Context = NOTHING_KNOWN) -> Reading | Partial:
    """Read free text as an answer to the question, in any of the bot's languages. Never raises."""
    match question:
        case ShortText() | LongText():
            return read_text(question, text)
        case OneOf():
            return read_choice(question.options, text)
        case ManyOf():
            return read_choices(question, text)
        case _:
            # Numbers, dates and rows bring much along that the first questions do not need.
            from flows.reading.other_kinds import read_other

            return read_other(question, text, context)
