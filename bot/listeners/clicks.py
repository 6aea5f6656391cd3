"""Buttons and menus."""

import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.modals import Modals
from bot.names import Act
from bot.openings import opens
from bot.payloads import clicked_in
from bot.turns import Turns


def register(app: AsyncApp, turns: Turns, modals: Modals) -> None:
    @app.action(re.compile(r"^[a-z]+\.[a-z]+(\.\d+)?$"))
    async def on_click(ack: AsyncAck, body: dict[str, Any]) -> None:
        said = clicked_in(body)
        if opens(said):
            await modals.open(said)
        elif said.act is not Act.TICK:  # what is ticked counts once it is saved
            await turns.clicked(said)
        await ack()
