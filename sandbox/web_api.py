"""The Web API over HTTP: token, rate, fault, method, answer."""

import asyncio
import json
import socket
import struct
import time
from typing import Any

from aiohttp import web

from sandbox.api.args import Args
from sandbox.api.methods import METHODS
from sandbox.backend import Backend
from sandbox.changes import Changes
from sandbox.faults import Fault, Faults, Kind
from sandbox.rates import Rates
from sandbox.refusal import Refused
from sandbox.tokens import Tokens
from sandbox.traffic import Exchange, Traffic

SCOPES = "app_mentions:read,canvases:write,channels:history,channels:read,chat:write,commands,files:read,files:write"
SCOPES += ",groups:history,groups:read,im:history,im:read,im:write,reactions:read,reactions:write,users:read"
_HANG_UP = struct.pack("ii", 1, 0)


class WebApi:
    """Answers `/api/<method>`."""

    def __init__(
        self,
        backend: Backend,
        tokens: Tokens,
        faults: Faults,
        traffic: Traffic,
        changes: Changes,
        rates: Rates | None,
    ) -> None:
        self.rates = rates
        self._backend = backend
        self._tokens = tokens
        self._faults = faults
        self._traffic = traffic
        self._changes = changes

    async def answer(self, request: web.Request) -> web.Response:
        """One call."""
        method = request.match_info["method"]
        begun = time.perf_counter()
        exchange = Exchange("in", method, None)
        self._traffic.note(exchange)
        self._changes.ring()  # a call that hangs can be waited for, too
        try:
            response = await self._answer(request, method, exchange)
            exchange.status = response.status
            return response
        finally:
            exchange.ms = (time.perf_counter() - begun) * 1000
            self._changes.ring()

    async def _answer(self, request: web.Request, method: str, exchange: Exchange) -> web.Response:
        try:
            given = await arguments(request)
        except ValueError:
            return self._reply(exchange, Refused("invalid_json").body())
        exchange.request = {name: value for name, value in given.items() if name != "token"}
        await self._faults.slow()
        fault = self._faults.next(method)
        match fault:
            case Fault(kind=Kind.RATE_LIMITED, seconds=seconds):
                return self._limited(exchange, int(seconds))
            case Fault(kind=Kind.REFUSED, error=error):
                return self._reply(exchange, Refused(error).body())
            case Fault(kind=Kind.ERROR_BEFORE):
                return self._broken(exchange)
            case Fault(kind=Kind.RESET_BEFORE):
                return self._reset(request, exchange)
            case _:
                pass
        try:
            self._tokens.check(method, _token(request, given))
            if (wait := self._wait(method, given)) is not None:
                return self._limited(exchange, wait)
            body = {"ok": True, **self._call(method, given)}
        except Refused as refused:
            body = refused.body()
        match fault:
            case Fault(kind=Kind.ERROR_AFTER):
                return self._broken(exchange)
            case Fault(kind=Kind.RESET_AFTER):
                return self._reset(request, exchange)
            case Fault(kind=Kind.HANG, seconds=seconds):
                exchange.note = f"hangs {seconds:g} s"
                await asyncio.sleep(seconds)
            case _:
                pass
        return self._reply(exchange, body)

    def _call(self, method: str, given: dict[str, Any]) -> dict[str, Any]:
        if method not in METHODS:
            raise Refused("unknown_method", req_method=method)
        return METHODS[method](self._backend, Args(given))

    def _wait(self, method: str, given: dict[str, Any]) -> int | None:
        return self.rates.retry_after(method, str(given.get("channel"))) if self.rates is not None else None

    def _reply(self, exchange: Exchange, body: dict[str, Any]) -> web.Response:
        exchange.response = body
        return web.json_response(body, headers={"x-oauth-scopes": SCOPES}, dumps=_dumps)

    def _limited(self, exchange: Exchange, seconds: int) -> web.Response:
        exchange.response = {"ok": False, "error": "ratelimited"}
        return web.json_response(exchange.response, status=429, headers={"Retry-After": str(seconds)})

    def _broken(self, exchange: Exchange) -> web.Response:
        exchange.response = "500"
        return web.Response(status=500, text="Internal Server Error")

    def _reset(self, request: web.Request, exchange: Exchange) -> web.Response:
        exchange.note = "connection reset"
        if request.transport is not None:
            line = request.transport.get_extra_info("socket")
            # Linger of zero seconds makes the close a reset, as when a proxy in between dies.
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _HANG_UP)
            request.transport.abort()
        return web.Response(status=499)


async def arguments(request: web.Request) -> dict[str, Any]:
    """Query, form or JSON body; ValueError when a JSON body is no object."""
    given: dict[str, Any] = dict(request.query)
    if request.method == "GET":
        return given
    if request.content_type == "application/json":
        body = json.loads(await request.text() or "{}")
        if not isinstance(body, dict):
            raise ValueError("A JSON body is an object.")
        return given | body
    return given | {name: value for name, value in (await request.post()).items() if isinstance(value, str)}


def _token(request: web.Request, given: dict[str, Any]) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else str(given.get("token") or "")


def _dumps(body: Any) -> str:
    return json.dumps(body, ensure_ascii=False)
