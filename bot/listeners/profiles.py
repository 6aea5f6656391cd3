"""People who change their name, language or time zone."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.people import People


def register(app: AsyncApp, people: People) -> None:
    @app.event("user_change")
    async def on_user_change(body: dict[str, Any], event: dict[str, Any]) -> None:
        user, team = event.get("user"), body.get("team_id")
        if isinstance(user, dict) and isinstance(user.get("id"), str) and isinstance(team, str):
            await people.changed(team, user["id"], deleted=bool(user.get("deleted")))
