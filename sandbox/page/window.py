"""What one browser window shows, as its URL says it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from sandbox.channel import Channel, Kind
from sandbox.page.viewer import Viewer
from sandbox.people import Person
from sandbox.workspace import Workspace

FIRST = "ana"


@dataclass(frozen=True, slots=True)
class Window:
    """Who looks at which channel, with which panes open."""

    person: Person
    channel: Channel
    thread: str | None = None
    home: bool = False
    inspector: bool = False

    @property
    def viewer(self) -> Viewer:
        """Who looks, for drawing."""
        member = self.person.member
        return Viewer(member.id, member.tz, member.locale)

    @property
    def name(self) -> str:
        """The channel's short name in URLs: `ml-projects`, `dm`."""
        return short(self.channel)

    def url(
        self,
        *,
        who: str | None = None,
        channel: Channel | None = None,
        thread: str | None = None,
        home: bool | None = None,
        inspector: bool | None = None,
    ) -> str:
        """The URL of this window after a change; another channel closes the thread."""
        place = channel or self.channel
        query = {"as": who or self.person.name, "in": short(place)}
        if thread:
            query["thread"] = thread
        if self.home if home is None else home:
            query["tab"] = "home"
        if self.inspector if inspector is None else inspector:
            query["pane"] = "traffic"
        return f"/?{urlencode(query)}"

    @property
    def here(self) -> str:
        """The URL of this window as it is."""
        return self.url(thread=self.thread)


def short(channel: Channel) -> str:
    """A channel's name in URLs."""
    return "dm" if channel.kind is Kind.DIRECT else channel.name


def channels_of(person: Person, workspace: Workspace) -> list[Channel]:
    """The channels a person is in, without direct conversations."""
    return [
        channel
        for channel in workspace.channels.values()
        if person.id in channel.members and channel.kind is not Kind.DIRECT
    ]


def window(query: Mapping[str, str], person: Callable[[str], Person], workspace: Workspace, created: int) -> Window:
    """The window of a URL's query: what it names wrongly is left out, so that every URL shows something."""
    try:
        who = person(query.get("as", FIRST))
    except KeyError:
        who = person(FIRST)
    if who.member.is_bot:
        who = person(FIRST)
    direct = workspace.direct(who.id, created)
    named = query.get("in", "")
    wanted = direct if named == "dm" else workspace.find_channel(named)
    if wanted is None or who.id not in wanted.members:
        wanted = next(iter(channels_of(who, workspace)), direct)
    thread = query.get("thread")
    root = wanted.find(thread) if thread else None
    home = wanted is direct and query.get("tab") == "home"
    inspector = query.get("pane") == "traffic"
    return Window(who, wanted, root.root if root is not None else None, home, inspector)
