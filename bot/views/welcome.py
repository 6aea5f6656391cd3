"""The first words in a channel: three lines."""

from bot.i18n import Words
from bot.views.message import Message, message, section


def welcome_message(words: Words) -> Message:
    """What this is, how to begin, and where the rest is told."""
    return message(section("\n".join(_lines(words))))


def installed_message(words: Words) -> Message:
    """The same for whoever brought the bot into the workspace, where it is in no channel yet."""
    what, begin, more = _lines(words)
    thanks = words(
        "welcome.installed", "Thank you for installing me. First invite me to a channel: `/invite @Groundwork`."
    )
    return message(section("\n".join((what, thanks, begin, more))))


def _lines(words: Words) -> tuple[str, str, str]:
    return (
        words("welcome.what", "👋 I get an ML project's groundwork done before anyone trains a model."),
        words(
            "welcome.begin",
            "Type `/ml new` and a name: I ask eight questions in a thread. Type your answers or press the buttons.",
        ),
        words(
            "welcome.more", "Then you see whether ML is the right tool, and why. `/ml help` shows all else I can do."
        ),
    )
