"""What each person has read: the marks in the sidebar."""

from sandbox.channel import Channel, Kind, between
from sandbox.people import Person


class Reading:
    """The newest message each person has seen, by channel."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str], str] = {}

    def see(self, person: Person, channel: Channel) -> bool:
        """All of this channel is read now; whether anything was new."""
        newest = channel.timeline[-1].ts if channel.timeline else "0"
        before = self._seen.get((person.id, channel.id), "0")
        self._seen[person.id, channel.id] = newest
        return before != newest and bool(self._new(person, channel, before))

    def seen(self, person: Person, channel: Channel) -> str:
        """The newest message this person has seen; empty for somebody who is here for the first time."""
        return self._seen.get((person.id, channel.id), "")

    def unread(self, person: Person, channel: Channel) -> int:
        """How many messages of others are new."""
        return len(self._new(person, channel, self._seen.get((person.id, channel.id), "0")))

    def for_them(self, person: Person, channel: Channel) -> int:
        """How many of them speak to this person: direct ones and mentions."""
        new = self._new(person, channel, self._seen.get((person.id, channel.id), "0"))
        return len(new) if channel.kind is Kind.DIRECT else sum(person.mention in text for text in new)

    def _new(self, person: Person, channel: Channel, since: str) -> list[str]:
        newer = between(channel.timeline, since, None, inclusive=False)
        return [message.text for message in newer if message.user != person.id]
