"""A bot at work in a stand-in workspace, and the threads people talk to it in."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any

from sqlalchemy import Connection

from bot.app import Bot, running
from bot.exports.collecting import exported
from bot.settings import Settings
from flows.catalog.loader import load_catalogue
from sandbox.answer import Answer
from sandbox.message import Message
from sandbox.people import Person
from sandbox.standin import StandIn

CHANNEL = "#ml-projects"


def settings_for(slack: StandIn, database_url: str, **others: Any) -> Settings:
    return Settings(
        _env_file=None,
        slack_bot_token=slack.bot_token,
        slack_app_token=slack.app_token,
        slack_api_url=slack.api_url,
        database_url=database_url,
        **others,
    )


@dataclass
class World:
    slack: StandIn
    bot: Bot

    def person(self, name: str) -> Person:
        return self.slack.person(name)

    async def settled(self) -> None:
        """Everything said was taken, and everything owed was sent."""
        await self.slack.idle()
        await self.bot.delivery.quiet()

    async def start(self, name: str, line: str = "/ml new", *, channel: str = CHANNEL) -> "Thread":
        """Type the command and follow the thread it opens."""
        cards = len(self.cards(channel))
        answer = await self.person(name).command(line, channel=channel)
        assert answer.failure is None, answer.failure
        await self.settled()
        fresh = self.cards(channel)
        assert len(fresh) == cards + 1, self.slack.transcript(channel)
        return Thread(self, channel, fresh[-1].ts)

    def cards(self, channel: str = CHANNEL) -> list[Message]:
        return [message for message in self.slack.messages(channel) if "ML-" in message.text and message.metadata]

    async def stored(self) -> dict[str, Any]:
        return await self.bot.database.read(_exported)

    async def read(self, work: Callable[[Connection], Any]) -> Any:
        return await self.bot.database.read(work)


@dataclass
class Thread:
    """One project's thread."""

    world: World
    channel: str
    ts: str

    async def say(self, name: str, *texts: str) -> str:
        """Type messages one after the other; the timestamp of the last."""
        said = ""
        for text in texts:
            said = await self.world.person(name).say(text, channel=self.channel, thread=self.ts)
            await self.world.settled()
        return said

    async def click(self, name: str, label: str) -> Answer:
        answer = await self.world.person(name).click(label, thread=self.ts)
        await self.world.settled()
        return answer

    async def edit(self, name: str, ts: str, text: str) -> None:
        await self.world.person(name).edit(self.channel, ts, text)
        await self.world.settled()

    async def delete(self, name: str, ts: str) -> None:
        await self.world.person(name).delete(self.channel, ts)
        await self.world.settled()

    @property
    def messages(self) -> list[Message]:
        return self.world.slack.messages(self.channel, thread=self.ts)

    @property
    def transcript(self) -> str:
        """The thread as it stands now."""
        return self.world.slack.transcript(self.channel, thread=self.ts)

    @property
    def card(self) -> str:
        """What the card says now."""
        return self.messages[0].text

    async def project(self) -> dict[str, Any]:
        """What is stored about it."""
        (found,) = [
            told for told in (await self.world.stored())["projects"] if self.card.split("\n")[0].endswith(told["key"])
        ]
        return found

    async def answers(self) -> dict[str, Any]:
        answers: dict[str, Any] = (await self.project())["answers"]
        return answers


@asynccontextmanager
async def playing(slack: StandIn, database_url: str, **others: Any) -> AsyncIterator[World]:
    numbers = count(1)
    settings = settings_for(slack, database_url, **others)
    async with running(settings, clock=slack.clock, ids=lambda: f"{next(numbers):024x}") as bot:
        await slack.connected()
        yield World(slack, bot)


def _exported(db: Connection) -> dict[str, Any]:
    return exported(db, load_catalogue())
