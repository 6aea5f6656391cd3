"""A stand-in for Slack on this machine: the same wire, no account."""

import ipaddress
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self, TypeVar

from aiohttp import web

from sandbox.backend import Backend
from sandbox.changes import Changes
from sandbox.clock import Clock
from sandbox.control import Control
from sandbox.deliveries import Deliveries, Transport
from sandbox.doors import Doors, loopback_only
from sandbox.faults import Faults
from sandbox.files import Files
from sandbox.happenings import EVERY_EVENT, Happenings
from sandbox.http_delivery import HttpDelivery
from sandbox.interactions import Interactions
from sandbox.message import Message
from sandbox.page.features import Features, read_features
from sandbox.page.server import Page
from sandbox.people import Person
from sandbox.rates import Rates
from sandbox.response_urls import ResponseUrls
from sandbox.seed import acme
from sandbox.sockets import Sockets
from sandbox.tokens import Tokens
from sandbox.traffic import Exchange, Traffic
from sandbox.transcript import transcript
from sandbox.triggers import Triggers
from sandbox.views import Views
from sandbox.web_api import WebApi
from sandbox.workspace import Workspace

T = TypeVar("T")
LARGEST_BODY = 64 * 1024 * 1024


class StandIn:
    """Slack on 127.0.0.1, as an async context manager.

    `port=0` takes a free one. `events` are the names the app has subscribed to. `rates=None` puts no limit on
    calls. `ack_timeout` is in real seconds; `retry_delays` are the seconds before each redelivery of an event
    (Slack's own are `deliveries.SLACKS_SCHEDULE`). With `request_url` everything is delivered over signed
    HTTP instead of Socket Mode. `seed` makes the workspace. `features` are what the page offers of the app, by
    default what manifest.yml says. `also` puts more pages beside it.
    """

    def __init__(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        clock: Clock | None = None,
        events: Iterable[str] = EVERY_EVENT,
        rates: Rates | None = None,
        ack_timeout: float = 3.0,
        retry_delays: tuple[float, ...] = (0.0, 0.0, 0.0),
        request_url: str | None = None,
        triggers: Triggers | None = None,
        seed: Callable[[Clock], Workspace] = acme,
        features: Features | None = None,
        also: Callable[[web.Application, Workspace, Clock], None] | None = None,
    ) -> None:
        if not _is_loopback(host):
            raise ValueError(f"The stand-in listens on this machine only (127.0.0.1), not on {host}.")
        self.host = host
        self.port = port
        self.clock = clock or Clock()
        self.workspace = seed(self.clock)
        self.changes = Changes()
        self.traffic = Traffic()
        self.faults = Faults()
        self.tokens = Tokens()
        self.rates = rates
        self._ack_timeout = ack_timeout
        self._request_url = request_url
        self._features = features
        self._also = also
        self.sockets = Sockets(self.changes, app_id=self.workspace.bot.app_id, ack_timeout=ack_timeout)
        self.http: HttpDelivery | None = None
        self.deliveries = Deliveries(self.sockets, self.traffic, self.changes, retry_delays=retry_delays)
        self.happenings = Happenings(self.workspace, self.clock, self.deliveries, self.changes, events)
        self.views = Views(self.workspace)
        self.triggers = triggers or Triggers()
        self.files = Files(self.workspace.ids)
        self.response_urls = ResponseUrls(self.happenings)
        self.interactions = Interactions(
            self.happenings, self.deliveries, self.views, self.triggers, self.response_urls
        )
        self._people: dict[str, Person] = {}
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        """Where it listens: `http://127.0.0.1:PORT`."""
        return f"http://{self.host}:{self.port}"

    @property
    def api_url(self) -> str:
        """The base of the Web API, for `AsyncWebClient(base_url=…)`."""
        return f"{self.url}/api/"

    @property
    def bot_token(self) -> str:
        """The bot's token."""
        return self.tokens.bot

    @property
    def app_token(self) -> str:
        """The app-level token of Socket Mode."""
        return self.tokens.app

    @property
    def signing_secret(self) -> str:
        """The secret that HTTP deliveries are signed with."""
        return self.tokens.signing_secret

    @property
    def deliver_twice(self) -> bool:
        """Whether every event is delivered twice."""
        return self.deliveries.twice

    @deliver_twice.setter
    def deliver_twice(self, twice: bool) -> None:
        self.deliveries.twice = twice

    async def start(self) -> None:
        """Listen."""
        app = web.Application(middlewares=[loopback_only], client_max_size=LARGEST_BODY)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        sites = self._routes(app)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self.host, self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        sites(self.url)
        if self._request_url is not None:
            await self.use_http(self._request_url)

    def _routes(self, app: web.Application) -> Callable[[str], None]:
        doors = Doors(self.response_urls, self.files)
        control = Control(self.person, self.workspace, self.clock, self.traffic, self.changes)
        features = self._features or read_features()
        page = Page(self.person, self.workspace, self.clock, self.traffic, self.changes, features)
        doors.add_to(app)
        control.add_to(app)
        page.add_to(app)
        if self._also:
            self._also(app, self.workspace, self.clock)
        app.router.add_get("/link/", self.sockets.serve)

        async def call(request: web.Request) -> web.Response:
            return await self._web_api.answer(request)

        app.router.add_route("*", "/api/{method}", call)

        def listening(url: str) -> None:
            self.files.base = self.response_urls.base = url
            backend = Backend(
                self.happenings,
                self.views,
                self.triggers,
                self.files,
                self.sockets,
                url,
                url.replace("http", "ws", 1),
            )
            self._web_api = WebApi(backend, self.tokens, self.faults, self.traffic, self.changes, self.rates)

        return listening

    async def stop(self) -> None:
        """Stop listening; what is owed is dropped."""
        await self.deliveries.stop()
        await self.sockets.stop()
        if self.http is not None:
            await self.http.stop()
        if self._runner is not None:
            await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    async def use_http(self, url: str) -> HttpDelivery:
        """Deliver over HTTP to this URL from now on."""
        if self.http is not None:
            await self.http.stop()
        self.http = HttpDelivery(url, self.signing_secret, ack_timeout=self._ack_timeout)
        transport: Transport = self.http
        self.deliveries.transport = transport
        return self.http

    def person(self, name: str) -> Person:
        """A person by name or id; KeyError when there is none."""
        member = self.workspace.person(name)
        if member.id not in self._people:
            self._people[member.id] = Person(member, self.happenings, self.interactions, self.deliveries, self.views)
        return self._people[member.id]

    @property
    def mention(self) -> str:
        """How people mention the bot, on the wire."""
        return f"<@{self.workspace.bot.user_id}>"

    def messages(self, channel: str, *, thread: str | None = None) -> list[Message]:
        """The messages of a channel or a thread (its parent first), oldest first."""
        found = self.workspace.find_channel(channel)
        if found is None:
            return []
        if thread is None:
            return list(found.timeline)
        root = found.by_ts.get(thread)
        return [root, *root.replies] if root is not None else []

    def direct(self, name: str) -> list[Message]:
        """The direct messages between the bot and a person."""
        member = self.workspace.person(name)
        if not self.workspace.has_direct(member.id):
            return []
        return list(self.workspace.direct(member.id, 0).timeline)

    def ephemerals(self, name: str) -> list[Message]:
        """What only this person sees now, oldest first."""
        return list(self.workspace.whispers[self.workspace.person(name).id].values())

    def calls(self, method: str) -> list[Exchange]:
        """The app's calls of a method, oldest first."""
        return self.traffic.of(method)

    def transcript(self, channel: str = "#ml-projects", *, thread: str | None = None, everything: bool = False) -> str:
        """A channel or thread as readable text; `everything` shows each version as it came."""
        return transcript(self.workspace, channel, thread=thread, everything=everything)

    async def until(self, condition: Callable[[], T], timeout: float = 5.0) -> T:  # noqa: ASYNC109 - tells the story
        """What `condition` answers once it is true; TimeoutError with the transcripts when it stays false."""
        try:
            return await self.changes.until(condition, timeout)
        except TimeoutError:
            raise TimeoutError(f"Not so within {timeout:g} s.\n{self._story()}") from None

    async def idle(self, timeout: float = 5.0) -> None:  # noqa: ASYNC109 - tells the story
        """Return once nothing is undelivered or unacknowledged."""
        await self.until(lambda: self.deliveries.idle, timeout)

    async def connected(self, timeout: float = 5.0) -> None:  # noqa: ASYNC109 - tells the story
        """Return once the app is connected."""
        await self.until(lambda: self.deliveries.transport.ready, timeout)

    def move(self, step: timedelta) -> datetime:
        """Move the clock forward."""
        now = self.clock.move(step)
        self.changes.ring()
        return now

    def _story(self) -> str:
        parts = []
        for channel in self.workspace.channels.values():
            if told := transcript(self.workspace, channel.id, everything=True):
                parts.append(f"--- {channel.name} {channel.id}\n{told}")
        latest = [f"{one.way} {one.method} {one.status} {one.note}" for one in self.traffic.latest(15)]
        return "\n".join([*parts, "--- traffic", *latest])


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
