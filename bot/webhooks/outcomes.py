"""What to do about a receiver's answer: a pure decision."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import assert_never

SHORTEST, LONGEST = timedelta(seconds=5), timedelta(hours=1)
PATIENCE = timedelta(days=1)
"""For so long a receiver may fail, without taking anything, before it is told nothing more."""

GONE = 410
NOT_TAKEN = (400, 413, 415, 422)
"""The receiver read it and will not have it: sending the same once more changes nothing."""


class Trouble(StrEnum):
    """Why there was no answer."""

    NOT_CONNECTED = "not_connected"
    NOT_ALLOWED = "address_not_allowed"
    CONNECTION_LOST = "connection_lost"
    TIMEOUT = "timeout"
    UNSEALABLE = "no_key_for_its_secret"

    @property
    def told(self) -> str:
        """With what can be done about it."""
        match self:
            case Trouble.NOT_CONNECTED:
                return "nothing listens there, or its name or certificate is wrong"
            case Trouble.NOT_ALLOWED:
                return "its address is in a private network: allow that with GROUNDWORK_WEBHOOK_NETWORKS"
            case Trouble.CONNECTION_LOST:
                return "the connection was lost"
            case Trouble.TIMEOUT:
                return "it took longer than ten seconds"
            case Trouble.UNSEALABLE:
                return "no key in GROUNDWORK_ENCRYPTION_KEYS opens its secret: remove it and add it again"
            case _:
                assert_never(self)


@dataclass(frozen=True, slots=True)
class Answer:
    """A receiver's HTTP status, and for how many seconds it asked to wait."""

    status: int
    retry_after: float | None = None

    @property
    def taken(self) -> bool:
        return 200 <= self.status < 300


@dataclass(frozen=True, slots=True)
class Taken:
    """It has it."""


@dataclass(frozen=True, slots=True)
class Again:
    """To be sent once more after `delay`; nothing else goes there before."""

    delay: timedelta
    problem: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """This one is given up, the next is sent."""

    problem: str


@dataclass(frozen=True, slots=True)
class Asleep:
    """The receiver is given up until somebody wakes it."""

    problem: str


Decision = Taken | Again | Dropped | Asleep


def decide(answer: Answer | Trouble, failing_for: timedelta) -> Decision:
    """Decide about a receiver that has failed `failing_for` so long, without taking anything in between."""
    problem = answer.value if isinstance(answer, Trouble) else f"status_{answer.status}"
    match answer:
        case Answer(taken=True):
            return Taken()
        case Answer(status=status) if status == GONE:
            return Asleep("gone")
        case _ if failing_for >= PATIENCE:
            return Asleep(problem)
        case Answer(status=status) if status in NOT_TAKEN:
            return Dropped(problem)
        case Answer(retry_after=asked):
            return Again(_growing(failing_for, asked), problem)
        case Trouble():
            return Again(_growing(failing_for, None), problem)
        case _:
            assert_never(answer)


def _growing(failing_for: timedelta, asked: float | None) -> timedelta:
    """As long again as it has failed already: 5 s, 5 s, 10 s, 20 s … an hour."""
    wished = timedelta(seconds=min(asked, LONGEST.total_seconds())) if asked else timedelta(0)
    return min(max(failing_for, wished, SHORTEST), LONGEST)
