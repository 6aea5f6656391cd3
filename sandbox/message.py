"""One message: posted, whispered to one person, edited, reacted to, deleted."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(slots=True, eq=False, repr=False)
class Message:
    """A message as it stands now. Text is as on the wire: escaped."""

    channel: str
    ts: str
    user: str
    text: str
    team: str
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    thread_ts: str | None = None
    parent_user: str | None = None
    subtype: str | None = None
    bot_id: str | None = None
    bot_profile: Json | None = None
    client_msg_id: str | None = None
    edited: Json | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    files: list[Json] = field(default_factory=list)
    visible_to: str | None = None
    deleted: bool = False
    replies: list["Message"] = field(default_factory=list)
    flags: Json = field(default_factory=dict)
    outside: Json = field(default_factory=dict)
    """What the wire says besides of an author from another organisation."""
    execution: str | None = None
    """The run of a workflow's step whose token it was posted with."""
    picked: dict[str, Json] = field(default_factory=dict)
    """What each person has picked in this message's selects and boxes, by person: `{block: {action: …}}`."""

    def __repr__(self) -> str:
        return f"<Message {self.channel} {self.ts} {self.user}: {self.text[:80]!r}>"

    @property
    def root(self) -> str:
        """The timestamp of the thread this message belongs to or would begin."""
        return self.thread_ts or self.ts

    @property
    def is_reply(self) -> bool:
        """Whether it stands in a thread below another message."""
        return self.thread_ts is not None and self.thread_ts != self.ts

    def wire(self, *, full_metadata: bool = True) -> Json:
        """The message object of events, answers and payloads."""
        body: Json = {"type": "message"}
        if self.subtype is not None:
            body["subtype"] = self.subtype
        body |= {"user": self.user, "ts": self.ts, "text": self.text, "team": self.team, **self.outside}
        if self.client_msg_id is not None:
            body["client_msg_id"] = self.client_msg_id
        if self.bot_id is not None:
            body |= {"bot_id": self.bot_id, "app_id": (self.bot_profile or {}).get("app_id")}
            body["bot_profile"] = self.bot_profile
        for name in ("blocks", "attachments", "files", "edited"):
            if value := getattr(self, name):
                body[name] = value
        if self.metadata is not None:
            body["metadata"] = self.metadata if full_metadata else {"event_type": self.metadata["event_type"]}
        if self.thread_ts is not None:
            body["thread_ts"] = self.thread_ts
        if self.is_reply and self.parent_user is not None:
            body["parent_user_id"] = self.parent_user
        if self.replies:
            body |= self._thread()
        if self.reactions:
            body["reactions"] = [
                {"name": name, "users": list(users), "count": len(users)} for name, users in self.reactions.items()
            ]
        return body

    def _thread(self) -> Json:
        users = list(dict.fromkeys(reply.user for reply in self.replies))
        return {
            "reply_count": len(self.replies),
            "reply_users_count": len(users),
            "latest_reply": self.replies[-1].ts,
            "reply_users": users[:5],
            "is_locked": False,
            "subscribed": False,
        }
