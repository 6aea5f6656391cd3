"""Being brought into a channel."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.turns import Turns
from bot.welcome import Invited, welcome


def register(app: AsyncApp, turns: Turns) -> None:
    @app.event("member_joined_channel")
    async def on_joined(body: dict[str, Any], event: dict[str, Any]) -> None:
        team, channel, by = body.get("team_id"), event.get("channel"), event.get("inviter")
        if not isinstance(team, str) or not isinstance(channel, str):
            return
        if event.get("user") != turns.world.workspaces.of(team).user:
            return
        await welcome(turns, Invited(team, channel, by if isinstance(by, str) else None))
