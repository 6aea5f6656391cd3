"""People who change their name, language or time zone."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.origin import id_in, team_in
from bot.people import People
from bot.sight import Sight


def register(app: AsyncApp, people: People, sight: Sight) -> None:
    @app.event("user_change")
    async def on_user_change(body: dict[str, Any], event: dict[str, Any]) -> None:
        user = event.get("user")
        if isinstance(user, dict):
            sight.forget(team_in(body), id_in(user))
            await people.changed(team_in(body), id_in(user), deleted=bool(user.get("deleted")))
