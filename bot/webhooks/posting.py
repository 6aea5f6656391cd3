"""One signed POST: no redirects, no cookies, no proxy, and nothing is read of what comes back but its status."""

import socket
from collections.abc import Sequence
from datetime import datetime

import aiohttp

from bot.settings import Network
from bot.webhooks.addresses import NOT_ALLOWED, Guard
from bot.webhooks.outcomes import Answer, Trouble
from bot.webhooks.signature import signed_headers

WITHIN = 10  # seconds


def open_session(networks: Sequence[Network]) -> aiohttp.ClientSession:
    """A connection to the world outside; close it at the end. Call inside a running event loop."""
    connector = aiohttp.TCPConnector(limit=0, force_close=True, socket_factory=Guard(networks), family=socket.AF_UNSPEC)
    return aiohttp.ClientSession(
        connector=connector,
        timeout=aiohttp.ClientTimeout(total=WITHIN),
        cookie_jar=aiohttp.DummyCookieJar(),
        trust_env=False,
    )


async def post(
    session: aiohttp.ClientSession, url: str, secret: str, delivery: str, body: bytes, *, now: datetime
) -> Answer | Trouble:
    """Send it once."""
    headers = signed_headers(secret, delivery, body, now=now)
    try:
        async with session.post(url, data=body, headers=headers, allow_redirects=False) as response:
            return Answer(response.status, _seconds(response.headers.get("Retry-After")))
    except TimeoutError:
        return Trouble.TIMEOUT
    except aiohttp.ClientConnectorError as error:
        return Trouble.NOT_ALLOWED if error.os_error.errno == NOT_ALLOWED else Trouble.NOT_CONNECTED
    except (aiohttp.ClientError, ValueError):
        return Trouble.CONNECTION_LOST


def _seconds(header: str | None) -> float | None:
    try:
        return max(float(header), 0.0) if header else None
    except ValueError:
        return None  # a date: the growing delay does as well
