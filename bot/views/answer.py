"""An answer in words."""

from collections.abc import Iterable, Mapping
from typing import Any, assert_never

from bot.i18n import Markup, Words
from bot.views.message import on_one_line
from bot.views.rows import mention, row_line, row_title
from flows.answers import Answer, AnswerState
from flows.questions import (
    Checklist,
    Date,
    Duration,
    Item,
    LongText,
    ManyOf,
    Money,
    Number,
    OneOf,
    OneOfRows,
    People,
    Percent,
    Question,
    Rows,
    ShortText,
)
from flows.reading import NOTHING_KNOWN, Context, shown

LONGEST_LINE = 300


def answer_text(words: Words, question: Question, answer: Answer, context: Context = NOTHING_KNOWN) -> str:
    """The answer as people read it, escaped; rows and checklists in short. `context` has the rows ids point to."""
    match answer.state:
        case AnswerState.UNKNOWN:
            return words("answer.unknown", "not known yet")
        case AnswerState.SKIPPED:
            return words("answer.skipped", "skipped")
        case AnswerState.GIVEN:
            return _value_text(words, question, answer.value, context)
        case _:
            assert_never(answer.state)


def answer_lines(words: Words, question: Question, answer: Answer, context: Context = NOTHING_KNOWN) -> list[str]:
    """The answer in full, escaped: a line for each row or point."""
    if answer.state is AnswerState.GIVEN:
        match question:
            case Rows():
                return [
                    f"{place}. {row_line(words, question, row, context, LONGEST_LINE)}"
                    for place, row in enumerate(answer.value, 1)
                ]
            case Checklist():
                items = [item for part in question.parts for item in part.items]
                return point_lines(words, items, answer.value, LONGEST_LINE)
            case _:
                pass
    return [answer_text(words, question, answer, context)]


def point_lines(words: Words, items: Iterable[Item], value: Mapping[str, Any], longest_reason: int) -> list[str]:
    """A line for each point of a checklist, its state as a sign and as a word, and who owns it."""
    return [_point_line(words, item, value.get(item.key) or {}, longest_reason) for item in items]


def _point_line(words: Words, item: Item, point: Mapping[str, str], longest_reason: int) -> str:
    owner = point.get("owner")
    line = _point_state(words, item, point, longest_reason)
    return f"{line} · {mention(words, owner)}" if owner else line


def _point_state(words: Words, item: Item, point: Mapping[str, str], longest_reason: int) -> str:
    match point.get("state"):
        case "done":
            return words("checklist.done", "☑ {item} {label} — done", item=item.key, label=item.label)
        case "not_applicable":
            reason = on_one_line(words.escape(point.get("reason", "")), longest_reason)
            return words(
                "checklist.not_applicable",
                "➖ {item} {label} — not applicable: {reason}",
                item=item.key,
                label=item.label,
                reason=Markup(reason),
            )
        case _:
            return words("checklist.open", "☐ {item} {label} — open", item=item.key, label=item.label)


def _value_text(words: Words, question: Question, value: Any, context: Context) -> str:
    match question:
        case People():
            return ", ".join(mention(words, person) for person in value)
        case Rows():
            return f"{len(value)}: " + "; ".join(row_title(words, question, row, context) for row in value)
        case Checklist():
            states = [point["state"] for point in value.values()]
            return words(
                "answer.points",
                "{done} done, {left_out} not applicable, {open} open",
                done=states.count("done"),
                left_out=states.count("not_applicable"),
                open=states.count("open"),
            )
        case (
            ShortText()
            | LongText()
            | OneOf()
            | ManyOf()
            | Number()
            | Money()
            | Percent()
            | Date()
            | Duration()
            | OneOfRows()
        ):
            return words.escape(shown(question, value, words.language, context))
        case _:
            assert_never(question)
