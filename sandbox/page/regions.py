"""The parts of a window that are drawn whole: sidebar, clock, heads, modal, Home."""

from collections.abc import Callable
from typing import Any

from jinja2 import Environment

from sandbox.channel import Channel, Kind
from sandbox.clock import Clock
from sandbox.page.drawn import Drawn
from sandbox.page.faces import Face, face
from sandbox.page.features import Features
from sandbox.page.reading import Reading
from sandbox.page.times import Times
from sandbox.page.window import Window, channels_of
from sandbox.page.wording import complaint, phrases
from sandbox.people import Person
from sandbox.views import View
from sandbox.workspace import Workspace

REGIONS = ("people", "sidebar", "clock", "head", "home", "thread-head", "modal")


class Regions:
    """Draws each region of a window by name."""

    def __init__(
        self,
        workspace: Workspace,
        clock: Clock,
        person: Callable[[str], Person],
        features: Features,
        reading: Reading,
        drawn: Drawn,
        templates: Environment,
    ) -> None:
        self._workspace = workspace
        self._clock = clock
        self._person = person
        self._features = features
        self._reading = reading
        self._drawn = drawn
        self._templates = {name: templates.get_template(f"{name}.html") for name in REGIONS}
        self._views: dict[str, tuple[Any, str]] = {}

    def all(self, window: Window) -> dict[str, str]:
        """The inside of every region, by its id in the page."""
        common: dict[str, Any] = {
            "words": phrases(window.viewer.locale),
            "window": window,
            "name": self.name(window),
            "me": self.face(window.person.id),
        }
        about: dict[str, dict[str, Any]] = {
            "people": {"people": self.people},
            "sidebar": {
                "team": self._workspace.team,
                "channels": [self._channel(window, one) for one in channels_of(window.person, self._workspace)],
                "app": self._channel(window, self._direct(window)),
                "bot": self.bot,
            },
            "clock": {"times": Times(window.viewer.timezone, window.viewer.locale, self._clock.now())},
            "head": {
                "bot": self.bot,
                "direct": window.channel.kind is Kind.DIRECT,
                "private": window.channel.kind is Kind.PRIVATE,
                "members": len(window.channel.members),
                "with_home": self.with_home(window),
            },
            "home": {"view": self._home(window)},
            "thread-head": {},
            "modal": {"view": self._modal(window)},
        }
        return {name: self._templates[name].render(common | about[name]) for name in REGIONS}

    @property
    def people(self) -> list[Face]:
        """Everybody one can act as."""
        return [self.face(one.id) for one in self._workspace.people.values() if not one.is_bot]

    @property
    def bot(self) -> Face:
        """How the app is shown."""
        return self.face(self._workspace.bot.user_id)

    def face(self, identity: str) -> Face:
        """How somebody is shown."""
        return face(self._workspace, identity)

    def name(self, window: Window) -> str:
        """The conversation's name: `#general`, or the app's."""
        if window.channel.kind is Kind.DIRECT:
            return self.bot.name
        return f"#{window.channel.name}"

    def with_home(self, window: Window) -> bool:
        """Whether the app has a Home tab for this person."""
        return self._features.home or window.person.home is not None

    def _direct(self, window: Window) -> Channel:
        return self._workspace.direct(window.person.id, int(self._clock.now().timestamp()))

    def _channel(self, window: Window, channel: Channel) -> dict[str, Any]:
        unread = self._reading.unread(window.person, channel)
        home = channel.kind is Kind.DIRECT and self.with_home(window) and not unread
        return {
            "name": channel.name,
            "private": channel.kind is Kind.PRIVATE,
            "url": window.url(channel=channel, home=home),
            "here": channel is window.channel,
            "unread": unread,
            "for_them": self._reading.for_them(window.person, channel),
        }

    def _home(self, window: Window) -> str:
        return self._draw(window, window.person.home) if window.home and window.person.home is not None else ""

    def _modal(self, window: Window) -> str:
        return self._draw(window, window.person.view) if window.person.view is not None else ""

    def _draw(self, window: Window, view: View) -> str:
        """Drawn anew only when the app or a check has changed it: what is being typed stays."""
        state = (view.id, view.hash, dict(view.errors), window.viewer)
        key = f"{window.person.id} {view.payload['type']}"
        kept = self._views.get(key)
        if kept is None or kept[0] != state:
            errors = {block: complaint(text, window.viewer.locale) for block, text in view.errors.items()}
            body = view.wire(self._workspace.team, self._workspace.bot)
            html = str(self._drawn.view(body, window.viewer, errors=errors, state=view.values))
            kept = self._views[key] = (state, html)
        return kept[1]
