"""What to do about a call that Slack did not simply take: a pure decision."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Done:
    """It happened, now or before."""


@dataclass(frozen=True, slots=True)
class Wait:
    """It did not happen; try again after `delay`."""

    delay: timedelta


@dataclass(frozen=True, slots=True)
class Look:
    """Nobody knows whether it happened; look after `delay`, before trying again."""

    delay: timedelta


@dataclass(frozen=True, slots=True)
class Never:
    """It will never happen."""


Decision = Done | Wait | Look | Never


class Failure(StrEnum):
    """What went wrong below Slack's own answers."""

    NOT_CONNECTED = "not_connected"
    CONNECTION_LOST = "connection_lost"
    TIMEOUT = "timeout"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Slack's answer: HTTP status, error code, and how long it asked to wait."""

    status: int
    error: str
    retry_after: float | None = None


# Doing it again changes nothing: the wish is fulfilled, or there is nothing left to change.
FULFILLED = {
    "reactions.add": ("already_reacted", "message_not_found"),
    "reactions.remove": ("no_reaction", "message_not_found"),
    "chat.delete": ("message_not_found",),
    "chat.update": ("message_not_found",),
    "views.update": ("not_found", "view_not_found"),  # closed meanwhile
    "functions.completeSuccess": ("execution_not_in_running_state", "function_execution_not_found"),
    "functions.completeError": ("execution_not_in_running_state", "function_execution_not_found"),
}
RATE_LIMITED = ("ratelimited", "rate_limited", "message_limit_exceeded")
NO_ANSWER = "no_answer"
"""There was an HTTP answer, but none of Slack's: it was cut short, or a proxy spoke."""
NOT_INSTALLED = "not_installed"
"""Our own: the bot is not in that workspace any more."""
NO_TOKEN = "no_token"  # noqa: S105 - a word, no token
"""Our own: the bot has to be installed in that workspace again before it can speak there."""
UNCERTAIN = ("internal_error", "fatal_error", "service_unavailable", "request_timeout", NO_ANSWER)
# Wrong until an operator repairs it; what is owed waits.
REPAIRABLE = (
    "invalid_auth",
    "not_authed",
    "account_inactive",
    "token_revoked",
    "token_expired",
    "missing_scope",
    NO_TOKEN,
)

LONGEST = timedelta(minutes=5)
REPAIR = timedelta(minutes=1)


def decide(method: str, trouble: Failure | Refusal, attempts: int) -> Decision:
    """Decide after the `attempts`-th try of `method` (1 for the first)."""
    match trouble:
        case Failure.NOT_CONNECTED:
            return Wait(_growing(attempts))
        case Failure.CONNECTION_LOST:
            return Look(_growing(attempts))
        case Failure.TIMEOUT:
            return Look(max(_growing(attempts), timedelta(seconds=5)))
        case Refusal(status=429, retry_after=after):
            return Wait(timedelta(seconds=after) if after is not None else _growing(attempts))
        case Refusal(error=error) if error in RATE_LIMITED:
            return Wait(_growing(attempts))
        case Refusal(error=error) if error in FULFILLED.get(method, ()):
            return Done()
        case Refusal(error=error) if error in REPAIRABLE:
            return Wait(REPAIR)
        case Refusal(status=status, error=error) if status >= 500 or error in UNCERTAIN:
            return Look(_growing(attempts))
        case Refusal():
            return Never()


def _growing(attempts: int) -> timedelta:
    """0.5 s, 1 s, 2 s … up to five minutes."""
    return min(timedelta(seconds=0.5 * 2 ** min(attempts - 1, 12)), LONGEST)
