"""What a person typed, read as an answer: a value, or a kind sentence saying why not."""

from typing import assert_never

from flows.flow import Askable
from flows.questions import LongText, ManyOf, OneOf, ShortText
from flows.reading.choices import read_choice, read_choices, together
from flows.reading.result import Reading, Understood, Unreadable
from flows.reading.texts import read_text

__all__ = ["Reading", "Understood", "Unreadable", "read", "together"]


def read(question: Askable, text: str) -> Reading:
    match question:
        case ShortText() | LongText():
            return read_text(question, text)
        case OneOf():
            return read_choice(question.options, text)
        case ManyOf():
            return read_choices(question, text)
        case _:
            assert_never(question)
