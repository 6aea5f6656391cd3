"""What only the lead of a channel may do."""

from bot.i18n import Markup, Words
from bot.names import COMMAND
from bot.views.message import Message, message, section


def not_the_lead(words: Words, lead: str) -> Message:
    """Told to whoever tried; with who can."""
    sentence = words("lead.only", "Only the lead of this channel can do that: {lead}.", lead=Markup(f"<@{lead}>"))
    return message(section(sentence))


def only_in_a_channel(words: Words) -> Message:
    sentence = words(
        "lead.channel",
        "That belongs to a channel. Type it there; here `{command} board` shows all projects that you may see.",
        command=COMMAND,
    )
    return message(section(sentence))
