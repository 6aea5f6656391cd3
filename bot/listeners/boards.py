"""What is pressed on boards and filled in about weights."""

import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.browsing import Browsing
from bot.looked import looked_in, weighed_in
from bot.names import WEIGHING


def register(app: AsyncApp, browsing: Browsing) -> None:
    @app.action(re.compile(r"^(board|weights)\.[a-z]+$"))
    async def on_look(ack: AsyncAck, body: dict[str, Any]) -> None:
        await browsing.looked(looked_in(body))
        await ack()

    @app.view(WEIGHING)
    async def on_weights(ack: AsyncAck, body: dict[str, Any]) -> None:
        problems = await browsing.weighed(weighed_in(body))
        if problems:
            await ack(response_action="errors", errors=problems)
        else:
            await ack()
