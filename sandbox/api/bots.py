"""bots.*"""

from typing import Any

from sandbox.api.args import Args
from sandbox.backend import Backend
from sandbox.refusal import Refused


def info(backend: Backend, args: Args) -> dict[str, Any]:
    """The app's own bot: there is no other."""
    args.only({"bot", "team_id"})
    bot = backend.workspace.bot
    if args.text("bot") != bot.bot_id:
        raise Refused("bot_not_found")
    return {"bot": {"id": bot.bot_id, "app_id": bot.app_id, "user_id": bot.user_id, "name": bot.name, "deleted": False}}
