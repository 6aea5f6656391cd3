"""A week's digest as one message."""

from collections.abc import Callable, Iterator, Mapping

from bot.i18n import Markup, Words
from bot.names import COMMAND
from bot.views.message import PRIVATE_TEXT_LIMIT, Block, Message, context, message, section
from flows.digest.digest import Digest
from flows.digest.facts import Person, Project
from flows.digest.sections import LINES_IN_BLOCK, Line, Section, SectionKey
from flows.text import Phrase

Link = Callable[[Project], str | None]
"""The address of a project's thread."""


def digest_message(words: Words, told: Digest, link: Link, *, preview: bool = False) -> Message:
    """Every line leads to its thread; a quiet week is one line."""
    note = context(words("digest.preview", "Only you see this preview.")) if preview else None
    if told.quiet:
        return message(section(words.say(told.quiet)), note)
    blocks = [section(f"*{words.say(told.title)}*")]
    for one in told.sections:
        blocks += _section(words, one, link)
    return message(*blocks, note, room=PRIVATE_TEXT_LIMIT)


def _section(words: Words, one: Section, link: Link) -> Iterator[Block]:
    lines = [f"*{words.say(one.heading)}*", *(_line(words, line, link) for line in one.lines)]
    if one.rest:
        lines.append(words.say(one.rest))
    size = 1 if one.key is SectionKey.DECISIONS else LINES_IN_BLOCK
    if size == 1 and len(lines) > 1:
        lines[:2] = ["\n".join(lines[:2])]
    for begin in range(0, len(lines), size):
        yield section("\n".join(lines[begin : begin + size]))


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
