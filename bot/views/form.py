"""Questions as forms: a page or other stretch, a single question, one row of a group, whom to ask."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bot.i18n import Words
from bot.names import Sheet
from bot.views import fields
from bot.views.choosing import typed_in
from bot.views.fields import Element, View, field, modal
from bot.views.message import Block, context, escape, section
from bot.views.pressed import Held, Pressed
from bot.views.rows import nothing_to_choose
from bot.views.sheets import question_blocks, radios
from flows.answers import Answers
from flows.flow import QUICK, Flow, Stretch
from flows.prefilled import column_of, field_of, offered_in, prefilled_column
from flows.questions import Column, Need, Question, Rows
from flows.reading import Context
from flows.reading.chosen_rows import row_name
from flows.reading.context import Row

QUESTIONS = 12
"""More questions than this are too much for one sheet."""

__all__ = ["View", "ask_sheet", "page_sheets", "question_sheet", "row_sheet"]


def page_sheets(
    words: Words,
    flow: Flow,
    stretch: Stretch,
    answers: Answers,
    *,
    project: str,
    key: str,
    context: Context,
    line: int | None = None,
) -> tuple[View, ...]:
    """The questions of a stretch that apply, filled in with what is known, on as few sheets as are good to fill in.

    Which question is on which sheet depends on the stretch alone, so that part 1 is the same after part 0 was saved.
    `key` is the project's. No sheets where no question applies.
    """
    words = _in_fields(words)
    parts = [
        [question for question in part if flow.applies(question.key, answers)]
        for part in _parts([flow[asked] for asked in stretch.questions])
    ]
    title = _title(words, flow, stretch)
    sheets = []
    for number, questions in enumerate(parts):
        held = Held(project=project, stretch=stretch.key, part=number, line=line)
        last = number == len(parts) - 1
        where = words("form.part", "{part} of {parts}", part=number + 1, parts=len(parts)) if len(parts) > 1 else ""
        blocks = _blocks(words, questions, answers, held, context, " · ".join(filter(None, (key, where))))
        submit = _submit(words, stretch, last=last)
        sheets.append(modal(words, Sheet.PAGE, held, title=title, submit=submit, blocks=blocks))
    return tuple(sheets) if any(parts) else ()


def question_sheet(
    words: Words,
    flow: Flow,
    question: Question,
    answers: Answers,
    *,
    project: str,
    key: str,
    context: Context,
    line: int | None = None,
) -> View:
    """One question as a form."""
    words = _in_fields(words)
    held = Held(project=project, question=question.key, line=line)
    return modal(
        words,
        Sheet.PAGE,
        held,
        title=flow.titles[question.section].of(words.language),
        submit=words("button.save", "Save"),
        blocks=_blocks(words, [question], answers, held, context, key),
    )


def row_sheet(
    words: Words,
    group: Rows,
    row: Row | None,
    *,
    project: str,
    line: int | None,
    context: Context,
    under: str | None = None,
    missing: Sequence[str] = (),
) -> View:
    """One row as a form: a new one, or `row` to be changed or finished; typing begins at what is `missing`."""
    words = _in_fields(words)
    known = row or {}
    held = Held(project=project, question=group.key, row=known.get("id"), line=line, under=under)
    blocks: list[Block] = [section(f"*{escape(group.question.of(words.language))}*")]
    for column in group.columns:
        first = column.key == next(iter(missing), None)
        blocks.append(_column(words, group, column, known, context, first=first))
    is_new = known.get("id") not in {one.get("id") for one in context.rows(group.key)}
    title = words("form.add_row", "Add to the list") if is_new else words("form.edit_row", "Change the entry")
    return modal(words, Sheet.ROW, held, title=title, submit=words("button.save", "Save"), blocks=blocks)


def ask_sheet(words: Words, question: Question, *, project: str, line: int | None) -> View:
    """Whom to ask a question."""
    words = _in_fields(words)
    about = words("ask.about", "I will mention them in the thread with this question, and note that they were asked.")
    return modal(
        words,
        Sheet.ASK,
        Held(project=project, question=question.key, line=line),
        title=words("button.ask", "Ask someone"),
        submit=words("ask.submit", "Ask"),
        blocks=[
            section(f"*{escape(question.question.of(words.language))}*"),
            field(
                field_of("person"),
                words("ask.whom", "Who could answer it?"),
                fields.person_field(words),
                optional=False,
            ),
            context(about),
        ],
    )


def _in_fields(words: Words) -> Words:
    """The same language, without escapes: Slack reads no markup in fields."""
    return replace(words, escape=str)


def _parts(questions: Sequence[Question]) -> list[Sequence[Question]]:
    """As few parts as there can be, of about the same length."""
    count = -(-len(questions) // QUESTIONS)
    cuts = [round(len(questions) * part / count) for part in range(count + 1)]
    return [questions[begin:end] for begin, end in pairwise(cuts)]


def _blocks(
    words: Words, questions: Sequence[Question], answers: Answers, held: Held, known: Context, above: str
) -> list[Block]:
    blocks: list[Block] = [context(escape(above))]
    for question in questions:
        remembered = Pressed(project=held.project, question=question.key, line=held.line)
        blocks += question_blocks(words, question, answers.get(question.key), remembered, known)
    return blocks


def _title(words: Words, flow: Flow, stretch: Stretch) -> str:
    if stretch.key == QUICK or stretch.title is None:
        return words("form.quick_title", "New ML project")
    return stretch.title.of(words.language)


def _submit(words: Words, stretch: Stretch, *, last: bool) -> str:
    if not last:
        return words("form.save_and_go_on", "Save and go on")
    if stretch.key == QUICK:
        return words("form.see_verdict", "See verdict")
    return words("button.save", "Save")


def _column(words: Words, group: Rows, column: Column, row: Row, known: Context, *, first: bool) -> Block:
    label = column.label.of(words.language)
    optional = column.need is not Need.REQUIRED or bool(column.only_where)
    if column.kind in ("one_of_rows", "one_of_other_rows") and not offered_in(group, column, row, known):
        text = "" if optional else nothing_to_choose(words, column.rows or group.key)
        return section(f"*{escape(label)}*\n{text}") if text else context(_nobody_yet(words, label))
    element = _column_element(words, group, column, row, known)
    hint = _column_hint(words, group, column)
    return field(column_of(column.key), label, element, hint=hint, optional=optional, first=first)


def _column_element(words: Words, group: Rows, column: Column, row: Row, known: Context) -> Element:
    entry = prefilled_column(group, column, row, words.language, known)
    match column.kind:
        case "one_of":
            options = [(option.label.of(words.language), option.value) for option in column.options]
            return fields.one_field(words, options, entry, radios=radios(column.options))
        case "one_of_rows" | "one_of_other_rows":
            rows = [(row_name(one), str(one["id"])) for one in offered_in(group, column, row, known)]
            return fields.one_field(words, rows, entry, radios=False)
        case "people":
            return fields.people_field(words, entry, column.max_people)
        case "short_text":
            return fields.text_field(entry, most=column.max_chars)
        case "number" | "duration":
            return fields.text_field(entry, most=100)


def _column_hint(words: Words, group: Rows, column: Column) -> str:
    """How it can be typed, and in which rows it counts."""
    typed = None if column.kind == "people" else typed_in(words, column.kind)
    return " ".join(filter(None, (typed, _where(words, group, column))))


def _where(words: Words, group: Rows, column: Column) -> str:
    """`Only where Kind is “Optimise: the better the better”.`"""
    for key, values in column.only_where.items():
        other = next(one for one in group.columns if one.key == key)
        labels = [option.label.of(words.language) for option in other.options if option.value in values]
        return words(
            "form.only_where",
            "Counts only where {column} is “{options}”.",
            column=other.label,
            options=" / ".join(labels),
        )
    return ""


def _nobody_yet(words: Words, label: str) -> str:
    return words("form.no_other_rows", "{column}: nothing to choose from yet.", column=escape(label))
