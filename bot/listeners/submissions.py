"""Modals that are sent off."""

import re
from typing import Any, assert_never

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.payloads import submitted_in
from bot.submissions import Closed, Errors, Shown
from bot.turns import Turns


def register(app: AsyncApp, turns: Turns) -> None:
    @app.view(re.compile(r"^sheet\.[a-z]+$"))
    async def on_submission(ack: AsyncAck, body: dict[str, Any]) -> None:
        reply = await turns.submitted(submitted_in(body))
        match reply:
            case Closed():
                await ack()
            case Errors(by_field):
                await ack(response_action="errors", errors=dict(by_field))
            case Shown(view):
                await ack(response_action="update", view=view)
            case _:
                assert_never(reply)
