"""Everything said in channels and threads."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.payloads import said_in
from bot.said import Deleted, Edited, Messaged
from bot.turns import Turns


def register(app: AsyncApp, turns: Turns) -> None:
    @app.event("message")
    async def on_message(body: dict[str, Any]) -> None:
        match said_in(body):
            case Messaged() as said:
                await turns.messaged(said)
            case Edited() as said:
                await turns.edited(said)
            case Deleted() as said:
                await turns.deleted(said)
            case None:
                return
