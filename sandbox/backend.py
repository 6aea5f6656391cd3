"""What the Web API works on."""

from dataclasses import dataclass

from sandbox.channel import Channel, Kind
from sandbox.files import Files
from sandbox.happenings import Happenings
from sandbox.message import Message
from sandbox.refusal import Refused
from sandbox.triggers import Triggers
from sandbox.views import Views
from sandbox.wire import Wire
from sandbox.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Backend:
    """The parts of the stand-in that methods read and change."""

    happenings: Happenings
    views: Views
    triggers: Triggers
    files: Files
    wire: Wire

    @property
    def base(self) -> str:
        """Where the stand-in listens."""
        return self.wire.url

    @property
    def workspace(self) -> Workspace:
        """The state."""
        return self.happenings.workspace

    @property
    def bot(self) -> str:
        """The bot's user id."""
        return self.workspace.bot.user_id

    def channel(self, name: str) -> Channel:
        """A channel the bot may know of; a private one it is not in does not exist for it."""
        channel = self.workspace.find_channel(name)
        if channel is None or (channel.kind is not Kind.PUBLIC and self.bot not in channel.members):
            raise Refused("channel_not_found")
        return channel

    def place(self, name: str) -> Channel:
        """A channel to write to: the bot is in it and it is not archived; a person's id opens the DM."""
        if name in self.workspace.people:
            if name == self.bot or self.workspace.people[name].is_bot:
                raise Refused("cannot_dm_bot")
            return self.workspace.direct(name, int(self.happenings.clock.now().timestamp()))
        channel = self.channel(name)
        if channel.is_archived:
            raise Refused("is_archived")
        if self.bot not in channel.members:
            raise Refused("not_in_channel")
        return channel

    def message(self, channel: Channel, ts: str) -> Message:
        """A message that stands in the channel."""
        message = channel.find(ts)
        if message is None or message.deleted:
            raise Refused("message_not_found")
        return message
