"""What is set for a channel, in words."""

from typing import assert_never

from bot.i18n import Markup, Words
from bot.names import COMMAND
from bot.views.message import Message, context, message, section
from flows.text import Language


def settings_message(words: Words, lead: object, language: Language) -> Message:
    """Who leads the channel, as it is named in a message, its language, and how both are changed."""
    lines = (
        words("settings.lead", "Lead: {lead}", lead=lead),
        words(
            "settings.language", "Language of what I say to the whole channel: {language}", language=_named(language)
        ),
    )
    return message(section("\n".join(lines)), context(_how(words)))


def lead_set(words: Words, lead: str) -> Message:
    said = words("settings.lead_set", "Done. The lead of this channel is now {lead}.", lead=Markup(f"<@{lead}>"))
    return message(section(said))


def group_set(words: Words, handle: str) -> Message:
    said = words(
        "settings.group_set",
        "Done. Whoever is in this user group may do what a lead does: {group}. What I have to tell the lead still goes "
        "to one person: the lead.",
        group=f"@{handle}",
    )
    return message(section(said))


def group_dropped(words: Words) -> Message:
    return message(section(words("settings.group_dropped", "Done. That user group no longer leads this channel.")))


def language_set(words: Words, language: Language) -> Message:
    said = words(
        "settings.language_set",
        "Done. What I say to the whole channel is now in {language}.",
        language=_named(language),
    )
    return message(section(said))


def settings_unclear(words: Words) -> Message:
    return message(section(_how(words)))


def _how(words: Words) -> str:
    return words(
        "settings.how",
        "`{command} settings lead @somebody` hands the lead over, to a person or to a user group beside them (`off` "
        "behind a group takes that back); `{command} settings language korean` changes the language; `{command} "
        "settings history` shows what was changed.",
        command=COMMAND,
    )


def _named(language: Language) -> str:
    match language:
        case Language.EN:
            return "English"
        case Language.KO:
            return "한국어"
        case _:
            assert_never(language)
