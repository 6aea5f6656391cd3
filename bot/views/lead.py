"""What belongs to a channel."""

from bot.i18n import Words
from bot.names import COMMAND
from bot.views.message import Message, message, section


def only_in_a_channel(words: Words) -> Message:
    sentence = words(
        "lead.channel",
        "That belongs to a channel. Type it there; here `{command} board` shows all projects that you may see.",
        command=COMMAND,
    )
    return message(section(sentence))
