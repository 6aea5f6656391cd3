"""What a message says to the bot: an order, or something for the interview."""

from bot.orders import NotUnderstood, Order, Ordered, ordered
from bot.payloads import by_ids, plain
from bot.said import Messaged
from flows.hearing import Message
from flows.spoken import Word, heard

IN_THREADS = frozenset(
    {
        Order.BOARD,
        Order.WEIGHTS,
        Order.LIST,
        Order.SHOW,
        Order.WHY,
        Order.SCORE,
        Order.STAGE,
        Order.RESULT,
        Order.DECIDE,
        Order.EXPORT,
        Order.REVIEW,
        Order.REMIND,
        Order.TODO,
        Order.DIGEST,
        Order.SETTINGS,
    }
)
"""Orders that a mention of the bot gives in a project's thread, too."""


def heard_in(said: Messaged, me: str, *, addressed: bool) -> Message:
    """The message as the interview hears it; `me` is the bot."""
    rest = said.text.replace(f"<@{me}>", " ").strip()
    return Message(
        by=said.by,
        text=plain(rest),
        source=said.ts,
        addressed=addressed,
        to_others=rest.startswith("<@"),
        mentions=tuple(person for person in said.mentions if person != me),
    )


def order_in(said: Messaged, me: str) -> Ordered | NotUnderstood | None:
    """The order in a message to the bot. In a thread, words that steer and answers come first."""
    text = plain(by_ids(said.text.replace(f"<@{me}>", " "))).strip().removeprefix("/ml").strip()
    order = ordered(text)
    if said.thread is None:
        return order
    if isinstance(order, Ordered) and order.order in IN_THREADS and not isinstance(heard(text), Word):
        return order
    return None
