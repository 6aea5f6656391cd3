"""The first words in a channel: three lines."""

from bot.i18n import Words
from bot.views.message import Message, message, section


def welcome_message(words: Words) -> Message:
    """What this is, how to begin, and where the rest is told."""
    lines = (
        words("welcome.what", "👋 I get an ML project's groundwork done before anyone trains a model."),
        words(
            "welcome.begin",
            "Type `/ml new` and a name: I ask eight questions in a thread. Type your answers or press the buttons.",
        ),
        words(
            "welcome.more", "Then you see whether ML is the right tool, and why. `/ml help` shows all else I can do."
        ),
    )
    return message(section("\n".join(lines)))
