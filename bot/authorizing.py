"""Whether the bot is installed where something comes from: known here, without asking Slack each time."""

from collections.abc import Awaitable, Callable

from slack_bolt import BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.entered import Malformed
from bot.i18n import Words
from bot.installing.client import Client
from bot.origin import enterprise_in, team_in
from bot.workspaces import Workspaces
from flows.text import Language

TEAM, ENTERPRISE, ADMITTED = "groundwork_team", "groundwork_enterprise", "groundwork_admitted"


class NotingOrigin(AsyncMiddleware):
    """Comes before everything else: Bolt does not say of events in an organisation which workspace they are from."""

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002
    ) -> BoltResponse:
        try:
            req.context[TEAM], req.context[ENTERPRISE] = team_in(req.body), enterprise_in(req.body)
        except Malformed:
            req.context[TEAM] = req.context[ENTERPRISE] = None
        event = req.body.get("event")
        req.context[ADMITTED] = isinstance(event, dict) and event.get("type") == "team_access_granted"
        return await next()


def authorizing(workspaces: Workspaces) -> Callable[[AsyncBoltContext], Awaitable[AuthorizeResult | None]]:
    """For Bolt. The result bears no token: whatever is sent asks for it when it is sent."""

    async def authorize(context: AsyncBoltContext) -> AuthorizeResult | None:
        if context.get(ADMITTED):  # its listener looks whether there is an installation
            return AuthorizeResult(enterprise_id=context.enterprise_id, team_id=None)
        workspace = await workspaces.entered(context.get(TEAM), context.get(ENTERPRISE))
        if workspace is None:
            return None
        return AuthorizeResult(
            enterprise_id=context.enterprise_id,
            team_id=workspace.team,
            bot_id=workspace.bot,
            bot_user_id=workspace.user,
        )

    return authorize


def not_installed(client: Client | None) -> str:
    """What whoever uses the bot where it is not installed is told; their language is not known."""
    both = (Words(language, str) for language in (Language.EN, Language.KO))
    if client is None:
        return "\n".join(
            words("not_installed.here", "Groundwork is not at work in this workspace. Ask whoever runs it.")
            for words in both
        )
    return "\n".join(
        words(
            "not_installed.install",
            "Groundwork is not installed in this workspace. Ask an administrator to add it at {address}",
            address=client.install_url,
        )
        for words in both
    )
