"""A stand-in for Slack on this machine: the same wire, no account."""

import ipaddress
from collections.abc import Callable, Iterable, Mapping
from types import TracebackType
from typing import Self

from aiohttp import web

from sandbox.authorize import PATH, Authorize
from sandbox.changes import Changes
from sandbox.clock import Clock
from sandbox.codes import Codes
from sandbox.control import Control
from sandbox.deliveries import Deliveries, Transport
from sandbox.doors import Doors, loopback_only
from sandbox.functions import Function, read_functions
from sandbox.happenings import EVERY_EVENT
from sandbox.http_delivery import HttpDelivery
from sandbox.installs import Installs
from sandbox.lifecycle import Lifecycle
from sandbox.page.features import Features, read_features
from sandbox.page.server import Page
from sandbox.rates import Rates
from sandbox.seed import acme
from sandbox.sockets import Sockets
from sandbox.stamps import Stamps
from sandbox.team import Org, Team
from sandbox.tenant import INSTALLER, Tenant
from sandbox.tenants import Tenants
from sandbox.tokens import Tokens
from sandbox.traffic import Traffic
from sandbox.triggers import Triggers
from sandbox.visitor import Visit, visit
from sandbox.web_api import WebApi
from sandbox.wire import Wire
from sandbox.workspace import Workspace

LARGEST_BODY = 64 * 1024 * 1024


class StandIn(Tenant):
    """Slack on 127.0.0.1, as an async context manager: its first workspace, and the server of all.

    `add_workspace` makes more of them; `traffic` is that of all together.

    `port=0` takes a free one. `events` are the names the app has subscribed to. `rates=None` puts no limit on
    calls. `ack_timeout` is in real seconds; `retry_delays` are the seconds before each redelivery of an event
    (Slack's own are `deliveries.SLACKS_SCHEDULE`). With `request_url` everything is delivered over signed
    HTTP instead of Socket Mode. `seed` makes the workspace. `features` are what the page offers of the app, by
    default what manifest.yml says. `also` puts more pages beside it. Without `installed` the app must be installed
    first, as by `authorize`. `functions` are its custom steps, by default those of manifest.yml.
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
        installed: bool = True,
        functions: Mapping[str, Function] | None = None,
    ) -> None:
        if not _is_loopback(host):
            raise ValueError(f"The stand-in listens on this machine only (127.0.0.1), not on {host}.")
        self.host = host
        self.port = port
        clock = clock or Clock()
        workspace = seed(clock)
        self.tokens = Tokens()
        self.rates = rates
        self._ack_timeout = ack_timeout
        self._request_url = request_url
        self._features = features
        self._also = also
        changes, traffic = Changes(), Traffic()
        self.sockets = Sockets(changes, app_id=workspace.bot.app_id, ack_timeout=ack_timeout)
        self.http: HttpDelivery | None = None
        deliveries = Deliveries(self.sockets, traffic, changes, retry_delays=retry_delays)
        self.installs = Installs(self.tokens, clock, workspace.ids)
        self.codes = Codes(clock, workspace.ids)
        self.lifecycle = Lifecycle(self.installs, deliveries, changes, frozenset(events))
        wire = Wire(
            clock,
            changes,
            traffic,
            self.tokens,
            workspace.ids,
            self.sockets,
            deliveries,
            self.lifecycle,
            self.codes,
            read_functions() if functions is None else functions,
            frozenset(events),
        )
        super().__init__(wire, workspace, triggers=triggers)
        self.traffic = traffic
        self.tenants = Tenants(self)
        if installed:
            self.lifecycle.install(workspace.team, by=workspace.person(INSTALLER).id, token=self.tokens.bot)
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
        doors = Doors(self.tenants)
        control = Control(self.person, self.steps, self.workspace, self.clock, self.traffic, self.changes)
        features = self._features or read_features()
        page = Page(self.person, self.workspace, self.clock, self.traffic, self.changes, features)
        doors.add_to(app)
        Authorize(self.tenants, self.tokens, self.codes).add_to(app)
        control.add_to(app)
        page.add_to(app)
        if self._also:
            self._also(app, self.workspace, self.clock)
        app.router.add_get("/link/", self.sockets.serve)

        async def call(request: web.Request) -> web.Response:
            return await self._web_api.answer(request)

        app.router.add_route("*", "/api/{method}", call)

        def listening(url: str) -> None:
            self._wire.url = url
            for tenant in self.tenants:
                tenant.listen(url)
            self._web_api = WebApi(self.tenants, self.installs, self.tokens, self.traffic, self.changes, self.rates)

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

    def add_workspace(
        self, team: Team | str, *, twin: bool = False, org: Org | None = None, installed: bool = True
    ) -> Tenant:
        """One more workspace with people and channels of the same names, served by the same addresses.

        A `twin` has the same ids for all of them, and the same message timestamps in the same order. Without
        `installed` the app has to be installed first.
        """
        if isinstance(team, str):
            team = Team(team, team.strip("T0").capitalize(), team.lower(), org)
        mark = "0" if twin else str(len(list(self.tenants)))
        stamps = Stamps(self.clock, self.stamps if twin else None)
        tenant = Tenant(self._wire, acme(self.clock, team, mark=mark), stamps=stamps)
        self.tenants.add(tenant)
        if installed:
            tenant.install()
        if self._wire.url:
            tenant.listen(self._wire.url)
        return tenant

    @property
    def authorize_url(self) -> str:
        """The page on which people let the app in."""
        return f"{self.url}{PATH}"

    async def authorize(
        self, url: str, *, by: str = INSTALLER, of: Team | Org | None = None, allow: bool = True, follow: bool = True
    ) -> Visit:
        """Let a person open an address that leads to the authorize page, or that page, and decide there.

        `of` is the workspace or organisation the app is to be let into, by default the first. They are sent back to
        the app and read what it says, or, without `follow`, only where to.
        """
        holder = of or self.team
        place = next(one for one in self.tenants if holder in (one.team, one.team.org))
        return await visit(url, f"{holder.id} {place.person(by).id}", allow=allow, follow=follow)

    async def use_http(self, url: str) -> HttpDelivery:
        """Deliver over HTTP to this URL from now on."""
        if self.http is not None:
            await self.http.stop()
        self.http = HttpDelivery(url, self.signing_secret, ack_timeout=self._ack_timeout)
        transport: Transport = self.http
        self.deliveries.transport = transport
        return self.http


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
