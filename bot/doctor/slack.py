"""Whether Slack takes the tokens, the app has its scopes, and the bot is where its projects are."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.clock import Clock
from bot.doctor.database import Stored
from bot.doctor.finding import Finding, ok, warning, wrong
from bot.doctor.installations import installations_looked_at
from bot.doctor.scopes import NEEDED
from bot.doctor.spans import said
from bot.keys import Keys
from bot.settings import Delivery, Settings

WITHIN = 10.0  # seconds
PAGES = 50
SKEWED, REFUSED = timedelta(seconds=30), timedelta(minutes=5)
"""Slack's signatures are valid for five minutes."""


@dataclass(frozen=True, slots=True)
class Told:
    """Slack's answer; `problem` is empty when it took the call."""

    problem: str
    data: Mapping[str, Any]
    headers: Mapping[str, str]


async def slack_looked_at(settings: Settings, way: Delivery, stored: Stored, clock: Clock) -> AsyncIterator[Finding]:
    """One finding after the other; without an accepted token there is nothing more to ask."""
    bot = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else ""
    app = settings.slack_app_token.get_secret_value() if settings.slack_app_token else ""
    async with aiohttp.ClientSession(settings.slack_api_url, timeout=aiohttp.ClientTimeout(total=WITHIN)) as session:
        if way is Delivery.OAUTH:
            async for one in _several(session, settings, stored, clock):
                yield one
            return
        told = await _ask(session, "auth.test", bot)
        yield _token(told, settings)
        if told.headers:
            yield _clock(told.headers.get("Date"), way, clock())
        if not told.problem:
            yield _scopes(told.headers.get("x-oauth-scopes"))
        if way is Delivery.SOCKET:
            yield await _socket(await _ask(session, "apps.connections.open", app))
        else:
            yield await _door(settings)
        if not told.problem and stored.channels:
            yield await _membership(session, bot, str(told.data.get("team_id")), stored)


async def _several(
    session: aiohttp.ClientSession, settings: Settings, stored: Stored, clock: Clock
) -> AsyncIterator[Finding]:
    """Every installation has a token of its own."""

    async def asked(token: str) -> str:
        return (await _ask(session, "auth.test", token)).problem

    told = await _ask(session, "api.test", None)
    if told.problem:
        yield _unreached(told, settings)
    if told.headers:
        yield _clock(told.headers.get("Date"), Delivery.HTTP, clock())
    if not told.problem:
        for one in await installations_looked_at(stored.installations, Keys(settings.keys), asked, clock()):
            yield one
    yield await _door(settings)


async def _ask(session: aiohttp.ClientSession, method: str, token: str | None, **query: str) -> Told:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        async with session.post(method, data=query, headers=headers) as response:
            try:
                data = await response.json(content_type=None)
            except ValueError:
                data = None
            if not isinstance(data, dict):
                return Told(f"HTTP {response.status} and no answer of Slack's", {}, response.headers)
            problem = "" if data.get("ok") else str(data.get("error", "unknown_error"))
            return Told(problem, data, response.headers)
    except TimeoutError:
        return Told(f"no answer within {WITHIN:.0f} s", {}, {})
    except aiohttp.ClientError as error:
        return Told(f"not reached ({type(error).__name__})", {}, {})


def _token(told: Told, settings: Settings) -> Finding:
    if not told.problem:
        return ok("token", f"SLACK_BOT_TOKEN is taken by {told.data.get('team')} as {told.data.get('user')}")
    if told.data:
        remedy = "Copy the Bot User OAuth Token again from your app's page OAuth & Permissions."
        return wrong("token", f"Slack does not accept SLACK_BOT_TOKEN ({told.problem})", remedy)
    return _unreached(told, settings)


def _unreached(told: Told, settings: Settings) -> Finding:
    return wrong(
        "token", f"{settings.slack_api_url}: {told.problem}", "Check the network, the proxy and SLACK_API_URL."
    )


