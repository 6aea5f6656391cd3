"""A week's digest as one message."""

from collections.abc import Callable, Iterator, Mapping

from bot.i18n import Markup, Words
from bot.names import COMMAND, Act
from bot.views.decided import decide_button
from bot.views.fields import Element
from bot.views.message import PRIVATE_TEXT_LIMIT, Block, Message, actions, button, context, message, section
from bot.views.pressed import Pressed
from bot.views.reminder import label_of
from bot.views.stage import leave_button
from flows.cadence.asked import More
from flows.cadence.clocks import Subject
from flows.digest.digest import Digest
from flows.digest.facts import LeftToLead, Person, Project, PrototypeOverdue
from flows.digest.sections import LINES_IN_BLOCK, Line, Section, SectionKey
from flows.lifecycle.reason import Kind
from flows.text import Phrase

Link = Callable[[Project], str | None]
"""The address of a project's thread."""


Find = Callable[[Project], str | None]
"""The id of a project."""


def digest_message(
    words: Words, told: Digest, link: Link, *, find: Find = lambda project: None, preview: bool = False
) -> Message:
    """Every line leads to its thread, every decision has its buttons; a quiet week is one line."""
    note = context(words("digest.preview", "Only you see this preview.")) if preview else None
    if told.quiet:
        return message(section(words.say(told.quiet)), note)
    blocks = [section(f"*{words.say(told.title)}*")]
    for one in told.sections:
        blocks += _section(words, one, link, find)
    return message(*blocks, note, room=PRIVATE_TEXT_LIMIT)


def _section(words: Words, one: Section, link: Link, find: Find) -> Iterator[Block]:
    heading = f"*{words.say(one.heading)}*"
    if one.key is SectionKey.DECISIONS:
        for place, line in enumerate(one.lines):
            said = _line(words, line, link)
            yield section(said if place else f"{heading}\n{said}")
            if ways := _ways(words, line, find):
                yield actions(f"digest/{place}", *ways)
        if one.rest:
            yield section(words.say(one.rest))
        return
    lines = [heading, *(_line(words, line, link) for line in one.lines)]
    if one.rest:
        lines.append(words.say(one.rest))
    for begin in range(0, len(lines), LINES_IN_BLOCK):
        yield section("\n".join(lines[begin : begin + LINES_IN_BLOCK]))


def _ways(words: Words, line: Line, find: Find) -> list[Element]:
    """What can be done about it on the spot; who may is looked at when it is pressed."""
    project = find(line.projects[0]) if line.projects else None
    if project is None:
        return []
    match line.fact:
        case LeftToLead():
            review = Subject.PROJECT.value + "/"
            kept = Pressed(project=project, question=review, value=f"/{More.KEEP.value}")
            given = Pressed(project=project, question=review, value=f"/{More.HAND_OVER.value}")
            return [
                button(f"{Act.REVIEW}.0", words.say(label_of(More.KEEP)), str(kept)),
                button(f"{Act.REVIEW}.1", words.say(label_of(More.HAND_OVER)), str(given)),
                leave_button(words, project, Kind.PAUSE, 2),
            ]
        case PrototypeOverdue():
            return [decide_button(words, Pressed(project=project)), leave_button(words, project, Kind.STOP, 1)]
        case _:
            return [decide_button(words, Pressed(project=project))]


def _line(words: Words, line: Line, link: Link) -> str:
    return f"• {words.say(_linked(words, line.sentence, link))}"


def _linked(words: Words, said: Phrase, link: Link) -> Phrase:
    """Projects become links to their threads, people become mentions."""
    slots: Mapping[str, object] = {slot: _shown(words, value, link) for slot, value in said.slots.items()}
    return Phrase(said.key, said.english, slots)


def _shown(words: Words, value: object, link: Link) -> object:
    match value:
        case Project():
            name = words.escape(value.name) or words("card.unnamed", "New ML project")
            address = link(value)
            return Markup(f"<{address}|{name}> ({value.key})" if address else f"{name} ({value.key})")
        case Person():
            return Markup(f"<@{value.id}>")
        case Phrase():
            return _linked(words, value, link)
        case _:
            return value


def off_message(words: Words, channel: str) -> Message:
    """To the lead: the channel cannot be reached any more."""
    return message(
        section(
            words(
                "digest.off_gone",
                "I can no longer post in {channel}, so its weekly digest is off. `{command} digest monday 09:30` there "
                "turns it on again.",
                channel=Markup(f"<#{channel}>"),
                command=COMMAND,
            )
        )
    )
