"""Faults and rates on demand."""

import asyncio
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.rates import Rates
from sandbox.standin import StandIn
from tests.sandbox.conftest import ROOM, error_of, running


def texts(slack: StandIn) -> list[str]:
    return [message.text for message in slack.messages(ROOM)]


async def test_rate_limited(slack: StandIn, client: AsyncWebClient) -> None:
    slack.faults.rate_limited("chat.postMessage", retry_after=7)
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel=ROOM, text="x")
    assert refused.value.response.status_code == 429
    assert refused.value.response.headers["Retry-After"] == "7"
    await client.chat_postMessage(channel=ROOM, text="y")
    assert texts(slack) == ["y"]


@pytest.mark.parametrize(
    ("fault", "done"), [("error_before", []), ("error_after", ["x"]), ("reset_before", []), ("reset_after", ["x"])]
)
async def test_before_and_after_processing(slack: StandIn, client: AsyncWebClient, fault: str, done: Any) -> None:
    getattr(slack.faults, fault)("chat.postMessage", times=1)
    with pytest.raises((SlackApiError, aiohttp.ClientError)):
        await client.chat_postMessage(channel=ROOM, text="x")
    assert texts(slack) == done
    await client.chat_postMessage(channel=ROOM, text="again")
    assert texts(slack) == [*done, "again"]


async def test_a_call_can_be_refused_or_hang(slack: StandIn) -> None:
    slack.faults.refused("chat.postMessage", "internal_error")
    slack.faults.hang("chat.postMessage", 30)
    timeout = aiohttp.ClientTimeout(total=0.2)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        client = AsyncWebClient(slack.bot_token, base_url=slack.api_url, session=session, retry_handlers=[])
        assert await error_of(client.chat_postMessage(channel=ROOM, text="x")) == "internal_error"
        with pytest.raises(asyncio.TimeoutError):
            await client.chat_postMessage(channel=ROOM, text="y")
    assert texts(slack) == ["y"]


async def test_faults_for_any_method_and_their_end(slack: StandIn, client: AsyncWebClient) -> None:
    slack.faults.rate_limited("*", times=2)
    assert await error_of(client.auth_test()) == "ratelimited"
    slack.faults.clear()
    assert (await client.auth_test())["ok"]


class Hand:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


async def test_posts_are_limited_per_channel() -> None:
    seconds = Hand()
    async with running(rates=Rates(monotonic=seconds)) as (_, client):
        for _ in range(15):
            await client.chat_postMessage(channel=ROOM, text="x")
        assert await error_of(client.chat_postMessage(channel=ROOM, text="x")) == "ratelimited"
        await client.chat_postMessage(channel="C0MLSECRET", text="elsewhere")
        seconds.now += 1
        await client.chat_postMessage(channel=ROOM, text="x")


async def test_methods_are_limited_by_tier() -> None:
    seconds = Hand()
    async with running(rates=Rates(monotonic=seconds)) as (_, client):
        for _ in range(5):
            await client.users_list()
        with pytest.raises(SlackApiError) as refused:
            await client.users_list()
        assert refused.value.response.headers["Retry-After"] == "3"
        await client.auth_test()
        seconds.now += 3
        await client.users_list()
