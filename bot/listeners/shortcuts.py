"""Shortcuts on messages."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.names import START
from bot.payloads import picked_in
from bot.turns import Turns


def register(app: AsyncApp, turns: Turns) -> None:
    @app.shortcut(START)
    async def on_shortcut(ack: AsyncAck, body: dict[str, Any]) -> None:
        await turns.picked(picked_in(body))
        await ack()
