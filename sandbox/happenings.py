"""What happens in the workspace, and the events that tell the app of it."""

from collections.abc import Iterable
from typing import Any

from sandbox.changes import Changes
from sandbox.channel import SUBSCRIPTION, Channel, Kind
from sandbox.clock import Clock
from sandbox.deliveries import Deliveries
from sandbox.envelope import around_event, outside
from sandbox.message import Message
from sandbox.stamps import Stamps
from sandbox.team import Member
from sandbox.words import truncated
from sandbox.workspace import Did, Entry, Workspace

EVERY_EVENT = frozenset(
    {
        "message.channels",
        "message.groups",
        "message.im",
        "app_mention",
        "app_home_opened",
        "user_change",
        "member_joined_channel",
        "member_left_channel",
        "reaction_added",
        "reaction_removed",
        "file_shared",
        "app_uninstalled",
        "tokens_revoked",
        "team_access_granted",
        "team_access_revoked",
        "subteam_created",
        "subteam_updated",
        "subteam_members_changed",
        "function_executed",
    }
)


class Happenings:
    """Changes the workspace and publishes the events the app has subscribed to."""

    def __init__(
        self,
        workspace: Workspace,
        clock: Clock,
        deliveries: Deliveries,
        changes: Changes,
        events: Iterable[str] = EVERY_EVENT,
        *,
        stamps: Stamps | None = None,
    ) -> None:
        self.workspace = workspace
        self.clock = clock
        self._stamps = stamps or Stamps(clock)
        self.events = frozenset(events)
        self._deliveries = deliveries
        self._changes = changes

    def post(
        self,
        channel: Channel,
        user: str,
        text: str,
        *,
        thread: str | None = None,
        broadcast: bool = False,
        **more: Any,
    ) -> Message:
        """Post a message; `more` are further fields of `Message`."""
        root = channel.by_ts[thread] if thread is not None else None
        first_reply = root is not None and not root.replies
        subtype = more.pop("subtype", None) or ("thread_broadcast" if broadcast else None)
        message = Message(
            channel.id,
            self._stamps.next(),
            user,
            truncated(text),
            self._team_of(user),
            thread_ts=thread,
            parent_user=root.user if root is not None else None,
            subtype=subtype,
            outside=outside(self.workspace, user),
            **more,
        )
        before = root.wire() if root is not None and first_reply else None
        channel.add(message)
        entry = Entry(Did.POSTED, user, message.root, message.text, message, message.blocks)
        self.workspace.write(channel.id, entry)
        if user == self.workspace.bot.user_id:
            self.workspace.sent.append(message)
        self._tell_message(channel, message)
        if root is not None and before is not None:
            self._tell_changed(channel, root, before)
        self._changes.ring()
        return message

    def whisper(self, channel: Channel, to: str, text: str, *, thread: str | None = None, **more: Any) -> Message:
        """Show a message of the bot to one person only; no event tells of it."""
        bot = self.workspace.bot.user_id
        message = Message(
            channel.id,
            self._stamps.next(),
            bot,
            truncated(text),
            self.workspace.team.id,
            thread_ts=thread,
            subtype="ephemeral",
            visible_to=to,
            **more,
        )
        self.workspace.whispers[to][message.ts] = message
        entry = Entry(Did.WHISPERED, bot, message.root, message.text, message, message.blocks, only=to)
        self.workspace.write(channel.id, entry)
        self.workspace.sent.append(message)
        self._changes.ring()
        return message

    def change(self, channel: Channel, message: Message, *, edited_by: str | None = None, **new: Any) -> None:
        """Give a message new contents; `edited_by` leaves the mark of an edit."""
        before = message.wire()
        for name, value in new.items():
            setattr(message, name, value)
        message.text = truncated(message.text)
        if edited_by is not None:
            message.edited = {"user": edited_by, "ts": self.clock.ts()}
        self.workspace.write(
            channel.id,
            Entry(
                Did.UPDATED,
                message.user,
                message.root,
                message.text,
                message,
                message.blocks,
                only=message.visible_to,
            ),
        )
        if message.visible_to is None:
            self._tell_changed(channel, message, before)
        self._changes.ring()

    def delete(self, channel: Channel, message: Message) -> None:
        """Delete a message; a parent with replies becomes a tombstone."""
        before = message.wire()
        self.workspace.write(
            channel.id,
            Entry(
                Did.DELETED,
                message.user,
                message.root,
                message.text,
                message,
                message.blocks,
                only=message.visible_to,
            ),
        )
        if message.visible_to is not None:
            message.deleted = True
            del self.workspace.whispers[message.visible_to][message.ts]
        elif message.replies:
            message.deleted = True
            message.subtype = "tombstone"
            message.text = "This message was deleted."
            message.user = "USLACKBOT"
            message.blocks, message.attachments, message.files = [], [], []
            message.metadata = message.edited = message.client_msg_id = None
            message.bot_id = message.bot_profile = None
            message.reactions = {}
            self._tell_changed(channel, message, before)
        else:
            channel.remove(message)
            body = {"subtype": "message_deleted", "hidden": True, "deleted_ts": message.ts}
            self._tell_about(channel, {**body, "previous_message": before})
        self._changes.ring()

    def react(self, channel: Channel, message: Message, user: str, name: str) -> None:
        """Put a reaction under a message."""
        message.reactions.setdefault(name, []).append(user)
        entry = Entry(Did.REACTED, user, message.root, f"({name})", message)
        self.workspace.write(channel.id, entry)
        self._tell_reaction("reaction_added", channel, message, user, name)

    def unreact(self, channel: Channel, message: Message, user: str, name: str) -> None:
        """Take a reaction back."""
        message.reactions[name].remove(user)
        if not message.reactions[name]:
            del message.reactions[name]
        self._tell_reaction("reaction_removed", channel, message, user, name)

    def join(self, channel: Channel, user: str, *, inviter: str | None = None) -> None:
        """Bring someone into a channel."""
        channel.members[user] = None
        event = {"type": "member_joined_channel", "user": user, "channel": channel.id}
        event |= {"channel_type": "C", "team": self._team_of(user), "event_ts": self.clock.ts()}
        if inviter is not None:
            event["inviter"] = inviter
        self.tell("member_joined_channel", event, channel)
        self._changes.ring()

    def leave(self, channel: Channel, user: str) -> None:
        """Take someone out of a channel."""
        event = {"type": "member_left_channel", "user": user, "channel": channel.id}
        event |= {"channel_type": "C", "team": self._team_of(user), "event_ts": self.clock.ts()}
        self.tell("member_left_channel", event, channel)
        channel.members.pop(user, None)
        self._changes.ring()

    def change_person(self, person: Member, **new: Any) -> None:
        """Change what the workspace knows of a person; the event does not carry the locale."""
        for name, value in new.items():
            setattr(person, name, value)
        at = self.clock.now()
        event = {"type": "user_change", "user": person.wire(self.workspace.team, at)}
        self.tell("user_change", {**event, "cache_ts": int(at.timestamp()), "event_ts": self.clock.ts()})
        self._changes.ring()

    def ring(self) -> None:
        """Say that something else has changed: a view, a file."""
        self._changes.ring()

    def note(self, channel: Channel, entry: Entry) -> None:
        """Write down what only the transcript knows: a command, a failure."""
        self.workspace.write(channel.id, entry)
        self._changes.ring()

    def tell(self, subscription: str, event: dict[str, Any], channel: Channel | None = None) -> None:
        """Publish an event if the app has subscribed to it and, for a channel's event, is in that channel."""
        place = self.workspace
        absent = channel is not None and place.bot.user_id not in channel.members
        if subscription not in self.events or absent or place.installation is None:
            return
        payload = around_event(place, event, place.ids.next("Ev"), self.clock.now(), channel)
        self._deliveries.publish(payload, place.team.id)

    def _team_of(self, user: str) -> str:
        person = self.workspace.people.get(user)
        return self.workspace.home_of(person).id if person is not None else self.workspace.team.id

    def _tell_message(self, channel: Channel, message: Message) -> None:
        place = {"channel": channel.id, "event_ts": message.ts}
        body = message.wire() | place
        self.tell(SUBSCRIPTION[channel.kind], {**body, "channel_type": channel.kind.value}, channel)
        bot = self.workspace.bot.user_id
        mentioned = channel.kind is not Kind.DIRECT and message.user != bot and f"<@{bot}>" in message.text
        if mentioned:
            self.tell("app_mention", {**body, "type": "app_mention"}, channel)

    def _tell_changed(self, channel: Channel, message: Message, before: dict[str, Any]) -> None:
        now = {"message": message.wire(), "previous_message": before}
        self._tell_about(channel, {"subtype": "message_changed", "hidden": True, **now})

    def _tell_about(self, channel: Channel, body: dict[str, Any]) -> None:
        ts = self.clock.ts()
        place = {"channel": channel.id, "ts": ts, "event_ts": ts, "channel_type": channel.kind.value}
        self.tell(SUBSCRIPTION[channel.kind], {"type": "message", **body, **place}, channel)

    def _tell_reaction(self, kind: str, channel: Channel, message: Message, user: str, name: str) -> None:
        event = {"type": kind, "user": user, "reaction": name, "item_user": message.user}
        event_item = {"type": "message", "channel": channel.id, "ts": message.ts}
        self.tell(kind, {**event, "item": event_item, "event_ts": self.clock.ts()}, channel)
        self._changes.ring()
