"""Socket Mode, watched: a connection that does not come back is started anew, and at last given up."""

import asyncio
from dataclasses import dataclass, field

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot.envelope import is_whole

log = structlog.get_logger()

LOOK_EVERY = 5.0  # seconds
PING_EVERY = 3.0  # a cut connection is noticed, and tried again, this often
NEW_TICKET_AFTER = 20.0
GIVE_UP_AFTER = 300.0


class _Whole(AsyncSocketModeHandler):
    """Acknowledges what has not the form of a payload, which Bolt would fall over, and does nothing else with it."""

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        if is_whole(req.payload):
            await super().handle(client, req)
            return
        log.warning("delivery.misshapen", kind=req.type)
        await client.send_socket_mode_response(SocketModeResponse(envelope_id=req.envelope_id))


class SocketLost(Exception):
    """Slack could not be reached for minutes; a supervisor should start the program again."""


@dataclass(slots=True)
class Socket:
    """Connect with an app-level token; `watch` until the connection is lost for good."""

    app: AsyncApp
    app_token: str
    look_every: float = LOOK_EVERY
    new_ticket_after: float = NEW_TICKET_AFTER
    give_up_after: float = GIVE_UP_AFTER
    ping_every: float = PING_EVERY
    _slack: AsyncSocketModeHandler = field(init=False)

    def __post_init__(self) -> None:
        self._slack = _Whole(self.app, self.app_token, ping_interval=self.ping_every)

    async def connect(self, ticket: str | None = None) -> None:
        """Connect; with a `ticket`, to that address first."""
        self._slack.client.wss_uri = ticket
        await self._slack.connect_async()  # type: ignore[no-untyped-call]

    async def connected(self) -> bool:
        return bool(await self._slack.client.is_connected())

    async def watch(self) -> None:
        """Raises SocketLost when there was no connection for `give_up_after` seconds."""
        loop = asyncio.get_running_loop()
        seen, renewed = loop.time(), 0.0
        while True:
            await asyncio.sleep(self.look_every)
            now = loop.time()
            if await self.connected():
                seen = now
                continue
            away = now - seen
            if away > self.give_up_after:
                raise SocketLost(f"no connection to Slack for {away:.0f} s")
            if away > self.new_ticket_after and now - renewed > self.new_ticket_after:
                # The client tries the same single-use ticket for ever; without one it asks for another.
                log.warning("socket.stuck", seconds=round(away))
                self._slack.client.wss_uri = None
                renewed = now

    async def close(self) -> None:
        await self._slack.close_async()  # type: ignore[no-untyped-call]