def _scopes(given: str | None) -> Finding:
    if given is None:
        return warning("scopes", "Slack did not say which the app has", "Compare them with manifest.yml by hand.")
    missing = sorted(NEEDED - {scope.strip() for scope in given.split(",")})
    if missing:
        remedy = "Paste manifest.yml anew into your app's page App Manifest, and install the app again."
        return wrong("scopes", f"missing: {', '.join(missing)}", remedy)
    return ok("scopes", f"all {len(NEEDED)} of manifest.yml")


def _clock(date: str | None, way: Delivery, now: datetime) -> Finding:
    try:
        off = now - parsedate_to_datetime(date or "")
    except (TypeError, ValueError):
        return warning("clock", "Slack did not tell the time", "Check it against another clock.")
    told, remedy = (
        f"{said(off)} {'ahead of' if off > timedelta(0) else 'behind'} Slack's",
        "Let NTP set this machine's clock.",
    )
    if abs(off) > REFUSED and way is Delivery.HTTP:
        return wrong("clock", f"{told}, so that signed requests are refused", remedy)
    return warning("clock", told, remedy) if abs(off) > SKEWED else ok("clock", "agrees with Slack's")


async def _socket(told: Told) -> Finding:
    """A ticket is asked for but not used: a connection of the doctor's would be sent what people do."""
    if told.problem and not told.data:
        return wrong("socket", f"apps.connections.open: {told.problem}", "Check the network and the proxy.")
    if told.problem:
        remedy = "Give the app-level token the scope connections:write, and switch Socket Mode on for the app."
        return wrong("socket", f"Slack does not accept SLACK_APP_TOKEN ({told.problem})", remedy)
    address = urlsplit(str(told.data.get("url")))
    secure = address.scheme == "wss"
    port = address.port or (443 if secure else 80)
    try:
        async with asyncio.timeout(WITHIN):
            context = ssl.create_default_context() if secure else None
            _, writer = await asyncio.open_connection(address.hostname, port, ssl=context)
            writer.close()
    except (OSError, TimeoutError) as error:
        told_of = f"{address.hostname}:{port} is not reached ({type(error).__name__})"
        return wrong("socket", told_of, "Let the firewall or proxy pass connections to it.")
    return ok("socket", f"SLACK_APP_TOKEN is taken, {address.hostname} is reached")


async def _door(settings: Settings) -> Finding:
    """HTTP mode: whether the bot stands behind its own door."""
    address = f"http://{settings.host}:{settings.port}/healthz"
    try:
        async with aiohttp.ClientSession() as session, session.get(address) as response:
            lives = response.status == 200
    except (aiohttp.ClientError, TimeoutError):
        lives = False
    if lives:
        return ok("http", f"the bot listens at {settings.host}:{settings.port}")
    return warning("http", f"nobody answers at {address}", "Start the bot with `groundwork run`.")


async def _membership(session: aiohttp.ClientSession, token: str, team: str, stored: Stored) -> Finding:
    wanted = {channel for of, channel in stored.channels if of == team}
    query = {"types": "public_channel,private_channel", "exclude_archived": "true", "limit": "200"}
    found: set[str] = set()
    for _ in range(PAGES):
        told = await _ask(session, "users.conversations", token, **query)
        if told.problem:
            return warning("channels", f"Slack did not say where the bot is ({told.problem})", "Try again in a minute.")
        found |= {str(channel["id"]) for channel in told.data.get("channels") or ()}
        cursor = (told.data.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            break
        query["cursor"] = cursor
    direct = {channel for channel in wanted if channel.startswith("D")}
    if absent := sorted(wanted - found - direct):
        told_of = f"has projects but no bot, or is archived: {', '.join(absent)}"
        return warning("channels", told_of, "Invite the bot there again with `/invite @Groundwork`.")
    return ok("channels", f"the bot is in every channel with projects ({len(wanted)})")
