"""What was changed about a channel as a whole, by whom."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.i18n import Markup, Words
from bot.names import Did
from bot.views.message import Message, context, message, on_one_line, packed, section

MOST = 20
ROOM = 2900
LONGEST = 80


@dataclass(frozen=True, slots=True)
class Changed:
    """One change; `before` and `after` as they were stored, a group by its handle."""

    at: datetime
    by: str
    what: Did
    before: Any
    after: Any


def channel_history_message(words: Words, changes: Sequence[Changed]) -> Message:
    """The newest first. Weights have a history of their own."""
    if not changes:
        return message(section(words("channel.unchanged", "Nobody has changed a setting of this channel yet.")))
    title = words("channel.history", "*Changes of settings*: {count}", count=len(changes))
    newest = [line for one in reversed(changes[-MOST:]) for line in _lines(words, one)]
    more = len(changes) - MOST
    return message(
        section(title),
        *(section(paragraph) for paragraph in packed(newest, MOST, ROOM)),
        context(words("reply.more", "…and {count} more.", count=more)) if more > 0 else None,
    )


def _lines(words: Words, change: Changed) -> Iterator[str]:
    match change.what:
        case Did.LED:
            lead = words("rhythm.lead", "Lead")
            yield _line(words, change, lead, *(_mention(one) for one in (change.before, change.after)))
        case Did.LED_BY_GROUP:
            group = words("channel.lead_group", "Group that leads")
            yield _line(words, change, group, *(f"@{one}" if one else None for one in (change.before, change.after)))
        case Did.SPOKEN:
            language = words("rhythm.language", "Language of what I say to the whole channel")
            yield _line(words, change, language, change.before, change.after)
        case _:
            before, after = (one if isinstance(one, dict) else {} for one in (change.before, change.after))
            for name in sorted({*before, *after}):
                yield _line(words, change, setting_label(words, name), before.get(name), after.get(name))


def setting_label(words: Words, name: str) -> str:
    """What a channel's setting is called, by its name in storage."""
    match name:
        case "zone":
            return words("rhythm.zone_label", "Time zone")
        case "workdays":
            return words("rhythm.workdays", "Workdays")
        case "country":
            return words("rhythm.country_label", "Public holidays of")
        case "quiet_begins" | "quiet_ends":
            return words("rhythm.quiet_label", "Quiet hours")
        case "digest":
            return words("rhythm.digest_label", "Weekly digest")
        case "profile":
            return words("rhythm.profile", "How often people are asked")
        case "starters":
            return words("rhythm.starters", "Who may start a project")
        case _:
            return words("channel.shared", "What all projects can build on")


def _line(words: Words, change: Changed, label: str, before: object, after: object) -> str:
    when = Markup(f"<!date^{int(change.at.timestamp())}^{{date_short}} {{time}}|{change.at:%Y-%m-%d}>")
    return words(
        "channel.changed",
        "• {when}, {who}: {what}: {before} → {after}",
        when=when,
        who=Markup(f"<@{change.by}>"),
        what=label,
        before=_value(before),
        after=_value(after),
    )


def _mention(person: object) -> Markup | None:
    return Markup(f"<@{person}>") if person else None


def _value(value: object) -> object:
    """As it is stored, on one line; a list by its parts."""
    if not value and value != 0:
        return "–"
    match value:
        case Markup():
            return value
        case list():
            return ", ".join(map(str, value))
        case dict():
            return on_one_line(", ".join(f"{name}: {one}" for name, one in value.items()), LONGEST)
        case _:
            return on_one_line(str(value), LONGEST)
