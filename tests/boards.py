"""People at a leaderboard: what they type there, what they see, and time that passes."""

import re
from collections.abc import Iterable
from datetime import timedelta
from functools import partial

from sqlalchemy import Connection

from bot.tick import Tick
from sandbox.answer import Answer
from sandbox.message import Message
from tests.portfolios import Kept, keep
from tests.world import CHANNEL, World

ANSWERS = ("First-time guests cannot choose a dish because the menu is long.", "3", "2", "2", "2", "2", "2", "2")
SECONDS = 20.0


def plain(text: str) -> str:
    """Without addresses and dates, which differ from run to run."""
    return re.sub(r"<!date\^[^>]*\|[^>]*>", "[date]", re.sub(r"<https?://[^|>]*\|([^>]*)>", r"[\1]", text))


async def order(world: World, name: str, line: str, channel: str = CHANNEL) -> str:
    """Type a command; what it says privately, at once or a moment later."""
    answer = await world.person(name).command(line, channel=channel)
    await world.settled()
    assert answer.failure is None, answer.failure
    return plain(answer.text)


async def press(world: World, name: str, label: str, message: Message | None = None) -> str:
    """Press something; the newest private message of the one who did."""
    answer: Answer = await world.person(name).click(label, message)
    await world.settled()
    assert answer.failure is None, answer.failure
    return whispered(world, name)


def whispered(world: World, name: str) -> str:
    return plain(world.slack.ephemerals(name)[-1].text)


async def stored(world: World, kept: Iterable[Kept]) -> None:
    """Put projects into the bot's database."""
    await world.bot.database.write(partial(_keep, list(kept)))


def boards(world: World, channel: str = CHANNEL) -> list[Message]:
    """The boards of a channel, the oldest first."""
    return [one for one in world.slack.messages(channel) if one.text.startswith(("*Leaderboard*", "*순위표*"))]


def buttons(message: Message) -> list[str]:
    found = [element for block in message.blocks if block["type"] == "actions" for element in block["elements"]]
    return [(element.get("text") or element.get("placeholder"))["text"] for element in found]


def is_pictured(message: Message) -> bool:
    return any(block["type"] == "image" for block in message.blocks)


async def pictured(world: World, channel: str = CHANNEL) -> Message:
    """The newest board, once its picture is there."""
    await world.slack.until(lambda: is_pictured(boards(world, channel)[-1]), SECONDS)
    await world.settled()
    return boards(world, channel)[-1]


async def shows(world: World, text: str, channel: str = CHANNEL) -> Message:
    """The newest board, once it says this."""
    await world.slack.until(lambda: text in boards(world, channel)[-1].text, SECONDS)
    await world.settled()
    return boards(world, channel)[-1]


async def beat(world: World, **later: int) -> None:
    """Time goes on, and the metronome beats."""
    now = world.slack.clock.move(timedelta(**later))
    await Tick(world.bot.database, world.bot.delivery, world.bot.turns.world)(now)
    await world.settled()


def _keep(kept: list[Kept], db: Connection) -> None:
    keep(db, kept)
