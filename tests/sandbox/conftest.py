"""A stand-in, a plain client for it, and a small app connected to it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.standin import StandIn

ROOM = "C0MLPROJECTS"


class Bot:
    """A Bolt app that keeps every event, and fails as often as it is told to."""

    def __init__(self, slack: StandIn, client: AsyncWebClient) -> None:
        self.slack = slack
        self.events: list[dict[str, Any]] = []
        self.bodies: list[dict[str, Any]] = []
        self.retries: list[str] = []
        self.failures = 0
        self.app = AsyncApp(client=client, process_before_response=True, signing_secret=slack.signing_secret)
        self.handler: AsyncSocketModeHandler | None = None
        self.app.event("app_mention")(self.take)
        for name in ("message", "user_change", "reaction_added", "reaction_removed", "app_home_opened"):
            self.app.event(name)(self.take)
        self.app.event("member_joined_channel")(self.take)

    async def take(self, event: dict[str, Any], body: dict[str, Any], request: Any) -> None:
        self.retries.append(request.headers.get("x-slack-retry-num", ["0"])[0])
        if self.failures:
            self.failures -= 1
            raise RuntimeError("told to fail")
        self.events.append(event)
        self.bodies.append(body)

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [event for event in self.events if event["type"] == kind]

    async def connect(self) -> None:
        self.handler = AsyncSocketModeHandler(self.app, self.slack.app_token, ping_interval=0.05)
        self.handler.client.web_client = self.app.client
        await self.handler.connect_async()
        await self.slack.connected()

    async def close(self) -> None:
        if self.handler is not None:
            await self.handler.close_async()


@asynccontextmanager
async def client_of(slack: StandIn) -> AsyncIterator[AsyncWebClient]:
    async with aiohttp.ClientSession() as session:
        yield AsyncWebClient(slack.bot_token, base_url=slack.api_url, session=session, retry_handlers=[])


@asynccontextmanager
async def running(**more: Any) -> AsyncIterator[tuple[StandIn, AsyncWebClient]]:
    """A stand-in with a client, and no app."""
    async with StandIn(**more) as slack, client_of(slack) as client:
        yield slack, client


@asynccontextmanager
async def connected(**more: Any) -> AsyncIterator[Bot]:
    """A stand-in with a connected app."""
    async with StandIn(**more) as slack, client_of(slack) as client:
        bot = Bot(slack, client)
        await bot.connect()
        try:
            yield bot
        finally:
            await bot.close()


@pytest_asyncio.fixture
async def slack() -> AsyncIterator[StandIn]:
    async with StandIn() as slack:
        yield slack


@pytest_asyncio.fixture
async def client(slack: StandIn) -> AsyncIterator[AsyncWebClient]:
    async with client_of(slack) as client:
        yield client


@pytest_asyncio.fixture
async def bot(slack: StandIn, client: AsyncWebClient) -> AsyncIterator[Bot]:
    bot = Bot(slack, client)
    await bot.connect()
    try:
        yield bot
    finally:
        await bot.close()


async def error_of(call: Awaitable[Any]) -> str:
    """The error of a call that Slack refuses."""
    with pytest.raises(SlackApiError) as refused:
        await call
    return str(refused.value.response["error"])


def section(text: str = "Hello") -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def button(label: str, action_id: str, **more: Any) -> dict[str, Any]:
    return {"type": "button", "text": plain(label), "action_id": action_id, **more}


def actions(*elements: dict[str, Any], block_id: str = "row") -> dict[str, Any]:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def options(*labels: str) -> list[dict[str, Any]]:
    return [{"text": plain(label), "value": label.lower()} for label in labels]


def text_input(label: str, block_id: str, **more: Any) -> dict[str, Any]:
    element = {"type": "plain_text_input", "action_id": "text", **more.pop("element", {})}
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element, **more}


def modal(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    view = {"type": "modal", "title": plain("Form"), "submit": plain("Save"), "blocks": list(blocks)}
    return {**view, "callback_id": "form", **more}


Ack = Callable[..., Awaitable[Any]]
