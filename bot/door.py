"""Slack's requests over HTTP: signed, fresh, small, soon and whole, or they go no further."""

import asyncio
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl

import structlog
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import Clock, SignatureVerifier

from bot.clock import Clock as Now
from bot.envelope import is_whole

log = structlog.get_logger()

Headers = dict[str, str | Sequence[str]]

LARGEST = 1024 * 1024  # bytes; Slack's payloads are far smaller
WITHIN = 5.0  # seconds for a body to arrive
SIGNATURE, TIMESTAMP = "X-Slack-Signature", "X-Slack-Request-Timestamp"
HANDED_ON = (SIGNATURE, TIMESTAMP, "Content-Type", "X-Slack-Retry-Num", "X-Slack-Retry-Reason")
"""No other header says anything to Bolt: only the body is signed."""
SSL_CHECK = re.compile(r"(token=\w*&)?ssl_check=1(&token=\w*)?")
"""Slack looks whether the certificate holds."""


class Door:
    """Lets a request of Slack's in to Bolt. Nothing is parsed before its signature is found to be Slack's."""

    def __init__(self, app: AsyncApp, secret: str, now: Now) -> None:
        self._app = app
        self._verifier = SignatureVerifier(secret, _At(now))

    async def answer(self, request: web.Request) -> web.StreamResponse:
        try:
            async with asyncio.timeout(WITHIN):
                body = (await request.read()).decode("utf-8")
        except TimeoutError:
            return _refused(408, "slow")
        except UnicodeDecodeError:
            return _refused(400, "no_text")
        if not self._signed(body, request.headers):
            if SSL_CHECK.fullmatch(body):
                return web.Response()
            return _refused(401, "signature")
        if not _is_payload(body):
            return _refused(200, "misshapen")  # Slack signed it, and would only send it again
        headers: Headers = {name: request.headers[name] for name in HANDED_ON if name in request.headers}
        return await to_aiohttp_response(await self._app.async_dispatch(AsyncBoltRequest(body=body, headers=headers)))

    def _signed(self, body: str, headers: Mapping[str, str]) -> bool:
        """Whether Slack signed it, in the last five minutes; compared in constant time."""
        timestamp, signature = headers.get(TIMESTAMP, ""), headers.get(SIGNATURE, "")
        if not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= 12 and signature.isascii()):
            return False
        return self._verifier.is_valid(body=body, timestamp=timestamp, signature=signature)


class _At(Clock):
    """The verifier's clock is the bot's."""

    def __init__(self, now: Now) -> None:
        self._now = now

    def now(self) -> float:
        return self._now().timestamp()


def _is_payload(body: str) -> bool:
    """As Bolt will read it: JSON, a form with JSON in it, or a form."""
    try:
        if body.startswith("{"):
            return is_whole(json.loads(body))
        form: dict[str, Any] = dict(parse_qsl(body, keep_blank_values=True, max_num_fields=100))
        return is_whole(json.loads(form["payload"]) if "payload" in form else form)
    except (ValueError, RecursionError):
        return False


def _refused(status: int, problem: str) -> web.Response:
    log.warning("delivery.refused", problem=problem)
    return web.Response(status=status)
