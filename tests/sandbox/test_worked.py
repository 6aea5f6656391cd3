"""The worked projects, as somebody finds them who opens the sandbox."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest

from sandbox.clock import Clock
from sandbox.standin import StandIn
from sandbox.storyteller import CHANNEL, Storyteller
from sandbox.worked.timeline import begins, play_worked
from tests.world import World, playing

SATURDAY = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
MONDAY_AFTER_A_HOLIDAY = datetime(2026, 11, 30, 0, 5, tzinfo=UTC)


@dataclass
class Found:
    world: World
    now: datetime

    async def projects(self) -> dict[str, dict[str, Any]]:
        told = await self.world.stored()
        return {one["name"]: one for one in told["projects"]}


@pytest.fixture(params=[SATURDAY, MONDAY_AFTER_A_HOLIDAY], ids=["saturday", "monday"])
async def found(request: pytest.FixtureRequest, subscribed: list[str], database_url: str) -> AsyncIterator[Found]:
    now: datetime = request.param
    async with (
        StandIn(events=subscribed, clock=Clock(begins(now), running=True)) as slack,
        playing(slack, database_url) as world,
    ):

        async def settled() -> None:
            await world.bot.tick(slack.clock())
            await world.settled()

        await play_worked(Storyteller(slack, settled), now)
        await settled()
        yield Found(world, now)


async def test_somebody_who_opens_the_sandbox_finds_them(found: Found):
    # One story for all of it: telling it takes long.
    await six_projects_of_two_languages_are_at_every_kind_of_place(found)
    await the_channel_and_the_threads_say_what_happened(found)
    await the_page_shows_them_with_the_picture_of_the_board(found)


async def six_projects_of_two_languages_are_at_every_kind_of_place(found: Found) -> None:
    projects = await found.projects()
    assert {name: (one["owner"], one["stage"], one["scores"]["verdict"]) for name, one in projects.items()} == {
        "Menu helper": ("U0ANA", "data", "go_rules_first"),
        "고객 문의 분류": ("U0MINJUN", "planning", "go"),
        "Churn radar": ("U0BEN", "training", "go"),
        "낙상 감지": ("U0JIWOO", "paused", "collect_data_first"),
        "심야 자율 셔틀": ("U0MINJUN", "stopped", "reconsider"),
        "Region sorter": ("U0ANA", "intake", "do_not_use_ml"),
    }
    assert {one["member"] for one in projects["고객 문의 분류"]["ballots"]} == {"U0MINJUN", "U0JIWOO", "U0BEN"}
    assert [one["value"] for one in projects["Churn radar"]["results"]] == ["47", "58"]
    assert [one["choice"] for one in projects["Region sorter"]["decisions"]] == ["decline"]
    slack = found.world.slack
    assert timedelta(0) <= slack.clock() - found.now < timedelta(minutes=2)


async def the_channel_and_the_threads_say_what_happened(found: Found) -> None:
    slack = found.world.slack
    cards = found.world.cards(CHANNEL)
    menu = next(one for one in cards if one.text.startswith("*Menu helper*"))
    assert "Went back: Data collection and labelling → Planning and project setup (1×)" in menu.text
    shuttle = next(one for one in cards if one.text.startswith("*심야 자율 셔틀*"))
    learnt = [one.text for one in slack.messages(CHANNEL, thread=shuttle.ts)][-1]
    assert "배운 점을 나눠 주셔서" in learnt
    assert "연봉보다 컸어요" in learnt
    tickets = next(one for one in cards if one.text.startswith("*고객 문의 분류*"))
    assert any("의견이 달라요" in one.text for one in slack.messages(CHANNEL, thread=tickets.ts))
    posted = [one.text for one in slack.messages(CHANNEL)]
    digests = [one for one in posted if one.startswith("*Weekly digest")]
    assert len(digests) >= 2
    assert any(one.startswith("*Leaderboard*") and "Impact first" in one for one in posted)
    refused = [
        one.text for thread in cards for one in slack.messages(CHANNEL, thread=thread.ts) if "이해하지 못했" in one.text
    ]
    assert refused == []
    assert [one for one in slack.traffic.latest(2000) if (one.status or 0) >= 400 or "invalid" in one.note] == []


async def the_page_shows_them_with_the_picture_of_the_board(found: Found) -> None:
    slack = found.world.slack
    board = next(one for one in slack.messages(CHANNEL) if one.text.startswith("*Leaderboard*"))
    await slack.until(lambda: any(block["type"] == "image" for block in board.blocks), 20)
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{slack.url}/?as=minjun&in=ml-projects") as answer:
            page = await answer.text()
        for name in await found.projects():
            assert name in page
        at = page.index("impact-and-feasibility.png")
        address = page[page.rindex('"', 0, at) + 1 : page.index('"', at)]
        async with session.get(address) as picture:
            assert picture.content_type == "image/png"
            assert len(await picture.read()) > 10_000
