"""User groups whose members or names change."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.groups import Groups
from bot.origin import id_in, team_in


def register(app: AsyncApp, groups: Groups) -> None:
    @app.event("subteam_members_changed")
    async def on_members(body: dict[str, Any], event: dict[str, Any]) -> None:
        await groups.changed(team_in(body), id_in(event, "subteam_id"))

    @app.event("subteam_updated")
    async def on_updated(body: dict[str, Any], event: dict[str, Any]) -> None:
        described = event.get("subteam")
        if isinstance(described, Mapping):
            await groups.described(team_in(body), id_in(described), described)
