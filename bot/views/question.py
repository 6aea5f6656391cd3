"""The question on the table, and what is left of it when it is answered."""

from typing import Any, assert_never

from bot.i18n import Markup, Words
from bot.names import Act
from bot.views.answer import answer_text, point_lines
from bot.views.choosing import Offer, chooser, numbered, typed_in
from bot.views.message import (
    Block,
    Message,
    actions,
    button,
    checkboxes,
    datepicker,
    message,
    on_one_line,
    people_select,
    section,
)
from bot.views.message import context as aside
from bot.views.pressed import Pressed, block_of
from bot.views.rows import draft_blocks, nothing_to_choose, row_blocks
from flows.answers import Answer, Answers, AnswerState
from flows.conversation import Draft
from flows.flow import Flow, Spot
from flows.prefilled import offered_rows
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
    People,
    Percent,
    Question,
    Rows,
    ShortText,
)
from flows.reading import Context
from flows.text import Phrase

LONGEST_ANSWER = 300
LONGEST_REASON = 60
PRIOR_ART = "prior_art"


def question_message(
    words: Words,
    project: str,
    flow: Flow,
    question: Question,
    *,
    line: int,
    context: Context,
    answers: Answers,
    note: Phrase | None = None,
    answer: Answer | None = None,
    draft: Draft | None = None,
) -> Message:
    """The question with its help, an example, its options and the ways out; `answer` is the one it has now.

    `draft` is the unfinished row of a repeating group, whose next part is asked instead.
    """
    remembered = Pressed(project=project, question=question.key, line=line)
    progress = aside(progress_text(words, flow.spot(question.key, answers)))
    prompt = f"*{words.escape(question.question.of(words.language))}*"
    noted = section(f"↩️ {words.say(note)}") if note else None
    if draft and isinstance(question, Rows):
        asked = draft_blocks(words, question, draft, context, remembered)
        return message(noted, progress, section(prompt), *asked, _draft_ways(words, remembered))
    help_text = words.escape(question.help.of(words.language))
    example = words("question.example", "Example: {example}", example=question.example)
    value = answer.value if answer and answer.state is AnswerState.GIVEN else None
    return message(
        noted,
        progress,
        section("\n".join([prompt, help_text, *_listed(words, question, context)])),
        aside(f"_{example}_"),
        _now(words, question, answer, context),
        *_controls(words, question, value, context, remembered),
        _ways_out(
            words,
            question,
            remembered,
            first=flow.before(question.key, answers) is None,
            answered=answer is not None,
            listed=len(value) if isinstance(question, Rows | Checklist) and value else 0,
        ),
    )


def folded_message(words: Words, question: Question, answer: Answer, context: Context) -> Message:
    """The answered question on one line: question, answer, who."""
    who = Markup(f"<@{answer.by}>")
    if answer.state is AnswerState.UNKNOWN:
        return message(
            section(
                words("question.todo", "🔖 Saved as a to-do: {question} — {who}", question=question.question, who=who)
            )
        )
    answered = on_one_line(answer_text(words, question, answer, context), LONGEST_ANSWER)
    line = words(
        "question.folded",
        "☑️ {question} → {answer} — {who}",
        question=question.question,
        answer=Markup(f"*{answered}*"),
        who=who,
    )
    return message(section(line))


def progress_text(words: Words, spot: Spot) -> str:
    """How far one is: on the quick intake and in details by section, on a page by page."""
    if spot.page is None:
        return words(
            "question.progress",
            "{number} of {total} · {section}",
            number=spot.number,
            total=spot.total,
            section=spot.title,
        )
    return words(
        "question.progress_page",
        "Page {page} of {pages} · {title} · {number} of {total}",
        page=spot.page,
        pages=spot.of_pages,
        title=spot.title,
        number=spot.number,
        total=spot.total,
    )


def _listed(words: Words, question: Question, context: Context) -> list[str]:
    """What stands below the help: options that a menu would hide, or how the answer can be typed."""
    match question:
        case OneOf(options=options):
            return numbered(words, Offer.of_options(words, options))
        case OneOfRows():
            rows = offered_rows(question, context)
            return numbered(words, Offer.of_rows(rows)) if rows else [nothing_to_choose(words, question.rows)]
        case Number(unit=unit) if unit:
            return [typed_in(words, question.kind, unit) or ""]
        case Date():
            return [typed_in(words, question.kind) or ""]
        case _:
            return []  # the example shows how


