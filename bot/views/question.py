"""The question on the table, and what is left of it when it is answered."""

from typing import assert_never

from bot.i18n import Markup, Words
from bot.names import Act
from bot.views.answer import answer_text
from bot.views.message import Block, Message, actions, button, context, message, on_one_line, section, select
from bot.views.pressed import Pressed
from flows.answers import Answer, AnswerState
from flows.flow import Askable, Flow
from flows.questions import LongText, ManyOf, Need, OneOf, Option, ShortText
from flows.text import Phrase

BUTTONS = 6  # more options than this become a menu
BUTTON_LABEL = 45  # longer labels are cut off on phones


def question_message(
    words: Words,
    project: str,
    flow: Flow,
    question: Askable,
    *,
    place: tuple[int, int],
    line: int,
    note: Phrase | None = None,
    answer: Answer | None = None,
) -> Message:
    """The question with its help, an example, its options and the ways out; `answer` is the one it has now."""
    number, total = place
    progress = words(
        "question.progress",
        "{number} of {total} · {section}",
        number=number,
        total=total,
        section=flow.titles[question.section],
    )
    prompt = f"*{words.escape(question.question.of(words.language))}*"
    help_text = words.escape(question.help.of(words.language))
    example = words("question.example", "Example: {example}", example=question.example)
    remembered = Pressed(project=project, question=question.key, line=line)
    return message(
        section(f"↩️ {words.say(note)}") if note else None,
        context(progress),
        section("\n".join([prompt, help_text, *_listed(words, question)])),
        context(f"_{example}_"),
        context(_now(words, question, answer)) if answer else None,
        _options(words, question, remembered),
        _ways_out(words, question, remembered, first=number == 1, answered=answer is not None),
    )


def folded_message(words: Words, question: Askable, answer: Answer) -> Message:
    """The answered question on one line: question, answer, who."""
    who = Markup(f"<@{answer.by}>")
    if answer.state is AnswerState.UNKNOWN:
        return message(
            section(
                words("question.todo", "🔖 Saved as a to-do: {question} — {who}", question=question.question, who=who)
            )
        )
    answered = on_one_line(answer_text(words, question, answer), 300)
    line = words(
        "question.folded",
        "☑️ {question} → {answer} — {who}",
        question=question.question,
        answer=Markup(f"*{answered}*"),
        who=who,
    )
    return message(section(line))


def _listed(words: Words, question: Askable) -> list[str]:
    """The options as numbered lines, where a menu would hide them."""
    match question:
        case OneOf(options=options) if not _fit_on_buttons(options):
            return _numbered(words, options)
        case ManyOf(options=options):
            return _numbered(words, options)
        case OneOf() | ShortText() | LongText():
            return []
        case _:
            assert_never(question)


def _numbered(words: Words, options: tuple[Option, ...]) -> list[str]:
    return [f"{number}. {words.escape(option.label.of(words.language))}" for number, option in enumerate(options, 1)]


def _options(words: Words, question: Askable, remembered: Pressed) -> Block | None:
    match question:
        case OneOf(options=options):
            block_id = f"options/{question.key}/{remembered.line}"
            labels = [f"{number}. {option.label.of(words.language)}" for number, option in enumerate(options, 1)]
            values = [str(remembered.model_copy(update={"value": option.value})) for option in options]
            choices = list(zip(labels, values, strict=True))
            if _fit_on_buttons(options):
                buttons = [button(f"{Act.CHOOSE}.{n}", label, value) for n, (label, value) in enumerate(choices, 1)]
                return actions(block_id, *buttons)
            return actions(block_id, select(Act.PICK, words("question.choose", "Choose an answer"), choices))
        case ManyOf() | ShortText() | LongText():
            return None
        case _:
            assert_never(question)


def _now(words: Words, question: Askable, answer: Answer) -> str:
    current = Markup(f"*{on_one_line(answer_text(words, question, answer), 300)}*")
    return words("question.now", "Answered: {answer} — a new answer replaces it.", answer=current)


def _ways_out(words: Words, question: Askable, remembered: Pressed, *, first: bool, answered: bool) -> Block:
    value = str(remembered)
    ways = []
    if question.offers_unknown:
        ways.append(button(Act.UNKNOWN, words("button.unknown", "Don't know yet"), value))
    if not first:
        ways.append(button(Act.BACK, words("button.back", "Back"), value))
    if answered:
        ways.append(button(Act.SKIP, words("button.keep", "Keep it"), value))
    elif question.need is Need.OPTIONAL:
        ways.append(button(Act.SKIP, words("button.skip", "Skip"), value))
    ways.append(button(Act.HELP, words("button.help", "Help"), value))
    return actions(f"ways/{question.key}/{remembered.line}", *ways)


def _fit_on_buttons(options: tuple[Option, ...]) -> bool:
    return len(options) <= BUTTONS and all(
        len(label) <= BUTTON_LABEL for option in options for label in option.label.both()
    )
