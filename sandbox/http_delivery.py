"""Delivery over signed HTTP to the app's request URL."""

import hashlib
import hmac
import json
from typing import Any
from urllib.parse import urlencode

import aiohttp
from yarl import URL

from sandbox.clock import wall_seconds
from sandbox.deliveries import Acked, Envelope, Missed, Outcome

MOST_REDIRECTS = 2


class HttpDelivery:
    """Posts events, commands and interactions, signed with the app's secret."""

    def __init__(self, url: str, signing_secret: str, *, ack_timeout: float = 3.0) -> None:
        self.url = url
        self.ack_timeout = ack_timeout
        self._secret = signing_secret.encode()
        self._session = aiohttp.ClientSession()

    @property
    def ready(self) -> bool:
        """There is always a URL to try."""
        return True

    async def until_ready(self) -> None:
        """Nothing to wait for."""

    async def send(self, kind: Envelope, payload: dict[str, Any], *, attempt: int, reason: str) -> Outcome:
        """Post once; 2xx within the time is an acknowledgement."""
        headers: dict[str, str] = {}
        match kind:
            case "events_api":
                body = json.dumps(payload, ensure_ascii=False).encode()
                headers["Content-Type"] = "application/json"
                if attempt:
                    headers |= {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason}
            case "slash_commands":
                body = urlencode(payload).encode()
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            case "interactive":
                body = urlencode({"payload": json.dumps(payload, ensure_ascii=False)}).encode()
                headers["Content-Type"] = "application/x-www-form-urlencoded"
        return await self._post(body, headers)

    async def verify(self) -> bool:
        """Whether the URL echoes a challenge, as Slack asks before it delivers events."""
        challenge = "sandbox-challenge"
        body = {"token": "sandbox", "challenge": challenge, "type": "url_verification"}
        outcome = await self._post(json.dumps(body).encode(), {"Content-Type": "application/json"})
        if not isinstance(outcome, Acked) or outcome.payload is None:
            return False
        return challenge in (outcome.payload.get("challenge"), outcome.payload.get("text"))

    async def stop(self) -> None:
        """Close the connections."""
        await self._session.close()

    def _signed(self, body: bytes) -> dict[str, str]:
        timestamp = str(wall_seconds())
        base = b"v0:" + timestamp.encode() + b":" + body
        signature = hmac.new(self._secret, base, hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={signature}"}

    async def _post(self, body: bytes, headers: dict[str, str]) -> Outcome:
        timeout = aiohttp.ClientTimeout(total=self.ack_timeout)
        signed = headers | self._signed(body) | {"User-Agent": "Slackbot 1.0 (sandbox)"}
        try:
            url = self.url
            for _ in range(MOST_REDIRECTS + 1):
                async with self._session.post(
                    url, data=body, headers=signed, timeout=timeout, allow_redirects=False
                ) as response:
                    if response.status in (301, 302) and "Location" in response.headers:
                        url = str(response.url.join(URL(response.headers["Location"])))
                        continue
                    return await _outcome(response)
        except TimeoutError:
            return Missed("http_timeout")
        except aiohttp.ClientError:
            return Missed("connection_failed")
        return Missed("too_many_redirects")


async def _outcome(response: aiohttp.ClientResponse) -> Outcome:
    if not 200 <= response.status < 300:
        final = response.headers.get("x-slack-no-retry") == "1"
        return Missed("http_error", final=final, status=response.status)
    text = await response.text()
    if not text.strip():
        return Acked()
    if response.content_type == "application/json":
        try:
            body = json.loads(text)
        except ValueError:
            return Missed("http_error", status=response.status)
        return Acked(body if isinstance(body, dict) and body else None)
    return Acked({"text": text})
