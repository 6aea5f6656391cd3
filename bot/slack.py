"""The client that writes to Slack: no retries of its own, one shared HTTP session."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.retry import NO_ANSWER, NO_TOKEN, NOT_INSTALLED, Failure, Refusal
from bot.workspaces import NoToken, Workspace

CALL_TIMEOUT = 10  # seconds
OF_TEAM = ("users.conversations", "usergroups.")
"""Whoever installed the bot for a whole organisation has to be asked about one of its workspaces."""
TOKEN_REFUSED = frozenset({"invalid_auth", "account_inactive", "token_revoked", "token_expired"})

TokenOf = Callable[[str], Awaitable[str | None]]
OnRefused = Callable[[str, str, str], Awaitable[None]]
"""Is told workspace, token and Slack's word for it."""


async def nowhere(team: str) -> str | None:
    """Before any workspace is known."""
    return None


async def not_minded(team: str, token: str, problem: str) -> None:
    """The call itself says enough."""


class SlackRefused(Exception):
    """The start-up conversation with Slack failed; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Answered:
    """Slack took the call."""

    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Slack:
    """`token_of` gives the token for a workspace, or None where the bot may not speak; raises NoToken."""

    client: AsyncWebClient
    session: aiohttp.ClientSession
    token_of: TokenOf
    token_refused: OnRefused = not_minded

    async def call(self, team: str, method: str, payload: dict[str, Any]) -> Answered | Failure | Refusal:
        """Make one call that changes something, once."""
        return await self._there(team, method, json=payload)

    async def ask(self, team: str, method: str, query: dict[str, Any]) -> Answered | Failure | Refusal:
        """Make one call that only reads, once."""
        query = {**query, "team_id": team} if method.startswith(OF_TEAM) else query
        return await self._there(team, method, http_verb="GET", params=query)

    async def send(self, team: str, method: str, form: dict[str, Any]) -> Answered | Failure | Refusal:
        """Make one call that takes a form, once."""
        return await self._there(team, method, params=form)

    async def _there(self, team: str, method: str, **sent: Any) -> Answered | Failure | Refusal:
        try:
            token = await self.token_of(team)
        except NoToken:
            return Refusal(200, NO_TOKEN)
        if token is None:
            return Refusal(200, NOT_INSTALLED)
        told = await self._once(method, headers=_bearing(token), **sent)
        if isinstance(told, Refusal) and told.error in TOKEN_REFUSED:
            await self.token_refused(team, token, told.error)
        return told

    async def who(self, token: str) -> Answered | Failure | Refusal:
        """Ask Slack whose token this is."""
        return await self._once("auth.test", headers=_bearing(token), json={})

    async def exchange(self, client_id: str, client_secret: str, form: dict[str, Any]) -> Answered | Failure | Refusal:
        """Get tokens for what somebody brought from Slack, or for a refresh token; either works once."""
        client = {"client_id": client_id, "client_secret": client_secret}
        return await self._once("oauth.v2.access", data=client | form)

    async def _once(self, method: str, **sent: Any) -> Answered | Failure | Refusal:
        try:
            response = await self.client.api_call(method, **sent)
        except SlackApiError as error:
            return _refusal(error)
        except (TimeoutError, aiohttp.ServerTimeoutError):
            return Failure.TIMEOUT
        except aiohttp.ClientConnectorError:
            return Failure.NOT_CONNECTED
        except aiohttp.ClientError:
            return Failure.CONNECTION_LOST
        return Answered(response.data if isinstance(response.data, dict) else {})

    async def respond(self, url: str, payload: dict[str, Any]) -> Answered | Failure | Refusal:
        """Answer a command or click where it was given, through the address that Slack sent along."""
        return await self._posted(url, "expired_url", json=payload)

    async def put(self, url: str, content: bytes) -> Answered | Failure | Refusal:
        """Send a file's bytes to the address that Slack gave for them."""
        return await self._posted(url, "upload_refused", data=content)

    async def _posted(self, url: str, refused: str, **sent: Any) -> Answered | Failure | Refusal:
        try:
            async with self.session.post(url, **sent) as response:
                if response.status == 200:
                    return Answered({})
                return Refusal(response.status, refused, _seconds(response.headers.get("Retry-After")))
        except (TimeoutError, aiohttp.ServerTimeoutError):
            return Failure.TIMEOUT
        except aiohttp.ClientConnectorError:
            return Failure.NOT_CONNECTED
        except aiohttp.ClientError:
            return Failure.CONNECTION_LOST

    async def ticket(self, app_token: str) -> str:
        """The address of a new socket. Raises SlackRefused with one sentence."""
        # Bolt would try a token that Slack does not accept again and again, and never say so.
        told = await self._once("apps.connections.open", params={"token": app_token})
        match told:
            case Answered(data):
                return str(data["url"])
            case Refusal(error=error):
                raise SlackRefused(
                    f"Slack does not accept SLACK_APP_TOKEN ({error}): it needs the scope connections:write, "
                    "and Socket Mode must be switched on for the app"
                )
            case Failure() as failure:
                raise SlackRefused(f"Slack cannot be reached for Socket Mode ({failure}): check the network")

    async def introduce(self, token: str) -> Workspace:
        """Ask Slack who we are. Raises SlackRefused with one sentence."""
        told = await self.who(token)
        match told:
            case Answered(data):
                app = await self._app_of(token, data["bot_id"])
                return Workspace(data["team_id"], data["user_id"], data["bot_id"], data["url"], app)
            case Refusal(error=error):
                raise SlackRefused(
                    f"Slack does not accept SLACK_BOT_TOKEN ({error}): copy it again from your app's page"
                )
            case _:
                raise SlackRefused(
                    f"Slack cannot be reached at {self.client.base_url} ({told}): check the network and SLACK_API_URL"
                )

    async def _app_of(self, token: str, bot: str) -> str:
        """The app that the bot belongs to; empty when Slack does not say."""
        told = await self._once("bots.info", headers={"Authorization": f"Bearer {token}"}, params={"bot": bot})
        about = told.data.get("bot") if isinstance(told, Answered) else None
        return str(about.get("app_id") or "") if isinstance(about, dict) else ""


def connect(api_url: str, token_of: TokenOf = nowhere) -> Slack:
    """A connection to Slack; close its `session` at the end. Call inside a running event loop."""
    session = aiohttp.ClientSession(
        timeout=aiohttp.ClientTimeout(total=CALL_TIMEOUT), connector=aiohttp.TCPConnector(limit=0)
    )
    return Slack(_client(session, api_url), session, token_of)


def _client(session: aiohttp.ClientSession, api_url: str) -> AsyncWebClient:
    # The client repeats a post by itself when a connection drops; only the outbox may repeat.
    return AsyncWebClient(base_url=api_url, session=session, retry_handlers=[])


def _bearing(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def _refusal(error: SlackApiError) -> Refusal:
    response = error.response
    if isinstance(response, aiohttp.ClientResponse):  # its body is no JSON
        return Refusal(response.status, NO_ANSWER)
    data = response.data if isinstance(response.data, dict) else {}
    return Refusal(
        status=response.status_code,
        error=str(data.get("error", NO_ANSWER)),
        retry_after=_seconds(response.headers.get("Retry-After")),
    )


def _seconds(header: str | None) -> float | None:
    try:
        return float(header) if header else None
    except ValueError:
        return None
