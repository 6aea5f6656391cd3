"""A project shown privately: its card, and ways to everything that is known of it."""

from bot.i18n import Words
from bot.names import Act
from bot.views.card import card_message
from bot.views.decided import decide_button
from bot.views.message import Message, button
from bot.views.pressed import Pressed
from flows.overview import Overview


def shown_message(words: Words, overview: Overview, reader: str, *, leads: bool) -> Message:
    """`leads`: the reader decides in this channel."""
    pressed = Pressed(project=overview.project)
    ways = [
        button(Act.FULL, words("button.full", "Full card"), str(pressed)),
        button(Act.CHARTER, words("button.charter", "Charter"), str(pressed)),
    ]
    if leads:
        ways.append(decide_button(words, pressed))
    if not overview.conversation.takes_part(reader):
        ways.append(button(Act.JOIN, words("button.join", "Join"), str(pressed)))
    return card_message(words, overview, ways)
