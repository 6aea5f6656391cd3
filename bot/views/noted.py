"""What the thread says when several answers came at once, a question was handed over, or all is answered."""

from bot.i18n import Markup, Words
from bot.names import Act
from bot.views.answer import answer_text
from bot.views.message import Block, Message, actions, button, context, message, on_one_line, packed, section, select
from bot.views.pressed import Pressed
from bot.views.scores import scores_line, verdict_label
from flows.answers import values_of
from flows.effects import HandedOver, Noted
from flows.flow import DETAILS
from flows.overview import Overview
from flows.reading import Context

LONGEST_ANSWER = 160
MOST_LINES = 60
ROOM = 2600  # characters, so that the message's text says every line too
MOST_PROBLEMS = 12


def noted_message(words: Words, overview: Overview, noted: Noted) -> Message:
    """Which answers came in together, and which lines could not be taken."""
    answers = overview.conversation.answers
    known = Context(answers=values_of(answers))
    taken = [key for key in noted.questions if key in answers]
    lines = []
    for key in taken:
        question = overview.flow[key]
        said = Markup(f"*{on_one_line(answer_text(words, question, answers[key], known), LONGEST_ANSWER)}*")
        lines.append(words("noted.line", "• {question} → {answer}", question=question.question, answer=said))
    who = Markup(f"<@{noted.by}>")
    heading = words("noted.heading", "📝 Answers taken: {count} — {who}", count=len(taken), who=who)
    shown = packed(lines, MOST_LINES, ROOM)
    left = len(lines) - sum(paragraph.count("\n") + 1 for paragraph in shown)
    return message(
        section(heading) if taken else None,
        *(section(paragraph) for paragraph in shown),
        context(words("noted.more", "…and {count} more.", count=left)) if left > 0 else None,
        *(context(words.say(note)) for note in noted.notes[:MOST_PROBLEMS]),
        *_problems(words, noted),
    )


def handed_over_message(words: Words, overview: Overview, handed: HandedOver) -> Message:
    """The question, for the one it is asked of by name."""
    question = overview.flow[handed.question]
    asked = words(
        "asked.heading",
        "🙋 {person}, {by} asks you: {question}",
        person=Markup(f"<@{handed.person}>"),
        by=Markup(f"<@{handed.by}>"),
        question=Markup(f"*{words.escape(question.question.of(words.language))}*"),
    )
    help_text = words.escape(question.help.of(words.language))
    how = words("asked.how", "Type the answer here in the thread, or press *Answer*.")
    pressed = Pressed(project=overview.project, question=question.key)
    return message(
        section(f"{asked}\n{help_text}"),
        context(how),
        actions(f"asked/{question.key}", button(Act.FORM, words("button.answer", "Answer"), str(pressed))),
    )


def completed_message(words: Words, overview: Overview) -> Message:
    """All that was to be asked is answered: where the project stands, and how to go deeper."""
    standing = words("completed.verdict", "Verdict: {verdict}", verdict=Markup(f"*{verdict_label(words, overview)}*"))
    return message(
        section(words("completed.heading", "🎉 Everything I wanted to ask is answered. Thank you!")),
        section("\n".join((standing, scores_line(words, overview)))) if overview.told else None,
        _deeper(words, overview),
    )


def _deeper(words: Words, overview: Overview) -> Block | None:
    """A menu of the sections that still have details to ask."""
    choices = []
    for stretch, count in overview.flow.details_left(overview.conversation.answers):
        one = words("deepen.section_one", "{section} (1 question)", section=stretch.title)
        more = words("deepen.section", "{section} ({count} questions)", section=stretch.title, count=count)
        value = Pressed(project=overview.project, value=stretch.key.removeprefix(DETAILS))
        choices.append((one if count == 1 else more, str(value)))
    if not choices:
        return None
    return actions("deeper", select(Act.DEEPEN, words("deepen.menu", "Deepen a section"), choices))


def _problems(words: Words, noted: Noted) -> list[Block]:
    if not noted.refused and not noted.strange:
        return []
    lines = [
        words("noted.refused", "• “{line}” — {problem}", line=on_one_line(line, 80), problem=problem)
        for line, problem in noted.refused[:MOST_PROBLEMS]
    ]
    room = MOST_PROBLEMS - len(lines)
    lines += [words("noted.strange", "• “{line}”", line=on_one_line(line, 80)) for line in noted.strange[:room]]
    left = len(noted.refused) + len(noted.strange) - len(lines)
    if left > 0:
        lines.append(words("noted.more_lines", "…and {count} more lines.", count=left))
    heading = words("noted.problems", "I did not understand these lines; everything else is kept:")
    return [section("\n".join((heading, *lines))[:2900])]
