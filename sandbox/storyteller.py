"""Plays people in a workspace with the bot in it: what they type and press, and time that passes."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sandbox.answer import Answer
from sandbox.message import Message
from sandbox.standin import StandIn

CHANNEL = "#ml-projects"
FIELD = "field:"
PATIENCE = 20.0  # seconds of real time
Settled = Callable[[], Awaitable[None]]
"""Returns once the bot has said all that it owes."""


class DidNotWork(Exception):
    """The bot refused what a story needs."""


@dataclass(slots=True)
class Storyteller:
    """Each verb returns once the bot has answered. Raises DidNotWork when it did not do what was asked."""

    slack: StandIn
    settled: Settled

    async def start(self, name: str, line: str) -> str:
        """Start a project by a command; the timestamp of its card."""
        known = {message.ts for message in self.slack.messages(CHANNEL)}
        await self.order(name, line)
        fresh = [message.ts for message in self.slack.messages(CHANNEL) if message.ts not in known]
        if len(fresh) != 1:
            raise DidNotWork(f"{line!r} started nothing: {self._whispered(name)}")
        return fresh[0]

    async def order(self, name: str, line: str) -> str:
        """Type a command in the channel; what is answered privately."""
        answer = await self.slack.person(name).command(line, channel=CHANNEL)
        await self.settled()
        self._check(answer, line)
        return answer.text

    async def say(self, name: str, root: str, *texts: str) -> str:
        """Type messages into a thread, one after the other; the timestamp of the last."""
        ts = ""
        for text in texts:
            ts = await self.slack.person(name).say(text, channel=CHANNEL, thread=root)
            await self.settled()
        return ts

    async def edit(self, name: str, ts: str, text: str) -> None:
        """Change a message of one's own."""
        await self.slack.person(name).edit(CHANNEL, ts, text)
        await self.settled()

    async def click(self, name: str, root: str, label: str) -> None:
        """Press something in a thread."""
        self._check(await self.slack.person(name).click(label, thread=root), label)
        await self.settled()

    async def press(self, name: str, label: str, in_: Message | None = None) -> None:
        """Press something in a message, or else in what was last said to this person alone."""
        shown = in_ or self.slack.ephemerals(name)[-1]
        self._check(await self.slack.person(name).click(label, shown), label)
        await self.settled()

    async def send(self, name: str, **fields: Any) -> None:
        """Fill in the open form, by question, and send it off; a sheet that asks for more is closed."""
        person = self.slack.person(name)
        await person.fill({FIELD + field: value for field, value in fields.items()})
        sent = await person.submit()
        self._check(sent, "the form")
        await self.settled()
        if person.view:
            await person.close()

    async def vote(self, name: str, root: str, **chosen: Any) -> None:
        """Send off a ballot of the round that was announced last in a thread."""
        await self.click(name, root, "round.ballot")
        await self.send(name, **chosen)

    async def until(self, moment: datetime) -> None:
        """Let time pass; a moment that has passed by already is now."""
        self.pass_by(moment)
        await self.settled()

    def pass_by(self, moment: datetime) -> None:
        """As `until`, without waiting for what time brings."""
        clock = self.slack.clock
        clock.move(max(moment - clock(), timedelta(0)))

    async def later(self, **step: float) -> None:
        """Let some time pass, such as `days=1`."""
        self.slack.clock.move(timedelta(**step))
        await self.settled()

    async def sees(self, condition: Callable[[], bool]) -> None:
        """Wait for what comes by itself, such as a picture."""
        await self.slack.until(condition, PATIENCE)
        await self.settled()

    def thread(self, root: str) -> list[Message]:
        """A thread's messages, the card first."""
        return self.slack.messages(CHANNEL, thread=root)

    def _check(self, answer: Answer, did: str) -> None:
        if answer.failure or answer.errors:
            raise DidNotWork(f"{did}: {answer.failure or answer.errors}")

    def _whispered(self, name: str) -> str:
        return "\n".join(message.text for message in self.slack.ephemerals(name)[-1:])
