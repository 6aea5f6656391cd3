"""Being brought into a channel."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.origin import id_in, team_in
from bot.turns import Turns
from bot.welcome import Invited, welcome


def register(app: AsyncApp, turns: Turns) -> None:
    @app.event("member_joined_channel")
    async def on_joined(body: dict[str, Any], event: dict[str, Any]) -> None:
        team, by = team_in(body), event.get("inviter")
        if event.get("user") != turns.world.workspaces.of(team).user:
            return
        await welcome(turns, Invited(team, id_in(event, "channel"), id_in(event, "inviter") if by else None))
