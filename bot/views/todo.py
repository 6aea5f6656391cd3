"""The list of what waits for one person."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, assert_never

from bot.i18n import Markup, Words
from bot.names import Act
from bot.views.message import PRIVATE_TEXT_LIMIT, Block, Message, button, context, message, on_one_line, section
from bot.views.pressed import Pressed
from flows.questions import Question

MOST = 40
ROOM = 11_000  # characters, so that the message's text says every line too
LONGEST_QUESTION = 120
LONGEST_NAME = 80


class What(StrEnum):
    """Why something waits, in the order of the list."""

    QUESTION = "question"
    BALLOT = "ballot"
    OWNERLESS = "ownerless"
    PAUSED = "paused"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits; `name` is escaped. `asked_by` handed the question over; `round` is the ballot's."""

    what: What
    project: str
    name: str
    key: str
    link: str | None = None
    question: Question | None = None
    asked_by: str | None = None
    round: str | None = None


def todo_message(words: Words, found: Sequence[Waiting]) -> Message:
    """Grouped, the most urgent first; at most forty lines."""
    if not found:
        return message(section(words("todo.nothing", "Nothing waits for you.")))
    blocks: list[Block] = [section(f"*{words('todo.title', 'What waits for you: {count}', count=len(found))}*")]
    room, shown = ROOM, 0
    for what in What:
        lines = [one for one in found if one.what is what]
        if not lines or shown >= MOST:
            continue
        heading = True
        for one in lines[: MOST - shown]:
            line = _line(words, one)
            room -= len(line) + 80  # with its heading or its button
            if room < 0:
                break
            blocks.append(section(f"{_heading(words, what)}\n{line}" if heading else line, _button(words, one)))
            heading, shown = False, shown + 1
    if len(found) > shown:
        blocks.append(context(words("reply.more", "…and {count} more.", count=len(found) - shown)))
    return message(*blocks, room=PRIVATE_TEXT_LIMIT)


def _heading(words: Words, what: What) -> str:
    match what:
        case What.QUESTION:
            said = words("todo.questions", "Questions for you")
        case What.BALLOT:
            said = words("todo.ballots", "Ballots to cast")
        case What.OWNERLESS:
            said = words("todo.ownerless", "Projects that nobody owns any more")
        case What.PAUSED:
            said = words("todo.paused", "Your paused interviews")
        case What.UNKNOWN:
            said = words("todo.unknown", "Still to find out in your projects")
        case _:
            assert_never(what)
    return f"*{said}*"


def _line(words: Words, one: Waiting) -> str:
    name = on_one_line(one.name, LONGEST_NAME)
    project = Markup(f"<{one.link}|{name}> ({one.key})" if one.link else f"{name} ({one.key})")
    if one.question is None:
        return f"• {project.text}"
    asked = on_one_line(one.question.question.of(words.language), LONGEST_QUESTION)
    if one.asked_by:
        who = Markup(f"<@{one.asked_by}>")
        return words(
            "todo.asked", "• {question} — {project}, {who} asked you", question=asked, project=project, who=who
        )
    return words("todo.question", "• {question} — {project}", question=asked, project=project)


def _button(words: Words, one: Waiting) -> dict[str, Any] | None:
    match one.what:
        case What.QUESTION | What.UNKNOWN if one.question:
            pressed = Pressed(project=one.project, question=one.question.key)
            return button(Act.FORM, words("button.answer", "Answer"), str(pressed))
        case What.BALLOT:
            pressed = Pressed(project=one.project, value=one.round)
            return button(Act.BALLOT, words("button.ballot", "Score it"), str(pressed))
        case _:
            return None