def _controls(
    words: Words, question: Question, value: Any, context: Context, remembered: Pressed
) -> list[Block | None]:
    field = block_of(remembered, "field")
    match question:
        case OneOf(options=options):
            return [chooser(words, Offer.of_options(words, options), remembered)]
        case OneOfRows():
            rows = offered_rows(question, context)
            return [chooser(words, Offer.of_rows(rows), remembered)] if rows else []
        case ManyOf(options=options):
            boxes = [(f"{n}. {option.label.of(words.language)}", option.value) for n, option in enumerate(options, 1)]
            return [actions(field, checkboxes(Act.TICK, boxes, value or ()))]
        case Date():
            return [actions(field, datepicker(Act.DATE, words("question.pick_day", "Pick a day"), value))]
        case People():
            picking = words("question.pick_people", "Choose people")
            return [actions(field, people_select(Act.TICK, picking, value or (), question.max_people))]
        case Rows():
            return [*row_blocks(words, question, value or (), context, remembered)]
        case Checklist():
            return [
                section("\n".join((f"*{words.escape(part.label.of(words.language))}*", *lines)))
                for part in question.parts
                if (lines := point_lines(words, part.items, value or {}, LONGEST_REASON))
            ]
        case ShortText() | LongText() | Number() | Money() | Percent() | Duration():
            return []
        case _:
            assert_never(question)


def _now(words: Words, question: Question, answer: Answer | None, known: Context) -> Block | None:
    """The answer so far, where the controls do not show it."""
    if answer is None or (answer.state is AnswerState.GIVEN and isinstance(question, Rows | Checklist)):
        return None
    current = Markup(f"*{on_one_line(answer_text(words, question, answer, known), LONGEST_ANSWER)}*")
    return aside(words("question.now", "Answered: {answer} — a new answer replaces it.", answer=current))


def _ways_out(
    words: Words, question: Question, remembered: Pressed, *, first: bool, answered: bool, listed: int
) -> Block:
    value = str(remembered)
    ways = _forward(words, question, value, listed=listed)
    if question.offers_unknown:
        ways.append(button(Act.UNKNOWN, words("button.unknown", "Don't know yet"), value))
    if not first:
        ways.append(button(Act.BACK, words("button.back", "Back"), value))
    done = any(way["action_id"] == Act.DONE for way in ways)
    if answered and not done:
        ways.append(button(Act.SKIP, words("button.keep", "Keep it"), value))
    elif question.need is Need.OPTIONAL and not done:
        ways.append(button(Act.SKIP, words("button.skip", "Skip"), value))
    ways.append(button(Act.HELP, words("button.help", "Help"), value))
    ways.append(button(Act.FORM, words("button.form", "Form"), value))
    ways.append(button(Act.ASK, words("button.ask", "Ask someone"), value))
    if question.key == PRIOR_ART:
        ways.append(button(Act.OTHERS, words("button.others", "What do others do?"), value))
    return actions(f"ways/{question.key}/{remembered.line}", *ways)


def _forward(words: Words, question: Question, value: str, *, listed: int) -> list[dict[str, Any]]:
    """The buttons that take what stands above them; `listed` is how many rows or points are there already."""
    match question:
        case ManyOf() | People():
            return [button(Act.SAVE, words("button.save", "Save"), value, style="primary")]
        case Rows():
            add = button(Act.ADD, words("button.add", "Add"), value, style=None if listed else "primary")
            done = button(Act.DONE, words("button.done", "Done"), value, style="primary" if listed else None)
            ends = listed > 0 or question.need is Need.OPTIONAL
            return [*([add] if listed < question.max_rows else []), *([done] if ends else [])]
        case Checklist() if listed:
            return [button(Act.DONE, words("button.done", "Done"), value, style="primary")]
        case _:
            return []


def _draft_ways(words: Words, remembered: Pressed) -> Block:
    value = str(remembered)
    return actions(
        f"ways/{remembered.question}/{remembered.line}",
        button(Act.ADD, words("button.form", "Form"), value),
        button(Act.DROP, words("button.drop", "Drop this row"), value),
        button(Act.HELP, words("button.help", "Help"), value),
    )
