"""The page: its routes, under `/`, `/page/` and `/page/static/`."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from aiohttp import web
from jinja2 import Environment, PackageLoader, StrictUndefined

from sandbox.changes import Changes
from sandbox.channel import Kind
from sandbox.clock import Clock
from sandbox.page.composing import offers, untyped
from sandbox.page.drawn import Drawn
from sandbox.page.events import Events, Lists, stamp
from sandbox.page.features import Features
from sandbox.page.inspector import Inspector
from sandbox.page.listing import Listing
from sandbox.page.reading import Reading
from sandbox.page.regions import Regions
from sandbox.page.sending import Sending
from sandbox.page.window import Window, window
from sandbox.page.wording import language, phrases
from sandbox.people import Person
from sandbox.traffic import Traffic
from sandbox.workspace import Workspace

STATIC = Path(__file__).parent / "static"
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' http://127.0.0.1:*; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


class Page:
    """A Slack to look at: everything is drawn here, and one event stream per window keeps it so."""

    def __init__(
        self,
        person: Callable[[str], Person],
        workspace: Workspace,
        clock: Clock,
        traffic: Traffic,
        changes: Changes,
        features: Features,
    ) -> None:
        self._person = person
        self._workspace = workspace
        self._clock = clock
        self._changes = changes
        self._features = features
        loader = PackageLoader("sandbox.page", "templates")
        templates = Environment(
            loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        drawn = Drawn(workspace, clock.now)
        self._page = templates.get_template("page.html")
        self._reading = Reading()
        self._listing = Listing(workspace, clock, drawn, templates)
        self._inspector = Inspector(traffic, templates)
        self._regions = Regions(workspace, clock, person, features, self._reading, drawn, templates)
        self._events = Events(changes, self._lists, self._regions.all, self._look)
        self._sending = Sending(person, workspace, clock, changes, features)

    def add_to(self, app: web.Application) -> None:
        """Put the routes into an application."""
        app.router.add_get("/", self.show)
        app.router.add_get("/page/events", self.stream)
        app.router.add_get("/page/source", self.source)
        app.router.add_get("/page/traffic/{number:\\d+}", self.entry)
        app.router.add_post("/page/do/{deed}", self._sending.do)
        app.router.add_static("/page/static/", STATIC)
        app.on_shutdown.append(self._events.end)

    async def show(self, request: web.Request) -> web.Response:
        """The whole page, as the URL says."""
        shown = self._window(request)
        seen = self._reading.seen(shown.person, shown.channel)
        self._look(shown)
        words = phrases(shown.viewer.locale)
        html = self._page.render(
            window=shown,
            words=words,
            language=language(shown.viewer.locale),
            name=self._regions.name(shown),
            bot=self._regions.bot,
            direct=shown.channel.kind is Kind.DIRECT,
            seen=seen,
            team=self._workspace.team,
            lists={name: [one.draw() for one in items] for name, items in self._lists(shown).items()},
            regions={
                name: {"html": inside, "stamp": stamp(inside)} for name, inside in self._regions.all(shown).items()
            },
            offers=_embedded(offers(shown.person, self._workspace, self._features, words)),
            spoken=_embedded(dict(words)),
            features=self._features,
        )
        return web.Response(text=html, content_type="text/html", headers=HEADERS)

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """The event stream of a window."""
        return await self._events.serve(request, lambda: self._window(request))

    async def source(self, request: web.Request) -> web.Response:
        """One's own message as it was typed, to edit it."""
        shown = self._window(request)
        message = shown.channel.find(request.query.get("ts", ""))
        if message is None or message.user != shown.person.id:
            return web.json_response({"ok": False, "error": phrases(shown.viewer.locale)["gone"]}, status=404)
        return web.json_response({"ok": True, "text": untyped(message.text, self._workspace)})

    async def entry(self, request: web.Request) -> web.Response:
        """One exchange of the traffic."""
        shown = self._window(request)
        html = self._inspector.entry(shown, int(request.match_info["number"]))
        text = html if html is not None else phrases(shown.viewer.locale)["forgotten"]
        return web.Response(text=text, content_type="text/html" if html else "text/plain", headers=HEADERS)

    def _window(self, request: web.Request) -> Window:
        return window(request.query, self._person, self._workspace, int(self._clock.now().timestamp()))

    def _lists(self, shown: Window) -> Lists:
        channel = [] if shown.home else self._listing.channel(shown)
        return {"messages": channel, "replies": self._listing.thread(shown), "traffic": self._inspector.lines(shown)}

    def _look(self, shown: Window) -> None:
        """Who looks at a channel has read it, in all windows."""
        if not shown.home and self._reading.see(shown.person, shown.channel):
            self._changes.ring()


def _embedded(body: dict[str, Any]) -> str:
    """JSON that can stand inside a script element."""
    return json.dumps(body, ensure_ascii=False).replace("<", "\\u003c")
