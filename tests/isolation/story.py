"""A long story of one workspace, told in other words in another one: intake, ballots, board, weeks, Home, export."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime

from sandbox.views import View
from tests.scenarios.courses import order, plain, press
from tests.scenarios.test_ballots import vote
from tests.scenarios.test_export import received
from tests.scenarios.test_home import home
from tests.scenarios.test_reminders import november
from tests.world import CHANNEL, Thread, World

NEXT = "next"
PEOPLE = ("ana", "ben", "minjun")


@dataclass(frozen=True, slots=True)
class Told:
    """What is said in one workspace; each the same length as in the other, so that nothing is cut elsewhere."""

    name: str
    problem: str
    other: str
    seat: str
    reason: str

    def neutral(self, text: str) -> str:
        """A text with its own words taken out."""
        for word in (self.problem, self.reason, self.name, self.other, self.seat):
            text = text.replace(word, "…").replace(word.casefold(), "…")
        return text

    def leaks_into(self, text: str) -> list[str]:
        """Its words that stand in what another workspace was told."""
        own = (self.problem, self.reason, self.name, self.other, self.seat)
        return [word for word in own if word in text]


GUESTS = Told(
    "Menu helper",
    "First-time guests cannot choose a dish because the menu is long.",
    "Table finder",
    "Guests wait long for a table because nobody sees which are free.",
    "We start in March with two people.",
)
NURSES = Told(
    "Rota helper",
    "First-time nurses cannot choose a slot because the rota is long.",
    "Ward watcher",
    "Nurses wait long for a relief because nobody sees which are off.",
    "We begin in April with six people.",
)


async def story(world: World, told: Told) -> AsyncIterator[datetime | str]:
    """Yields after each step, a moment where everybody's clock should move there."""
    thread = await world.start("ana", f"/ml new {told.name}")
    yield NEXT
    await thread.say("ana", told.problem, "large", "2")
    yield NEXT
    wrong = await thread.say("ana", "3")
    await thread.edit("ana", wrong, "2")
    await thread.say("ana", "2", "2")
    await thread.click("ana", "1. Nobody could be harmed or treated unfairly")
    yield NEXT
    second = await world.start("ben", f"/ml new {told.other}")
    await second.say("ben", told.seat, "3", "2", "1", "2", "2", "1")
    yield NEXT
    for name in ("ben", "minjun"):
        await thread.click(name, "Join")
    await order(world, "ana", f"/ml score {told.name}")
    yield NEXT
    await vote(thread, "ben", value_size="medium")
    await vote(thread, "minjun", value_size="very_large", data_access="ready")
    yield NEXT
    await order(world, "ana", f"/ml score {told.name} close")
    await order(world, "ana", "/ml board")
    yield NEXT
    await order(world, "ana", "/ml weights data first")
    await press(world, "ana", "Apply for everybody")
    await order(world, "ana", f"/ml decide {told.other} accept {told.reason}")
    yield NEXT
    await order(world, "ana", f"/ml stage {told.name}")
    await press(world, "ana", "Move on: Planning and project setup")
    for name in PEOPLE:
        await home(world, name)
    yield november(30, 15, 1)
    await world.person("ana").click("On track", world.slack.direct("ana")[-1])
    await world.settled()
    for line in ("list", "todo", f"why {told.other}", "board all", "calibration", "settings", "export json"):
        await order(world, "ana", f"/ml {line}")
    await home(world, "ana")
    yield november(30, 21, 1)


def outcome(world: World) -> dict[str, str]:
    """Everything people can see in the end, by where they see it."""
    seen = {CHANNEL: _timeless(world.slack.transcript(CHANNEL))}
    for name in PEOPLE:
        seen[f"whispered to {name}"] = _timeless("\n".join(plain(one.text) for one in world.slack.ephemerals(name)))
        seen[f"sent to {name}"] = _timeless("\n".join(one.text for one in world.slack.direct(name)))
        seen[f"home of {name}"] = _timeless(_blocks(world.person(name).home))
    for file, content in received(world, "ana"):
        seen[file] = _timeless(content)
    return seen


def traffic(world: World) -> str:
    """Whatever the bot sent to this workspace, as it was."""
    here = [one for one in world.slack.traffic.latest(5000) if one.team == world.slack.team.id]
    return "\n".join(str(one.request) for one in here if one.way == "in")


def _blocks(view: View | None) -> str:
    return str(view.blocks) if view else ""


def _timeless(text: str) -> str:
    """Without ids that are drawn by lot, and without moments."""
    text = re.sub(r"\b[0-9a-f]{24}\b", "id", text)
    text = re.sub(r"\bp?1[67]\d{8}\.?\d{6}\b", "ts", text)
    text = re.sub(r"\d{4}-\d\d-\d\dT[0-9:.]+(Z|\+00:00)", "moment", text)
    text = re.sub(r"<!date\^\d+\^", "<!date^moment^", text)
    return re.sub(r"\b(F|V|b)\d+", "id", text)


__all__ = ["GUESTS", "NURSES", "PEOPLE", "Thread", "Told", "outcome", "story", "traffic"]
