"""Projects that may be the same as a new one."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.i18n import Markup, Words
from bot.names import COMMAND
from bot.views.message import Message, context, message, on_one_line, section

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Alike:
    """`link` leads to its card, once it is posted."""

    key: str
    name: str
    link: str | None


def looks_like_message(words: Words, mine: str, alike: Sequence[Alike], *, started: bool) -> Message:
    """`started`: it is the first thing that is said about the new project, whose key is `mine`."""
    found = Markup(", ".join(_named(words, one) for one in alike))
    if started:
        line = words("likely.started", "Started. Looks like {projects}.", projects=found)
    else:
        line = words("likely.found", "Looks like {projects}.", projects=found)
    merge = words(
        "likely.merge",
        "If it is the same, the lead can merge them: `{command} decide {mine} merge {other}` and a reason. Otherwise "
        "just go on.",
        command=COMMAND,
        mine=mine,
        other=alike[0].key,
    )
    return message(section(line), context(merge))


def _named(words: Words, one: Alike) -> str:
    name = words.escape(on_one_line(one.name, LONGEST_NAME)) or words("card.unnamed", "New ML project")
    return f"<{one.link}|{name}> ({one.key})" if one.link else f"{name} ({one.key})"
