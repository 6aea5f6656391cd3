"""The state of the workspace: people, channels, messages, and a journal of what happened."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sandbox.channel import Channel, Kind
from sandbox.group import UserGroup
from sandbox.ids import Ids
from sandbox.installation import Installation
from sandbox.message import Message
from sandbox.run import Run
from sandbox.team import Bot, Member, Team


class Did(StrEnum):
    """What an entry of the journal tells."""

    POSTED = "posted"
    WHISPERED = "whispered"
    UPDATED = "updated"
    DELETED = "deleted"
    REACTED = "reacted"
    COMMANDED = "commanded"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened in a channel, with what was to be seen at that time."""

    did: Did
    who: str
    thread: str | None
    text: str
    message: Message | None = None
    blocks: list[dict[str, Any]] = field(default_factory=list)
    only: str | None = None


class Workspace:
    """Everything there is, found by id; it neither sends nor waits."""

    def __init__(self, team: Team, bot: Bot) -> None:
        self.team = team
        self.bot = bot
        self.ids = Ids()
        self.installation: Installation | None = None
        self.groups: dict[str, UserGroup] = {}
        self.runs: dict[str, Run] = {}
        """Custom steps of workflows, by the id of their execution."""
        self.people: dict[str, Member] = {}
        self.channels: dict[str, Channel] = {}
        self.whispers: dict[str, dict[str, Message]] = defaultdict(dict)
        self.sent: list[Message] = []
        self.files: dict[str, dict[str, Any]] = {}
        """Finished uploads by id, also those that no message shares but a block shows."""
        self._names: dict[str, str] = {}
        self._people_names: dict[str, str] = {}
        self._directs: dict[str, str] = {}
        self._journal: dict[str, list[Entry]] = defaultdict(list)
        self._threads: dict[tuple[str, str], list[Entry]] = defaultdict(list)

    @property
    def org_wide(self) -> bool:
        """Whether the app is here because a whole organisation has installed it."""
        return self.installation is not None and self.installation.org_wide

    def add_person(self, person: Member) -> None:
        """Take in a person."""
        self.people[person.id] = person
        self._people_names[person.name.casefold()] = person.id

    def add_channel(self, channel: Channel) -> None:
        """Take in a channel."""
        self.channels[channel.id] = channel
        if channel.kind is not Kind.DIRECT:
            self._names[channel.name] = channel.id

    @property
    def people_by_name(self) -> dict[str, str]:
        """Ids by lower-case name, the bot's user among them."""
        return self._people_names

    @property
    def names(self) -> dict[str, str]:
        """Names by id, the bot's user among them."""
        return {identity: person.name for identity, person in self.people.items()}

    @property
    def groups_by_handle(self) -> dict[str, str]:
        """Mentions of user groups by their handle."""
        return {one.handle: one.mention for one in self.groups.values() if not one.deleted}

    @property
    def channels_by_name(self) -> dict[str, str]:
        """Ids of channels by name without `#`."""
        return self._names

    def person(self, name: str) -> Member:
        """A person by name or id; KeyError when there is none."""
        identity = name if name in self.people else self._people_names[name.lstrip("@").casefold()]
        return self.people[identity]

    def home_of(self, person: Member) -> Team:
        """The workspace a person is of."""
        return person.home or self.team

    def is_stranger(self, person: Member) -> bool:
        """Whether somebody of another organisation shares no channel with the app."""
        bot = self.bot.user_id
        return person.home is not None and not any(
            person.id in channel.members and bot in channel.members for channel in self.channels.values()
        )

    def find_channel(self, name: str) -> Channel | None:
        """A channel by id, `#name` or name."""
        return self.channels.get(name) or self.channels.get(self._names.get(name.removeprefix("#"), ""))

    def direct(self, user: str, created: int) -> Channel:
        """The direct conversation of the bot with a person, opened if need be."""
        if user not in self._directs:
            identity = "D" + user[1:]
            channel = Channel(identity, "directmessage", Kind.DIRECT, created, user)
            channel.members = {user: None, self.bot.user_id: None}
            self.add_channel(channel)
            self._directs[user] = identity
        return self.channels[self._directs[user]]

    def has_direct(self, user: str) -> bool:
        """Whether the bot and the person have a direct conversation."""
        return user in self._directs

    def write(self, channel: str, entry: Entry) -> None:
        """Put an entry into the journal of its channel and thread."""
        self._journal[channel].append(entry)
        if entry.thread is not None:
            self._threads[channel, entry.thread].append(entry)

    def journal(self, channel: str, thread: str | None = None) -> list[Entry]:
        """What happened in a channel, or in one thread of it, in order."""
        if thread is None:
            return self._journal.get(channel, [])
        return self._threads.get((channel, thread), [])

    def named(self, blocks: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        """Blocks with the `block_id` and `action_id` that Slack gives where the app gave none."""
        return [self._named_block(block) for block in blocks]

    def _named_block(self, block: dict[str, Any]) -> dict[str, Any]:
        named = block if block.get("block_id") else {**block, "block_id": self.ids.next("b")}
        for place in ("accessory", "element"):
            if isinstance(element := named.get(place), dict):
                named = {**named, place: self._named_element(element)}
        for place in ("elements", "actions"):
            if isinstance(elements := named.get(place), list) and named.get("type") in _HOLDERS:
                named = {**named, place: [self._named_element(element) for element in elements]}
        for place in ("child_blocks", "elements"):
            if isinstance(children := named.get(place), list) and named.get("type") in _NESTS:
                named = {**named, place: self.named(children)}
        return named

    def _named_element(self, element: dict[str, Any]) -> dict[str, Any]:
        if element.get("action_id") or element.get("type") in _MUTE:
            return element
        return {**element, "action_id": self.ids.next("a")}


_HOLDERS = {"actions", "card", "context_actions"}
_NESTS = {"container", "carousel"}
_MUTE = {"image", "mrkdwn", "plain_text"}
