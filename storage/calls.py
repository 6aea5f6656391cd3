"""Calls owed to Slack, and how they went."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from storage.messages import Place


class CallState(StrEnum):
    """REPLACED is an update that a newer one made pointless before it was sent."""

    OWED = "owed"
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Call:
    """One Slack method call.

    `mark` identifies it for ever, also inside the message it posts. `surface` names the message it posts;
    `target` the surface it changes (filled in as channel and ts); `thread` the surface whose thread it
    posts into. `otherwise` is a payload with method, made instead when Slack refuses for good.
    """

    team: str
    lane: str
    method: str
    payload: dict[str, Any]
    mark: str
    surface: str | None = None
    target: str | None = None
    thread: str | None = None
    otherwise: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Claimed:
    """A call to make now. `doubtful`: it may have been made before, at `owed_since` or later, so look first."""

    id: int
    call: Call
    attempts: int
    doubtful: bool
    owed_since: datetime
    target: Place | None = None
    thread: Place | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """Slack took it; what it posted is at `place`."""

    id: int
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Later:
    """To be tried again at `due_at`; `doubtful` when nobody knows whether it happened."""

    id: int
    due_at: datetime
    problem: str
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """Slack will never take it. `otherwise` is what to do instead."""

    id: int
    problem: str
    otherwise: tuple[Call, ...] = field(default=())


Outcome = Sent | Later | Refused
