"""What a person did in Slack, in our words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.names import Act, Sheet
from bot.views.pressed import Held, Pressed

Entry = str | tuple[str, ...] | None
"""What one field holds: a text or option, several options or people, or nothing."""
Entries = Mapping[str, Entry]


@dataclass(frozen=True, slots=True)
class Messaged:
    """A new message. `delivery` identifies it however often it arrives; `text` is plain."""

    delivery: str
    team: str
    channel: str
    by: str
    ts: str
    thread: str | None
    text: str
    mentions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edited:
    delivery: str
    message: Messaged
    """As it reads now."""


@dataclass(frozen=True, slots=True)
class Deleted:
    delivery: str
    original: str
    """The delivery of the message that is gone."""
    team: str
    channel: str
    by: str
    ts: str
    thread: str | None


@dataclass(frozen=True, slots=True)
class Clicked:
    """`thread` is where the pressed message stands; `answer_at` takes private answers for half an hour."""

    delivery: str
    team: str
    channel: str
    by: str
    act: Act
    pressed: Pressed
    thread: str | None = None
    answer_at: str | None = None
    trigger: str | None = None
    """Opens a modal, within three seconds."""
    view: str | None = None
    """The modal it was pressed in."""
    held: Held | None = None
    """What that modal remembers."""
    entries: Entries = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Submitted:
    """A modal that was sent off. `entries` are what its fields hold, by block id."""

    delivery: str
    team: str
    by: str
    sheet: Sheet
    held: Held
    entries: Entries
    view: str
    shown: Entries = field(default_factory=dict)
    """What they were filled with when the modal was last drawn."""


@dataclass(frozen=True, slots=True)
class Picked:
    """A message that somebody made a project of; `text` is what it says."""

    delivery: str
    team: str
    channel: str
    by: str
    text: str
    answer_at: str | None


@dataclass(frozen=True, slots=True)
class Commanded:
    """`answer_at` is the address that Slack takes a private answer at. `by_id` is the text with people by their ids."""

    delivery: str
    team: str
    channel: str
    by: str
    text: str
    answer_at: str | None
    by_id: str = ""
