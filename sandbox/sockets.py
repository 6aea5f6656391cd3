"""Socket Mode: tickets, connections, envelopes and their acknowledgements."""

import asyncio
import contextlib
import json
from itertools import count
from typing import Any

from aiohttp import WSMsgType, web

from sandbox.changes import Changes
from sandbox.deliveries import Acked, Envelope, Missed, Outcome

MOST_CONNECTIONS = 10


class Connection:
    """One WebSocket of the app."""

    def __init__(self, socket: web.WebSocketResponse, request: web.Request) -> None:
        self.socket = socket
        self.leaving = False
        self.waiting: dict[str, asyncio.Future[Outcome]] = {}
        self._transport = request.transport

    def abort(self) -> None:
        """Cut the line without a goodbye."""
        self.leaving = True
        if self._transport is not None:
            self._transport.abort()

    def gone(self) -> None:
        """Everything that was not acknowledged on this connection never will be."""
        for future in self.waiting.values():
            if not future.done():
                future.set_result(Missed("connection_failed"))
        self.waiting.clear()


class Sockets:
    """The open connections; each envelope goes to one of them."""

    def __init__(self, changes: Changes, *, app_id: str, ack_timeout: float = 3.0) -> None:
        self.ack_timeout = ack_timeout
        self._changes = changes
        self._app_id = app_id
        self._tickets: set[str] = set()
        self._numbers = count(1)
        self._envelopes = count(1)
        self._turn = count()
        self._connections: list[Connection] = []
        self._some = asyncio.Event()

    @property
    def connected(self) -> int:
        """How many connections are open."""
        return len(self._connections)

    @property
    def ready(self) -> bool:
        """Whether a connection takes envelopes."""
        return self._some.is_set()

    async def until_ready(self) -> None:
        """Return once a connection takes envelopes."""
        await self._some.wait()

    def ticket(self) -> str:
        """A ticket for one connection."""
        ticket = f"ticket-{next(self._numbers):06d}"
        self._tickets.add(ticket)
        return ticket

    async def send(self, kind: Envelope, payload: dict[str, Any], *, attempt: int, reason: str) -> Outcome:
        """Send an envelope to one connection and wait for its acknowledgement."""
        connection = self._next()
        if connection is None:
            return Missed("connection_failed")
        envelope_id = f"envelope-{next(self._envelopes):08d}"
        envelope: dict[str, Any] = {
            "envelope_id": envelope_id,
            "type": kind,
            "accepts_response_payload": kind != "events_api",
            "payload": payload,
        }
        if kind == "events_api":
            envelope |= {"retry_attempt": attempt, "retry_reason": reason}
        future: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        connection.waiting[envelope_id] = future
        try:
            await connection.socket.send_str(json.dumps(envelope))
            async with asyncio.timeout(self.ack_timeout):
                return await future
        except TimeoutError:
            return Missed("http_timeout")
        except ConnectionError:
            return Missed("connection_failed")
        finally:
            connection.waiting.pop(envelope_id, None)

    def _next(self) -> Connection | None:
        open_ones = [one for one in self._connections if not one.leaving and not one.socket.closed]
        return open_ones[next(self._turn) % len(open_ones)] if open_ones else None

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """The WebSocket endpoint: one connection from hello to its end."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=404, text="This ticket was used or never given.")
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if len(self._connections) >= MOST_CONNECTIONS:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets", "debug_info": {}})
            await socket.close()
            return socket
        connection = Connection(socket, request)
        self._connections.append(connection)
        try:
            await socket.send_json(self._hello())
            self._count()
            async for frame in socket:
                if frame.type is WSMsgType.TEXT:
                    self._acknowledge(connection, frame.data)
        finally:
            self._connections.remove(connection)
            self._count()
            connection.gone()
        return socket

    def _hello(self) -> dict[str, Any]:
        return {
            "type": "hello",
            "num_connections": len(self._connections),
            "debug_info": {"host": "sandbox", "approximate_connection_time": 18_060},
            "connection_info": {"app_id": self._app_id},
        }

    def _acknowledge(self, connection: Connection, data: str) -> None:
        try:
            frame = json.loads(data)
        except ValueError:
            return
        envelope_id = frame.get("envelope_id") if isinstance(frame, dict) else None
        future = connection.waiting.get(envelope_id) if isinstance(envelope_id, str) else None
        if future is not None and not future.done():
            payload = frame.get("payload")
            future.set_result(Acked(payload if isinstance(payload, dict) else None))

    def _count(self) -> None:
        if any(not one.leaving for one in self._connections):
            self._some.set()
        else:
            self._some.clear()
        self._changes.ring()

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Tell every connection to reconnect; nothing new is sent to it. `warning` leaves it in use."""
        for connection in list(self._connections):
            connection.leaving = reason != "warning"
            with contextlib.suppress(ConnectionError):
                await connection.socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {}})
        self._count()

    def drop(self) -> None:
        """Cut every connection at once."""
        for connection in list(self._connections):
            connection.abort()
            connection.gone()
        self._count()

    async def stop(self) -> None:
        """Close every connection."""
        for connection in list(self._connections):
            with contextlib.suppress(ConnectionError):
                await connection.socket.close()
