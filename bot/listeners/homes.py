"""The bot's Home, and a channel's settings."""

import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.homes import Homes
from bot.names import HOME_STARTING, SETTING
from bot.origin import id_in, team_in
from bot.pushed import filled_in, pushed_in


def register(app: AsyncApp, homes: Homes) -> None:
    @app.event("app_home_opened")
    async def on_home(body: dict[str, Any], event: dict[str, Any]) -> None:
        if event.get("tab") == "home":
            await homes.opened(team_in(body), id_in(event, "user"))

    @app.action(re.compile(r"^(home|settings)\.[a-z]+$"))
    async def on_push(ack: AsyncAck, body: dict[str, Any]) -> None:
        await homes.pushed(pushed_in(body))
        await ack()

    @app.view(HOME_STARTING)
    async def on_start(ack: AsyncAck, body: dict[str, Any]) -> None:
        await _answer(ack, await homes.started(filled_in(body)))

    @app.view(SETTING)
    async def on_settings(ack: AsyncAck, body: dict[str, Any]) -> None:
        await _answer(ack, await homes.settled(filled_in(body)))


async def _answer(ack: AsyncAck, wrong: dict[str, str]) -> None:
    if wrong:
        await ack(response_action="errors", errors=wrong)
    else:
        await ack()
