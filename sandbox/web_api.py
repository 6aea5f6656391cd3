"""The Web API over HTTP: token, rate, fault, method, answer."""

import asyncio
import base64
import json
import socket
import struct
import time
from typing import Any

from aiohttp import web

from sandbox.api.args import Args
from sandbox.api.methods import METHODS
from sandbox.changes import Changes
from sandbox.faults import Fault, Kind
from sandbox.installation import Access
from sandbox.installs import Installs
from sandbox.rates import Rates
from sandbox.refusal import Refused
from sandbox.tenant import Tenant
from sandbox.tenants import Tenants
from sandbox.tokens import CLIENT_METHODS, OPEN_METHODS, SCOPES, Tokens
from sandbox.traffic import Exchange, Traffic

_SECRET = {"token", "client_secret", "code", "refresh_token"}
_HANG_UP = struct.pack("ii", 1, 0)


class WebApi:
    """Answers `/api/<method>`."""

    def __init__(
        self,
        tenants: Tenants,
        installs: Installs,
        tokens: Tokens,
        traffic: Traffic,
        changes: Changes,
        rates: Rates | None,
    ) -> None:
        self.rates = rates
        self._tenants = tenants
        self._installs = installs
        self._tokens = tokens
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
        exchange.request = {name: value for name, value in given.items() if name not in _SECRET}
        token = _token(request, given)
        access = self._installs.find(token) if method not in CLIENT_METHODS else None
        tenant, refused = self._tenants.whose(access, method, given)
        if method not in OPEN_METHODS | CLIENT_METHODS:
            self._traffic.belongs(exchange, tenant.team.id)
        await tenant.faults.slow()
        fault = tenant.faults.next(method)
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
            self._check(method, token, access, refused)
            if (wait := self._wait(method, given, tenant)) is not None:
                return self._limited(exchange, wait)
            body = {"ok": True, **self._call(tenant, method, given, token)}
        except Refused as error:
            body = error.body()
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
        return self._reply(exchange, body, access)

    def _check(self, method: str, token: str, access: Access | None, refused: Refused | None) -> None:
        if method in CLIENT_METHODS:
            return
        self._tokens.check(method, token, known=access is not None)
        if access is not None:
            access.check(self._installs.clock.now())
        if refused is not None:
            raise refused

    def _call(self, tenant: Tenant, method: str, given: dict[str, Any], token: str) -> dict[str, Any]:
        if method not in METHODS:
            raise Refused("unknown_method", req_method=method)
        return METHODS[method](tenant.backend, Args(given, token))

    def _wait(self, method: str, given: dict[str, Any], tenant: Tenant) -> int | None:
        if self.rates is None:
            return None
        return self.rates.retry_after(method, str(given.get("channel")), tenant.team.id)

    def _reply(self, exchange: Exchange, body: dict[str, Any], access: Access | None = None) -> web.Response:
        exchange.response = body
        scopes = access.scopes if access is not None else None
        return web.json_response(body, headers={"x-oauth-scopes": scopes or SCOPES}, dumps=_dumps)

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
    """Query, form or JSON body, and the app's credentials; ValueError when one of them cannot be read."""
    given: dict[str, Any] = dict(request.query) | _client(request)
    if request.method == "GET":
        return given
    if request.content_type == "application/json":
        body = json.loads(await request.text() or "{}")
        if not isinstance(body, dict):
            raise ValueError("A JSON body is an object.")
        return given | body
    return given | {name: value for name, value in (await request.post()).items() if isinstance(value, str)}


def _client(request: web.Request) -> dict[str, str]:
    """The app's own credentials, which may come as those of HTTP."""
    scheme, _, encoded = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return {}
    name, _, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
    return {"client_id": name, "client_secret": secret}


def _token(request: web.Request, given: dict[str, Any]) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else str(given.get("token") or "")


def _dumps(body: Any) -> str:
    return json.dumps(body, ensure_ascii=False)
