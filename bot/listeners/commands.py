"""The slash command."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.names import COMMAND
from bot.payloads import commanded_in
from bot.turns import Turns


def register(app: AsyncApp, turns: Turns) -> None:
    @app.command(COMMAND)
    async def on_command(ack: AsyncAck, body: dict[str, Any]) -> None:
        reply = await turns.commanded(commanded_in(body))
        if reply:
            await ack(text=reply.text, blocks=reply.blocks, response_type="ephemeral")
        else:
            await ack()
