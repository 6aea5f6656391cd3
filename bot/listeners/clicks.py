"""Buttons and menus."""

import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.said import clicked_in
from bot.turns import Turns


def register(app: AsyncApp, turns: Turns) -> None:
    @app.action(re.compile(r"^[a-z]+\.[a-z]+(\.\d+)?$"))
    async def on_click(ack: AsyncAck, body: dict[str, Any]) -> None:
        await turns.clicked(clicked_in(body))
        await ack()
