"""The story that the demo tells: two people, two languages, two projects."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass

from sandbox.standin import StandIn

CHANNEL = "#ml-projects"
Settled = Callable[[], Awaitable[None]]
"""Returns once the bot has said all that it owes."""


@dataclass(frozen=True, slots=True)
class Told:
    """One chapter: what it is called, and the thread as text."""

    title: str
    transcript: str


@dataclass(slots=True)
class Storyteller:
    """Plays the chapters in a workspace with the bot in it."""

    slack: StandIn
    settled: Settled

    async def play(self) -> list[Told]:
        english = await self._menu_helper()
        korean = await self._ticket_routing()
        return [
            Told("Ana starts a project in English, changes her mind once, and gets a verdict", english),
            Told("민준 starts one in Korean; 지우 is brought in and presses a button", korean),
            Told("The channel afterwards", self._channel()),
        ]

    async def _menu_helper(self) -> str:
        root = await self._start("ana", "/ml new Menu helper")
        await self._say("ana", root, "First-time guests cannot choose a dish because the menu is long.")
        await self._say("ana", root, "// Ben, do we know how many guests ask the staff?")
        value = await self._say("ana", root, "small")
        await self._click("ana", root, "1. Improves something software already does")
        await self._say("ana", root, "no idea, we could ask the kitchen")
        await self._say("ana", root, "2")
        await self._edit("ana", value, "moves one team's number")
        await self._say("ana", root, "close stand-in")
        await self._say("ana", root, "proxy")
        await self._click("ana", root, "1. Nobody minds")
        await self._click("ana", root, "1. Nobody could be harmed or treated unfairly")
        return self.slack.transcript(CHANNEL, thread=root)

    async def _ticket_routing(self) -> str:
        root = await self._start("minjun", "/ml 새로 고객 문의 분류")
        await self._say("minjun", root, "고객이 여러 부서를 거쳐야 해서 답변을 받기까지 몇 시간씩 기다려요.")
        await self._say("minjun", root, "제품이나 부서")
        await self._say("minjun", root, "2번")
        await self._say("minjun", root, "@jiwoo 이 부분은 함께 봐 주세요")
        await self._say("jiwoo", root, "일부만 해결")
        await self._say("minjun", root, "모름")
        await self._click("jiwoo", root, "2. 조금 불편하거나 다시 하면 돼요")
        await self._say("minjun", root, "1")
        await self._say("minjun", root, "상태")
        return self.slack.transcript(CHANNEL, thread=root)

    def _channel(self) -> str:
        """The messages of the channel, without their threads."""
        return "\n".join(self._in_channel())

    def _in_channel(self) -> Iterator[str]:
        for line in self.slack.transcript(CHANNEL).splitlines():
            if not line.startswith("    "):
                yield line

    async def _start(self, name: str, line: str) -> str:
        known = {message.ts for message in self.slack.messages(CHANNEL)}
        await self.slack.person(name).command(line, channel=CHANNEL)
        await self.settled()
        (card,) = (message for message in self.slack.messages(CHANNEL) if message.ts not in known)
        return card.ts

    async def _say(self, name: str, root: str, text: str) -> str:
        ts = await self.slack.person(name).say(text, channel=CHANNEL, thread=root)
        await self.settled()
        return ts

    async def _edit(self, name: str, ts: str, text: str) -> None:
        await self.slack.person(name).edit(CHANNEL, ts, text)
        await self.settled()

    async def _click(self, name: str, root: str, label: str) -> None:
        await self.slack.person(name).click(label, thread=root)
        await self.settled()
