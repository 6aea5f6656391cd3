"""Before any listener: what arrives is for this app, and from a workspace in which it is installed."""

from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bot.entered import Malformed
from bot.origin import app_in, team_in
from bot.workspaces import NotInstalled, Workspaces

log = structlog.get_logger()

TAKEN = 200  # Slack need not deliver it again
ABOUT_THE_APP = frozenset({"app_uninstalled", "tokens_revoked", "team_access_granted", "team_access_revoked"})
"""Events of a workspace in which the app is installed no more, or not yet."""


def register(app: AsyncApp, workspaces: Workspaces) -> None:
    @app.middleware
    async def on_anything(
        body: dict[str, Any], context: AsyncBoltContext, next_: Callable[[], Awaitable[BoltResponse]]
    ) -> BoltResponse:
        event = body.get("event")
        if isinstance(event, dict) and event.get("type") in ABOUT_THE_APP:
            return await next_()
        if problem := foreign(body, context.team_id, workspaces):
            log.warning("delivery.foreign", problem=problem, kind=str(body.get("type"))[:40])
            return BoltResponse(status=TAKEN)
        return await next_()


def foreign(body: dict[str, Any], authorized: str | None, workspaces: Workspaces) -> str | None:
    """Why this is none of ours; the workspace whose data is touched must be the one that was authorised."""
    try:
        team = team_in(body)
        ours = workspaces.of(team).app
    except Malformed:
        return "no_team"
    except NotInstalled:
        return "not_installed"
    if authorized is not None and authorized != team:
        return "another_team"
    if ours and app_in(body) not in (ours, None):
        return "another_app"
    return None
