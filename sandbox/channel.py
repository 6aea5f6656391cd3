"""A conversation: who is in it and what was said, found by timestamp at once."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sandbox.message import Message


class Kind(StrEnum):
    """Slack's `channel_type`."""

    PUBLIC = "channel"
    PRIVATE = "group"
    DIRECT = "im"


SUBSCRIPTION = {
    Kind.PUBLIC: "message.channels",
    Kind.PRIVATE: "message.groups",
    Kind.DIRECT: "message.im",
}


def micros(ts: str) -> int:
    """A timestamp as a number; ValueError when it is none."""
    seconds, _, fraction = ts.partition(".")
    return int(seconds) * 1_000_000 + int((fraction or "0")[:6].ljust(6, "0"))


def _when(message: Message) -> int:
    return micros(message.ts)


@dataclass(slots=True, eq=False)
class Channel:
    """A public or private channel, or a direct conversation between the bot and one person."""

    id: str
    name: str
    kind: Kind
    created: int
    creator: str
    members: dict[str, None] = field(default_factory=dict)
    is_archived: bool = False
    partners: dict[str, None] = field(default_factory=dict)
    """The ids of other organisations' workspaces that share it."""
    by_ts: dict[str, Message] = field(default_factory=dict)
    timeline: list[Message] = field(default_factory=list)
    """What stands in the channel itself (thread roots and broadcast replies), oldest first."""

    def add(self, message: Message) -> None:
        """Take in a message; its thread knows it too."""
        self.by_ts[message.ts] = message
        if message.is_reply:
            root = self.by_ts[message.root]
            root.thread_ts = root.ts
            root.replies.append(message)
        if not message.is_reply or message.subtype == "thread_broadcast":
            self.timeline.append(message)

    def remove(self, message: Message) -> None:
        """Forget a message that was deleted."""
        message.deleted = True
        del self.by_ts[message.ts]
        if message.is_reply and (root := self.by_ts.get(message.root)) is not None:
            root.replies.remove(message)
        if message in self.timeline:
            self.timeline.remove(message)

    def find(self, ts: str) -> Message | None:
        """The message with this timestamp, if it is there."""
        return self.by_ts.get(ts)

    def history(self, oldest: str | None, latest: str | None, *, inclusive: bool) -> list[Message]:
        """What stands in the channel between two timestamps, newest first."""
        return list(reversed(between(self.timeline, oldest, latest, inclusive=inclusive)))

    def wire(self, bot: str) -> dict[str, Any]:
        """The `channel` object."""
        if self.kind is Kind.DIRECT:
            other = next((member for member in self.members if member != bot), bot)
            return {
                "id": self.id,
                "created": self.created,
                "is_archived": self.is_archived,
                "is_im": True,
                "is_org_shared": False,
                "user": other,
                "is_user_deleted": False,
                "priority": 0,
            }
        return {
            "id": self.id,
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": True,
            "is_group": False,
            "is_im": False,
            "is_mpim": False,
            "is_private": self.kind is Kind.PRIVATE,
            "created": self.created,
            "creator": self.creator,
            "is_archived": self.is_archived,
            "is_general": self.name == "general",
            "is_shared": bool(self.partners),
            "is_ext_shared": bool(self.partners),
            "is_org_shared": False,
            "connected_team_ids": list(self.partners),
            "is_member": bot in self.members,
            "topic": {"value": "", "creator": "", "last_set": 0},
            "purpose": {"value": "", "creator": "", "last_set": 0},
            "previous_names": [],
        }


def between(messages: list[Message], oldest: str | None, latest: str | None, *, inclusive: bool) -> list[Message]:
    """The part of a list sorted by time that lies between two timestamps."""
    low, high = 0, len(messages)
    if oldest is not None:
        low = (bisect_left if inclusive else bisect_right)(messages, micros(oldest), key=_when)
    if latest is not None:
        high = (bisect_right if inclusive else bisect_left)(messages, micros(latest), key=_when)
    return messages[low:high]
