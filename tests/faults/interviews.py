"""A short interview that is played to its end whatever happens to the program, and what must be left of it."""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.exports.collecting import exported
from flows.catalog.loader import load_catalogue
from sandbox.aim import NothingToPress
from sandbox.message import Message
from sandbox.standin import StandIn
from storage.engines import open_engine
from storage.outbox import owed
from tests.world import CHANNEL, World

PROBLEM = "First-time guests cannot choose a dish because the menu is long."
LONGEST = 60  # times ten seconds
SECOND = "2. Helps a person, who checks the result"
STEPS = (
    ("say", PROBLEM),
    ("say", "very large"),
    ("click", SECOND),
    ("say", "mostly"),
    ("say", "labelled"),
    ("say", "minor"),
    ("say", "nobody"),
)
ANSWERS = {
    "project_name": "Menu helper",
    "problem_statement": PROBLEM,
    "value_size": "very_large",
    "archetype": "human_in_the_loop",
    "simple_solution": "solves_mostly",
    "label_status": "labelled",
    "error_cost": "minor",
    "ethics_check": "none",
}


@dataclass
class Player:
    """Ana: types what she was going to type, and presses again what did not seem to work."""

    slack: StandIn
    settled: Callable[[], Awaitable[None]]
    thread: str = ""
    pressed: int = 0

    async def whole_interview(self) -> None:
        await self.begin()
        for how, what in STEPS:
            await (self.say(what) if how == "say" else self.click(what))

    async def begin(self) -> None:
        """Type the command; type it again only if no card appears."""
        while not self.cards:
            await self.slack.connected(20)
            self.pressed += 1
            await self.slack.person("ana").command("/ml new Menu helper", channel=CHANNEL)
            await self.settled()
        self.thread = self.cards[0].ts

    async def say(self, text: str) -> None:
        await self.slack.person("ana").say(text, channel=CHANNEL, thread=self.thread, wait=False)
        await self.settled()

    async def click(self, label: str) -> None:
        """Press the button for as long as it is there."""
        while True:
            await self.slack.connected(20)
            try:
                await self.slack.person("ana").click(label, thread=self.thread)
            except NothingToPress:
                return
            self.pressed += 1
            await self.settled()

    @property
    def cards(self) -> list[Message]:
        return [message for message in self.slack.messages(CHANNEL) if is_card(message)]

    @property
    def transcript(self) -> str:
        """The thread, without what Slackbot says of a press that nobody took."""
        lines = self.slack.transcript(CHANNEL, thread=self.thread).splitlines()
        return "\n".join(line for line in lines if not line.startswith("Slackbot: "))


async def all_sent(world: World, *others: World) -> None:
    """Time passes until nothing is owed any more; never while one of them has a call under way."""
    await world.settled()
    for _ in range(LONGEST):
        for other in others:
            await other.settled()
        if not await world.bot.database.read(owed):
            return
        await time_passes(world, timedelta(seconds=10))
    raise AssertionError("Something stays owed for ever.")


async def time_passes(world: World, step: timedelta) -> None:
    world.slack.move(step)
    world.bot.delivery.wake()
    await world.settled()


def is_card(message: Message) -> bool:
    return any(block.get("block_id") == "card" for block in message.blocks)


def is_question(message: Message) -> bool:
    return any(str(block.get("block_id")).startswith("ways/") for block in message.blocks)


def stored(database_url: str) -> dict[str, Any]:
    engine = open_engine(database_url)
    try:
        with engine.connect() as db:
            return exported(db, load_catalogue())
    finally:
        engine.dispose()


def marks(slack: StandIn, channel: str = CHANNEL) -> Counter[str]:
    """How often each mark stands in the channel and its threads."""
    found = slack.workspace.find_channel(channel)
    assert found
    return Counter(message.metadata["event_payload"]["mark"] for message in found.by_ts.values() if message.metadata)
