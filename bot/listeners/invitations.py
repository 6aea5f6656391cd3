"""Being brought into a channel, and others who come and go."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.origin import id_in, team_in
from bot.sight import Sight
from bot.turns import Turns
from bot.welcome import Invited, welcome


def register(app: AsyncApp, turns: Turns, sight: Sight) -> None:
    @app.event("member_joined_channel")
    async def on_joined(body: dict[str, Any], event: dict[str, Any]) -> None:
        team, by = team_in(body), event.get("inviter")
        sight.forget(team, id_in(event, "user"))
        if event.get("user") != turns.world.workspaces.of(team).user:
            return
        await welcome(turns, Invited(team, id_in(event, "channel"), id_in(event, "inviter") if by else None))

    @app.event("member_left_channel")
    async def on_left(body: dict[str, Any], event: dict[str, Any]) -> None:
        sight.forget(team_in(body), id_in(event, "user"))
