"""The bot is taken out of a workspace, or let into one of an organisation's."""

from collections.abc import Awaitable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Protocol

import structlog
from slack_bolt.async_app import AsyncApp

from bot.entered import Malformed
from bot.origin import enterprise_in, team_in

log = structlog.get_logger()


class Ended(Protocol):
    """Whoever keeps the installations."""

    def ended(self, team: str | None, enterprise: str | None, *, at: datetime) -> Awaitable[None]: ...

    def withdrawn(self, teams: Sequence[str], enterprise: str) -> Awaitable[None]: ...

    def admitted(self, teams: Sequence[str], enterprise: str) -> Awaitable[None]: ...


def register(app: AsyncApp, keeper: Ended | None) -> None:
    """`keeper` is absent where the token stands in the settings: then nobody can do more than say so."""

    @app.event("app_uninstalled")
    async def on_uninstalled(body: dict[str, Any]) -> None:
        await _ended(keeper, body)

    @app.event("tokens_revoked")
    async def on_revoked(body: dict[str, Any], event: dict[str, Any]) -> None:
        tokens = event.get("tokens")
        if isinstance(tokens, Mapping) and tokens.get("bot"):  # the bot has none of people's tokens
            await _ended(keeper, body)

    @app.event("team_access_revoked")
    async def on_withdrawn(body: dict[str, Any], event: dict[str, Any]) -> None:
        enterprise = enterprise_in(body)
        if keeper and enterprise:
            await keeper.withdrawn(_teams(event), enterprise)

    @app.event("team_access_granted")
    async def on_admitted(body: dict[str, Any], event: dict[str, Any]) -> None:
        enterprise = enterprise_in(body)
        if keeper and enterprise:
            await keeper.admitted(_teams(event), enterprise)


async def _ended(keeper: Ended | None, body: Mapping[str, Any]) -> None:
    try:
        team = team_in(body)
    except Malformed:
        team = None  # of a whole organisation
    if keeper is None:
        log.error(
            "app.uninstalled",
            team=team,
            remedy="Install the app again and set SLACK_BOT_TOKEN to its new token, or stop the bot",
        )
        return
    seconds = body.get("event_time")
    at = datetime.fromtimestamp(seconds, UTC) if isinstance(seconds, int) else datetime.max.replace(tzinfo=UTC)
    await keeper.ended(team, enterprise_in(body), at=at)


def _teams(event: Mapping[str, Any]) -> list[str]:
    named = event.get("team_ids")
    return [team for team in named if isinstance(team, str)] if isinstance(named, list) else []
