"""One workspace of the stand-in: its people, what they see, and the app in it."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sandbox.backend import Backend
from sandbox.channel import Channel
from sandbox.faults import Faults
from sandbox.files import Files
from sandbox.groups import Groups
from sandbox.happenings import Happenings
from sandbox.interactions import Interactions
from sandbox.lifecycle import REVOKED, UNINSTALLED
from sandbox.message import Message
from sandbox.people import Person
from sandbox.response_urls import ResponseUrls
from sandbox.run import Run
from sandbox.stamps import Stamps
from sandbox.steps import Steps
from sandbox.team import Member, Team
from sandbox.traffic import Exchange, Traffic
from sandbox.transcript import transcript
from sandbox.triggers import Triggers
from sandbox.views import Views
from sandbox.wire import Wire
from sandbox.workspace import Workspace

T = TypeVar("T")
INSTALLER = "ana"
_PLACES = ("channel", "channel_id", "user", "user_id", "users")


class Tenant:
    """A workspace with the app's side of it; `traffic` and `faults` are those of this workspace alone."""

    def __init__(
        self, wire: Wire, workspace: Workspace, *, stamps: Stamps | None = None, triggers: Triggers | None = None
    ) -> None:
        self._wire = wire
        self.workspace = workspace
        workspace.ids = wire.ids
        wire.lifecycle.add(workspace)
        self.clock = wire.clock
        self.changes = wire.changes
        self.deliveries = wire.deliveries
        self.traffic = wire.traffic.parts[workspace.team.id] = Traffic()
        self.faults = Faults()
        self.stamps = stamps or Stamps(wire.clock)
        self.happenings = Happenings(
            workspace, wire.clock, wire.deliveries, wire.changes, wire.events, stamps=self.stamps
        )
        self.views = Views(workspace)
        self.triggers = triggers or Triggers(workspace.team.id)
        self.files = Files(wire.ids)
        self.response_urls = ResponseUrls(self.happenings)
        self.interactions = Interactions(
            self.happenings, wire.deliveries, self.views, self.triggers, self.response_urls
        )
        self.groups = Groups(self.happenings)
        self.steps = Steps(self.happenings, wire.lifecycle.installs, wire.functions)
        self.backend = Backend(self.happenings, self.views, self.triggers, self.files, wire)
        self._people: dict[str, Person] = {}

    def listen(self, url: str) -> None:
        """Know where the stand-in listens."""
        self.files.base = self.response_urls.base = url

    @property
    def team(self) -> Team:
        """The workspace's id and names."""
        return self.workspace.team

    @property
    def bot_token(self) -> str:
        """The bot's newest token here; KeyError while the app is not installed."""
        if (installation := self.workspace.installation) is None:
            raise KeyError(f"The app is not installed in {self.team.name}.")
        return installation.token

    def install(self, *, by: str = INSTALLER, scopes: str | None = None) -> str:
        """Install the app here, as on its settings page; its token."""
        installer = self.workspace.person(by).id
        return self._wire.lifecycle.install(self.team, by=installer, scopes=scopes).token

    async def uninstall(self, *, order: Iterable[str] = (UNINSTALLED, REVOKED), wait: bool = True) -> None:
        """Take the app out of this workspace; it hears of it in this order, and none of its tokens works."""
        mark = self.deliveries.last
        self._wire.lifecycle.uninstall(self.team, order)
        if wait:
            await self.deliveries.settled(mark)

    async def run_step(self, callback_id: str, inputs: Mapping[str, Any], *, wait: bool = True) -> Run:
        """Run a custom step of the app in a workflow; how it ends is to be seen in what this answers."""
        mark = self.deliveries.last
        run = self.steps.start(callback_id, inputs)
        if wait:
            await self.deliveries.settled(mark)
        return run

    @property
    def in_org_install(self) -> bool:
        """Whether the app works here because a whole organisation has installed it."""
        return self.workspace.org_wide

    async def grant(self, *, granted: bool = True, wait: bool = True) -> None:
        """Let the app of the whole organisation into this workspace, or out of it."""
        mark = self.deliveries.last
        self._wire.lifecycle.grant(self.workspace, granted=granted)
        if wait:
            await self.deliveries.settled(mark)

    def holds(self, given: dict[str, Any]) -> bool:
        """Whether the arguments of a call name something that is here."""
        named = {str(given[name]) for name in _PLACES if given.get(name)}
        view, file = str(given.get("view_id") or ""), str(given.get("file") or given.get("canvas_id") or "")
        return (
            not named.isdisjoint({*self.workspace.channels, *self.workspace.people})
            or str(given.get("trigger_id") or "") in self.triggers
            or str(given.get("function_execution_id") or "") in self.workspace.runs
            or (bool(view) and self.views.find(view, None) is not None)
            or (bool(file) and self.files.find(file) is not None)
        )

    def person(self, name: str) -> Person:
        """A person by name or id; KeyError when there is none."""
        member = self.workspace.person(name)
        if member.id not in self._people:
            self._people[member.id] = Person(member, self.happenings, self.interactions, self.deliveries, self.views)
        return self._people[member.id]

    def add_person(
        self,
        name: str,
        real_name: str,
        *,
        of: Team | None = None,
        guest: bool = False,
        channels: Iterable[str] = (),
        locale: str = "en-US",
        tz: str = "Europe/London",
    ) -> Person:
        """One more person, in these channels: a guest (in one channel only, the strictest kind), or somebody `of`
        another organisation, with whose workspace the channels are shared from then on.
        """
        places = [self._channel(one) for one in channels]
        identity = self.workspace.bot.user_id[:2] + "".join(filter(str.isalnum, name)).upper()
        member = Member(identity, name, real_name, locale, tz, is_restricted=guest, home=of)
        member.is_ultra_restricted = guest and len(places) == 1
        self.workspace.add_person(member)
        for place in places:
            if of is not None:
                place.partners[of.id] = None
            self.happenings.join(place, identity)
        return self.person(identity)

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
        """The app's calls of a method for this workspace, oldest first."""
        return [one for one in self.traffic.of(method) if one.team in (None, self.team.id)]

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
        """Return once nothing is undelivered or unacknowledged, in any workspace."""
        await self.until(lambda: self.deliveries.idle, timeout)

    async def connected(self, timeout: float = 5.0) -> None:  # noqa: ASYNC109 - tells the story
        """Return once the app is connected."""
        await self.until(lambda: self.deliveries.transport.ready, timeout)

    def move(self, step: timedelta) -> datetime:
        """Move the clock forward, for every workspace."""
        now = self.clock.move(step)
        self.changes.ring()
        return now

    def _channel(self, name: str) -> Channel:
        if (found := self.workspace.find_channel(name)) is None:
            raise KeyError(f"There is no channel {name}.")
        return found

    def _story(self) -> str:
        parts = []
        for channel in self.workspace.channels.values():
            if told := transcript(self.workspace, channel.id, everything=True):
                parts.append(f"--- {channel.name} {channel.id}\n{told}")
        latest = [f"{one.way} {one.method} {one.status} {one.note}" for one in self.traffic.latest(15)]
        return "\n".join([*parts, "--- traffic", *latest])
