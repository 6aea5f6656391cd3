"""People who act out a story: again and again, until what they wanted has come about."""

import asyncio
import re
from dataclasses import dataclass, field
from typing import Any

from flows.text import Language
from sandbox.aim import NothingToPress
from sandbox.answer import Answer
from sandbox.message import Message
from sandbox.people import Person
from sandbox.standin import StandIn
from sandbox.views import View
from tests.faults.interviews import is_card
from tests.faults.soak.stories import (
    Begin,
    Edit,
    FillIn,
    Order,
    Press,
    Rush,
    Say,
    SayAndMend,
    Step,
    Story,
    Vote,
    Withdraw,
)
from tests.world import CHANNEL

LOCALES = {Language.EN: "en-US", Language.KO: "ko-KR"}
COUNTED = ("verdict.continue", "verdict.later")  # pressed a second time they do something else
ZONES = ("Europe/London", "Asia/Seoul", "America/New_York", "Asia/Kolkata")


@dataclass
class Player:
    """One story and the two people in it."""

    slack: StandIn
    story: Story
    first: Person
    second: Person
    thread: str = ""
    turns: int = 0
    begun: int = 0
    """How often the command was typed: of one that went unanswered nobody knows whether it was taken."""
    loose: bool = False
    """Whether the end depends on chance: what went unanswered and was pressed again may have been taken twice."""
    _said: str = ""
    _aimed: tuple[Message, str] | None = None
    """The message and the block in it; a message that shows something else meanwhile is not pressed again."""
    _tries: int = 0
    _filled: bool = False
    steps: list[Step] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.steps = [*self.story.steps]
        self.loose = self.story.hasty

    async def act(self) -> bool:
        """Try the next step; whether it is done. Once everything has settled it is to be tried again."""
        step = self.steps[0]
        self._tries += 1
        if self._tries > 60:
            raise AssertionError(f"{self.story.name}: {step} does not succeed.\n{self.transcript}")
        if done := await self._try(step, self.first if step.first else self.second):
            self.steps.pop(0)
            self._tries, self._aimed, self._filled = 0, None, False
        return done

    async def _try(self, step: Step, person: Person) -> bool:
        match step:
            case Begin():
                return await self._begin(person)
            case Say(text=text):
                self._said = await self._say(person, text)
                return True
            case SayAndMend(text=text, mended=mended):
                self._said = await self._say(person, text)
                await self._edit(person, mended)
                return True
            case Edit(text=text):
                await self._edit(person, text)
                return True
            case Withdraw():
                self.turns += 1
                await person.delete(CHANNEL, self._said, wait=False)
                return True
            case Press(action=action):
                return await self._press(person, action)
            case FillIn(choice=choice):
                return await self._form(person, "question.form", choice)
            case Vote(choice=choice):
                return await self._form(person, "round.ballot", choice)
            case Order(line=line):
                return await self._order(person, line)
            case Rush(texts=texts):
                await asyncio.gather(*(self._say(person, text) for text in texts))
                return True
            case _:
                raise TypeError(step)

    async def _begin(self, person: Person) -> bool:
        if card := next((one for one in self.slack.messages(CHANNEL) if self._is_mine(one)), None):
            self.thread = card.ts
            return True
        self.turns += 1
        self.begun += 1
        word = "new" if self.story.language is Language.EN else "새로"
        await person.command(f"/ml {word} {self.story.name}", channel=CHANNEL)
        return False

    def _is_mine(self, message: Message) -> bool:
        return is_card(message) and f"*{self.story.name}*" in message.text

    async def _say(self, person: Person, text: str) -> str:
        self.turns += 1
        return await person.say(text, channel=CHANNEL, thread=self.thread, wait=False)

    async def _edit(self, person: Person, text: str) -> None:
        self.turns += 1
        await person.edit(CHANNEL, self._said, text, wait=False)

    async def _press(self, person: Person, action: str) -> bool:
        """Press what was first aimed at, for as long as it is there."""
        answer = await self._use(person, action)
        return answer is None or not answer.failure

    async def _use(self, person: Person, action: str) -> Answer | None:
        """None when it is not there."""
        if self._aimed is None:
            self._aimed = self._having(action)
        if self._aimed is None:
            return None
        message, block = self._aimed
        self.turns += 1
        self.loose |= self._tries > 1 and action in COUNTED
        try:
            return await person.use(message, block, action)
        except NothingToPress:
            return None

    async def _form(self, person: Person, action: str, choice: int) -> bool:
        """Open a form and send it off. It stays open for as long as nobody took it."""
        if person.view is None:
            if self._filled:
                return True
            if await self._use(person, action) is None:
                return True
        if (view := person.view) is None:
            return False
        if not self._filled:
            _choose(person, view, choice)
            self._filled = True
        self.turns += 1
        sent = await person.submit()
        if sent.failure or sent.errors:  # such as: Slack could not be asked who this is
            return False
        while person.view is not None:  # what else applies now
            await person.close(everything=True)
        return True

    async def _order(self, person: Person, line: str) -> bool:
        self.turns += 1
        answer: Answer = await person.command(line.format(key=self.key), channel=CHANNEL)
        return answer.failure is None

    def _having(self, action: str) -> tuple[Message, str] | None:
        """Where this control is, in the newest message that has it."""
        for message in reversed(self.messages):
            for block in message.blocks:
                if any(one.get("action_id") == action for one in block.get("elements", ())):
                    return message, block["block_id"]
        return None

    @property
    def messages(self) -> list[Message]:
        return self.slack.messages(CHANNEL, thread=self.thread) if self.thread else []

    @property
    def key(self) -> str:
        found = re.search(r"ML-\d+", self.messages[0].text)
        assert found
        return found[0]

    @property
    def transcript(self) -> str:
        """The thread as everybody sees it. Messages that it links to are named by their place in it."""
        if not self.thread:
            return ""
        places = {one.ts.replace(".", ""): place for place, one in enumerate(self.messages)}
        names = self.slack.workspace.names
        lines = [
            f"{names.get(one.user, one.user)}: {one.text} {sorted(one.reactions)} {'(edited)' if one.edited else ''}"
            for one in self.messages
        ]
        told = "\n".join(lines).replace(self.key, "ML-?")
        return re.sub(r"/p(\d{16})(\?thread_ts=[\d.]+)?", lambda found: f"/{places.get(found[1])}", told)


def _choose(person: Person, view: View, choice: int) -> None:
    """Choose by its place an option of the first input that has options, and of all that are still empty."""
    chosen = False
    for block in view.blocks:
        element: dict[str, Any] = block.get("element") or {}
        if (options := element.get("options")) and not (chosen and "initial_option" in element):
            person.put(view, block["block_id"], element["action_id"], options[(choice - 1) % len(options)]["value"])
            chosen = True


def cast(slack: StandIn, told: list[Story], places: int) -> list[list[Player]]:
    """The players of each place, who act one after the other. People of a place have one story at a time."""
    rows: list[list[Player]] = [[] for _ in range(places)]
    for index, story in enumerate(told):
        place = index % places
        first = _person(slack, f"{story.language.value}{place}a", story.language, place)
        second = _person(slack, f"{story.language.value}{place}b", story.language, place + 1)
        rows[place].append(Player(slack, story, first, second))
    return rows


def _person(slack: StandIn, name: str, language: Language, number: int) -> Person:
    try:
        return slack.person(name)
    except KeyError:
        zone = ZONES[number % len(ZONES)]
        return slack.add_person(name, name.title(), channels=[CHANNEL], locale=LOCALES[language], tz=zone)
