"""api.test, auth.test, apps.connections.open."""

from typing import Any

from sandbox.api.args import Args
from sandbox.backend import Backend
from sandbox.refusal import Refused


def api_test(_backend: Backend, args: Args) -> dict[str, Any]:
    """Echo; fails with `error` if asked to."""
    if error := args.optional("error"):
        raise Refused(error)
    return {"args": dict(args.given)}


def auth_test(backend: Backend, args: Args) -> dict[str, Any]:
    """Who the bot is."""
    args.only(())
    team, bot = backend.workspace.team, backend.workspace.bot
    org, whole = team.org, backend.workspace.org_wide
    holder = org if whole and org is not None else team
    domain = f"{holder.domain}.enterprise" if holder is org else holder.domain
    body = {
        "url": f"https://{domain}.slack.com/",
        "team": holder.name,
        "user": bot.name,
        "team_id": holder.id,
        "user_id": bot.user_id,
        "bot_id": bot.bot_id,
        "is_enterprise_install": whole,
    }
    return body | {"enterprise_id": org.id} if org is not None else body


def connections_open(backend: Backend, args: Args) -> dict[str, Any]:
    """A WebSocket URL for one connection."""
    args.only(())
    app = backend.workspace.bot.app_id
    base = backend.wire.url.replace("http", "ws", 1)
    return {"url": f"{base}/link/?ticket={backend.wire.sockets.ticket()}&app_id={app}"}
