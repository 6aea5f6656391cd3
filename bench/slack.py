"""The least Slack that a bot can talk to, so that what is measured is the bot and not its counterpart."""

import asyncio
import json
import re
from collections import defaultdict
from itertools import count
from typing import Any, Self

from aiohttp import WSMsgType, web

PEOPLE = 20  # nobody is heard a hundred times at once
HANGS = 3600.0  # seconds; who waits is killed before
TEAM, CHANNEL, BOT, ANA = "T0BENCH", "C0BENCH", "U0BOT", "U0ANA"


class Slack:
    """Answers every call after `latency` seconds; delivers events over its sockets in turn, or over the first only."""

    def __init__(self) -> None:
        self.latency = 0.0
        self.calls = 0
        self.posted: dict[str, asyncio.Queue[str]] = defaultdict(asyncio.Queue)
        """Timestamps of what was posted into a thread."""
        self.roots: asyncio.Queue[str] = asyncio.Queue()
        self.starters: dict[str, str] = {}
        """Who started the project of a card."""
        self.connected = asyncio.Event()
        self._numbers = count(1)
        self._acks: dict[str, asyncio.Future[None]] = {}
        self.sockets: list[web.WebSocketResponse] = []
        self.first_only = False
        self.hanging: asyncio.Event | None = None
        """Set once a post has come that is left without an answer; None to answer all."""
        self._runner: web.AppRunner | None = None
        self.url = ""

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._call)
        app.router.add_get("/link", self._link)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._runner
        await self._runner.cleanup()

    def environment(self) -> dict[str, str]:
        return {"SLACK_BOT_TOKEN": "xoxb-bench", "SLACK_APP_TOKEN": "xapp-bench", "SLACK_API_URL": f"{self.url}/api/"}

    async def say(self, text: str, thread: str) -> asyncio.Future[None]:
        """Somebody types into a thread; the future ends with the acknowledgement."""
        ts = self._ts()
        event = {
            "type": "message",
            "channel": CHANNEL,
            "channel_type": "channel",
            "user": self.starters[thread],
            "text": text,
            "ts": ts,
            "thread_ts": thread,
            "event_ts": ts,
            "team": TEAM,
        }
        payload = {
            "type": "event_callback",
            "team_id": TEAM,
            "api_app_id": "A0BENCH",
            "event": event,
            "event_id": f"Ev{ts}",
            "event_time": 1,
            "authorizations": [{"team_id": TEAM, "user_id": BOT, "is_bot": True}],
        }
        return await self._deliver("events_api", payload)

    async def command(self, text: str) -> asyncio.Future[None]:
        payload = {
            "command": "/ml",
            "text": text,
            "team_id": TEAM,
            "channel_id": CHANNEL,
            "user_id": f"{ANA}{next(self._numbers) % PEOPLE}",
            "trigger_id": self._ts(),
            "response_url": f"{self.url}/nowhere",
            "api_app_id": "A0BENCH",
        }
        return await self._deliver("slash_commands", payload)

    async def _deliver(self, kind: str, payload: dict[str, Any]) -> asyncio.Future[None]:
        number = next(self._numbers)
        envelope, socket = f"E{number}", self.sockets[0 if self.first_only else number % len(self.sockets)]
        acked = self._acks[envelope] = asyncio.get_running_loop().create_future()
        await socket.send_str(
            json.dumps(
                {
                    "envelope_id": envelope,
                    "type": kind,
                    "payload": payload,
                    "accepts_response_payload": kind != "events_api",
                }
            )
        )
        return acked

    async def _call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        self.calls += 1
        sent = await request.json() if request.content_type == "application/json" else dict(await request.post())
        sent |= request.query
        if self.hanging and method == "chat.postMessage":
            hanging, self.hanging = self.hanging, None
            hanging.set()
            await asyncio.sleep(HANGS)
        if self.latency:
            await asyncio.sleep(self.latency)
        answer: dict[str, Any] = {"ok": True}
        match method:
            case "auth.test":
                answer |= {"team_id": TEAM, "user_id": BOT, "bot_id": "B0BOT", "url": "https://bench.slack.com/"}
            case "apps.connections.open":
                answer["url"] = self.url.replace("http", "ws", 1) + "/link"
            case "users.info":
                answer["user"] = {"id": sent.get("user", ANA), "name": "ana", "locale": "en-US", "tz": "UTC"}
            case "chat.postMessage":
                ts = self._ts()
                answer |= {"channel": CHANNEL, "ts": ts}
                if thread := sent.get("thread_ts"):
                    self.posted[thread].put_nowait(ts)
                elif (found := re.findall(rf"{ANA}\d+", json.dumps(sent))) and _is_card(sent):
                    self.starters[ts] = found[0]
                    self.roots.put_nowait(ts)
            case _:
                pass
        return web.json_response(answer)

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(max_msg_size=0)
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A0BENCH"}})
        self.sockets.append(socket)
        self.connected.set()
        async for message in socket:
            if message.type is WSMsgType.TEXT and message.data.startswith("{"):
                acked = self._acks.pop(json.loads(message.data).get("envelope_id"), None)
                if acked and not acked.done():
                    acked.set_result(None)
        self.sockets.remove(socket)
        return socket

    def _ts(self) -> str:
        return f"{1_790_000_000 + next(self._numbers)}.000100"


def _is_card(sent: dict[str, Any]) -> bool:
    return "metadata" in sent and "of 8" not in sent["text"][:20] and "*Verdict" not in sent["text"]
