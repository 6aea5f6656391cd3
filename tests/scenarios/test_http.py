"""The same bot behind signed HTTP requests instead of Socket Mode."""

import socket
from collections.abc import AsyncIterator
from itertools import count

import aiohttp
import pytest

from bot.app import running
from bot.settings import Settings
from sandbox.clock import Clock
from sandbox.standin import StandIn
from tests.world import World

PROBLEM = "First-time guests cannot choose a dish because the menu is long."


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


@pytest.fixture
async def http_world(database_url: str, subscribed: list[str]) -> AsyncIterator[World]:
    port, numbers = free_port(), count(1)
    clock = Clock.real()  # signatures carry the time
    async with StandIn(events=subscribed, clock=clock, request_url=f"http://127.0.0.1:{port}/slack/events") as slack:
        settings = Settings(
            _env_file=None,
            slack_bot_token=slack.bot_token,
            slack_signing_secret=slack.signing_secret,
            slack_api_url=slack.api_url,
            database_url=database_url,
            GROUNDWORK_PORT=port,
        )
        async with running(settings, clock=clock, ids=lambda: f"{next(numbers):024x}") as bot:
            yield World(slack, bot)


async def test_an_interview_over_http(http_world: World):
    thread = await http_world.start("ana", "/ml new Menu helper")

    await thread.say("ana", PROBLEM, "large")
    await thread.click("ana", "2. Helps a person, who checks the result")
    await thread.say("ana", "partly", "labelled", "minor")
    await thread.click("ana", "1. Nobody could be harmed or treated unfairly")

    assert "Verdict: *Go*" in thread.card
    assert len(await thread.answers()) == 8


async def test_a_request_with_a_wrong_signature_is_refused(http_world: World):
    url = f"http://127.0.0.1:{http_world.slack.http.url.rsplit(':', 1)[1]}"  # type: ignore[union-attr]
    headers = {"X-Slack-Signature": "v0=00", "X-Slack-Request-Timestamp": "1"}

    async with aiohttp.ClientSession() as session, session.post(url, json={}, headers=headers) as answer:
        assert answer.status == 401
