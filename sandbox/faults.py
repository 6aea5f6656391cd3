"""Faults on demand: what goes wrong with the next calls of a method."""

import asyncio
from collections import defaultdict, deque
from dataclasses import dataclass
from enum import StrEnum

EVERY = "*"


class Kind(StrEnum):
    """What goes wrong."""

    RATE_LIMITED = "rate limited"
    REFUSED = "refused"
    ERROR_BEFORE = "500 before processing"
    ERROR_AFTER = "500 after processing"
    RESET_BEFORE = "reset before processing"
    RESET_AFTER = "reset after processing"
    HANG = "hangs"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault; `seconds` is the Retry-After or the time it hangs, `error` Slack's word for a refusal."""

    kind: Kind
    seconds: float = 0.0
    error: str = ""


class Faults:
    """Scripted faults, used up in order; faults for `*` strike any method."""

    def __init__(self) -> None:
        self.latency = 0.0
        """Seconds every call takes longer."""
        self._script: dict[str, deque[Fault]] = defaultdict(deque)

    def rate_limited(self, method: str, *, retry_after: int = 1, times: int = 1) -> None:
        """The next calls are answered 429 with Retry-After."""
        self._add(method, Fault(Kind.RATE_LIMITED, retry_after), times)

    def refused(self, method: str, error: str, *, times: int = 1) -> None:
        """The next calls are answered `ok: false` with this error."""
        self._add(method, Fault(Kind.REFUSED, error=error), times)

    def error_before(self, method: str, *, times: int = 1) -> None:
        """The next calls are answered 500 and do nothing."""
        self._add(method, Fault(Kind.ERROR_BEFORE), times)

    def error_after(self, method: str, *, times: int = 1) -> None:
        """The next calls are carried out and answered 500."""
        self._add(method, Fault(Kind.ERROR_AFTER), times)

    def reset_before(self, method: str, *, times: int = 1) -> None:
        """The next calls do nothing and lose their connection."""
        self._add(method, Fault(Kind.RESET_BEFORE), times)

    def reset_after(self, method: str, *, times: int = 1) -> None:
        """The next calls are carried out and lose their connection."""
        self._add(method, Fault(Kind.RESET_AFTER), times)

    def hang(self, method: str, seconds: float, *, times: int = 1) -> None:
        """The next calls are carried out, and answered only after `seconds`."""
        self._add(method, Fault(Kind.HANG, seconds), times)

    def clear(self) -> None:
        """No more faults, no more latency."""
        self._script.clear()
        self.latency = 0.0

    def next(self, method: str) -> Fault | None:
        """The fault that strikes this call, if any; it is used up."""
        for name in (method, EVERY):
            if script := self._script.get(name):
                return script.popleft()
        return None

    async def slow(self) -> None:
        """Wait the added latency."""
        if self.latency:
            await asyncio.sleep(self.latency)

    def _add(self, method: str, fault: Fault, times: int) -> None:
        self._script[method].extend([fault] * times)
