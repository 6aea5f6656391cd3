"""One question as the blocks of a form."""

from collections.abc import Iterator, Sequence
from typing import assert_never

from bot.i18n import Words
from bot.names import Act
from bot.views import fields
from bot.views.choosing import typed_in
from bot.views.fields import Element, field
from bot.views.message import Block, actions, button, context, escape, section
from bot.views.pressed import Pressed
from bot.views.rows import nothing_to_choose, row_blocks
from flows.answers import Answer, AnswerState
from flows.prefilled import UNKNOWN, Entries, Entry, field_of, offered_rows, prefilled
from flows.questions import (
    Checklist,
    Date,
    Duration,
    LongText,
    ManyOf,
    Money,
    Need,
    Number,
    OneOf,
    OneOfRows,
    Option,
    Part,
    People,
    Percent,
    Question,
    Rows,
    ShortText,
)
from flows.reading import Context
from flows.reading.chosen_rows import row_name


def question_blocks(
    words: Words, question: Question, answer: Answer | None, remembered: Pressed, known: Context
) -> list[Block]:
    """The question with what is known of it filled in. `words` escape nothing: fields are plain text."""
    value = answer.value if answer and answer.state is AnswerState.GIVEN else None
    unknown = answer is not None and answer.state is AnswerState.UNKNOWN
    entries = prefilled(question, value, words.language, known)
    match question:
        case Rows():
            return list(_rows(words, question, answer, remembered, known))
        case Checklist():
            return list(_checklist(words, question, entries))
        case OneOfRows() if not offered_rows(question, known):
            asked = f"*{escape(_label(words, question))}*\n{nothing_to_choose(words, question.rows)}"
            return [section(asked, block_id=f"rows:{question.key}")]
        case _:
            entry = entries[field_of(question.key)]
            if unknown and question.offers_unknown:
                entry = UNKNOWN
            return [_field(words, question, _element(words, question, entry, known))]


def radios(options: Sequence[Option]) -> bool:
    """Whether options are few and short enough for radio buttons, in every language the same."""
    short = all(len(label) <= fields.RADIO_LABEL for option in options for label in option.label.both())
    return short and len(options) <= fields.RADIOS


def _element(
    words: Words,
    question: ShortText | LongText | OneOf | ManyOf | Number | Money | Percent | Date | Duration | People | OneOfRows,
    entry: Entry,
    known: Context,
) -> Element:
    match question:
        case ShortText(max_chars=most):
            return fields.text_field(_typed(entry), most=most)
        case LongText(max_chars=most):
            return fields.text_field(_typed(entry), most=most, multiline=True)
        case Number() | Money() | Percent() | Duration():
            return fields.text_field(_typed(entry), most=100)
        case OneOf(options=options):
            offered = [(option.label.of(words.language), option.value) for option in options]
            return fields.one_field(words, [*offered, *_unknown(words, question)], entry, radios=radios(options))
        case OneOfRows():
            rows = [(row_name(row), str(row["id"])) for row in offered_rows(question, known)]
            return fields.one_field(words, [*rows, *_unknown(words, question)], entry, radios=False)
        case ManyOf(options=options):
            return fields.many_field([(option.label.of(words.language), option.value) for option in options], entry)
        case Date():
            return fields.date_field(words, _typed(entry))
        case People(max_people=most):
            return fields.people_field(words, entry, most)
        case _:
            assert_never(question)


def _typed(entry: Entry) -> Entry:
    """Only a choice can be *Don't know yet*."""
    return None if entry == UNKNOWN else entry


def _unknown(words: Words, question: Question) -> list[tuple[str, str]]:
    return [(words("button.unknown", "Don't know yet"), UNKNOWN)] if question.offers_unknown else []


def _field(words: Words, question: Question, element: Element) -> Block:
    optional = question.need is not Need.REQUIRED
    return field(
        field_of(question.key), _label(words, question), element, hint=_hint(words, question), optional=optional
    )


def _label(words: Words, question: Question) -> str:
    return question.question.of(words.language)


def _hint(words: Words, question: Question) -> str:
    unit = question.unit if isinstance(question, Number) else None
    typed = None if isinstance(question, Date | People) else typed_in(words, question.kind, unit)
    example = words("question.example", "Example: {example}", example=question.example)
    return " ".join(filter(None, (question.help.of(words.language), typed, example)))


def _rows(words: Words, question: Rows, answer: Answer | None, remembered: Pressed, known: Context) -> Iterator[Block]:
    rows = answer.value if answer and answer.state is AnswerState.GIVEN else ()
    asked = f"*{escape(_label(words, question))}*\n{escape(question.help.of(words.language))}"
    yield section(asked, block_id=f"rows:{question.key}")
    yield from row_blocks(Words(words.language, escape), question, rows, known, remembered)
    if not rows:
        yield context(words("form.no_rows", "Nothing added yet."))
    if len(rows) < question.max_rows:
        add = button(Act.ADD, words("button.add", "Add"), str(remembered))
        yield actions(f"add:{question.key}", add)


def _checklist(words: Words, question: Checklist, entries: Entries) -> Iterator[Block]:
    asked = f"*{escape(_label(words, question))}*\n{escape(question.help.of(words.language))}"
    yield section(asked, block_id=f"points:{question.key}")
    for part in question.parts:
        yield from _part(words, question, part, entries)


def _part(words: Words, question: Checklist, part: Part, entries: Entries) -> Iterator[Block]:
    title = part.label.of(words.language)
    done, leaving, reasons = (field_of(question.key, name, part.key) for name in ("done", "na", "reasons"))
    labelled = [(f"{item.key} {item.label.of(words.language)}", item.key) for item in part.items]
    yield field(done, words("form.part_done", "{part}: done", part=title), fields.many_field(labelled, entries[done]))
    yield field(
        leaving,
        words("form.part_na", "{part}: does not apply", part=title),
        fields.many_field(labelled, entries[leaving]),
    )
    yield field(
        reasons,
        words("form.part_reasons", "{part}: why it does not apply", part=title),
        fields.text_field(entries[reasons], multiline=True),
        hint=words("form.reasons_hint", "One line each, such as “{item}: no personal data”.", item=part.items[0].key),
    )
