"""Two workspaces with the same ids, side by side in one bot: each is told what it would be told alone."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import bot.app
import bot.live
from bot.charts.worker import NotDrawn
from bot.scheduler import metronome
from sandbox.clock import Clock
from sandbox.standin import StandIn
from storage.boards import TOGETHER, waiting_boards
from tests.isolation.story import GUESTS, NURSES, Told, outcome, story, traffic
from tests.isolation.two import Both
from tests.world import World, playing


@pytest.fixture(autouse=True)
def told_when_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures and beats come when they come; the story is compared without them."""

    async def draw(*_: Any) -> bytes:
        raise NotDrawn

    async def unheard(_: datetime) -> None:
        """Only the story's own beats count."""

    monkeypatch.setattr(bot.live, "draw", draw)
    monkeypatch.setattr(bot.app, "metronome", lambda _, clock: metronome(unheard, clock))


@asynccontextmanager
async def stand_in(subscribed: list[str]) -> AsyncIterator[StandIn]:
    async with StandIn(events=subscribed, clock=Clock(running=True), ack_timeout=5.0) as slack:
        yield slack


async def play(told: list[tuple[World, Told]]) -> None:
    """The stories, a step of each at a time; where they wait for a day, it comes for all of them."""
    world = told[0][0]
    stories = [story(one, words) for one, words in told]
    while (waits := await asyncio.gather(*(anext(one, None) for one in stories)))[0]:
        if isinstance(waits[0], datetime):
            await boards_follow(world)
            world.slack.clock.move_to(waits[0])
            await world.bot.tick(world.slack.clock())
            await world.settled()
    await boards_follow(world)


async def boards_follow(world: World) -> None:
    """Every board shows what has happened."""
    world.slack.clock.move(TOGETHER)
    while any(board.due_at for board in await world.read(waiting_boards)):
        await world.slack.idle()
    await world.settled()


async def test_each_of_two_workspaces_with_the_same_ids_is_told_what_it_is_told_alone(
    subscribed: list[str], migrated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    for file in ("alone.db", "both.db"):
        shutil.copy(migrated, tmp_path / file)
    async with stand_in(subscribed) as slack, playing(slack, f"sqlite:///{tmp_path / 'alone.db'}") as world:
        await play([(world, GUESTS)])
        alone = outcome(world)

    async with stand_in(subscribed) as slack:
        twin = slack.add_workspace("T0TWIN", twin=True)
        monkeypatch.setattr(bot.app, "OneWorkspace", partial(Both, twin=twin))
        async with playing(slack, f"sqlite:///{tmp_path / 'both.db'}") as world:
            there = World(twin, world.bot)  # type: ignore[arg-type]
            await play([(world, GUESTS), (there, NURSES)])
            for place, words in ((world, GUESTS), (there, NURSES)):
                seen = outcome(place)
                assert list(seen) == list(alone)
                for where, told in seen.items():
                    assert words.neutral(told) == GUESTS.neutral(alone[where]), where
            assert NURSES.leaks_into(traffic(world)) == []
            assert GUESTS.leaks_into(traffic(there)) == []
