"""An answer in words."""

from typing import assert_never

from bot.i18n import Words
from flows.answers import Answer, AnswerState
from flows.flow import Askable
from flows.questions import LongText, ManyOf, OneOf, Option, ShortText


def answer_text(words: Words, question: Askable, answer: Answer) -> str:
    """The answer as people read it, escaped."""
    match answer.state:
        case AnswerState.UNKNOWN:
            return words("answer.unknown", "not known yet")
        case AnswerState.SKIPPED:
            return words("answer.skipped", "skipped")
        case AnswerState.GIVEN:
            return _value_text(words, question, answer)
        case _:
            assert_never(answer.state)


def _value_text(words: Words, question: Askable, answer: Answer) -> str:
    match question:
        case ShortText() | LongText():
            return words.escape(str(answer.value))
        case OneOf(options=options):
            return _label(words, options, answer.value)
        case ManyOf(options=options):
            return ", ".join(_label(words, options, value) for value in answer.value)
        case _:
            assert_never(question)


def _label(words: Words, options: tuple[Option, ...], value: str) -> str:
    for option in options:
        if option.value == value:
            return words.escape(option.label.of(words.language))
    return words.escape(value)  # an option that a newer catalogue no longer offers
