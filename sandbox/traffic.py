"""What went over the wire, both ways: a ring of the latest exchanges."""

from collections import defaultdict, deque
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal


@dataclass(slots=True)
class Exchange:
    """A call of the app (`in`) or a delivery to it (`out`), with its answer."""

    way: Literal["in", "out"]
    method: str
    request: Any
    status: int | None = None
    response: Any = None
    ms: float = 0.0
    note: str = ""
    team: str | None = None
    """The workspace it belongs to; None for what belongs to none, such as `oauth.v2.access`."""

    @property
    def ok(self) -> bool:
        """Whether the other side said yes."""
        if self.way == "out":
            return self.status is not None and self.status < 300
        return self.status == 200 and isinstance(self.response, dict) and self.response.get("ok") is True

    def wire(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "way": self.way,
            "method": self.method,
            "status": self.status,
            "ms": round(self.ms, 2),
            "note": self.note,
            "request": self.request,
            "response": self.response,
        }


class Traffic:
    """The latest exchanges, all and by method; a note costs an append.

    `parts` are the traffic of single workspaces, each told what is its own.
    """

    def __init__(self, keep: int = 5_000) -> None:
        self._all: deque[Exchange] = deque(maxlen=keep)
        self._by_method: dict[str, deque[Exchange]] = defaultdict(lambda: deque(maxlen=keep))
        self.parts: dict[str, Traffic] = {}
        self.count = 0

    def note(self, exchange: Exchange) -> None:
        """Take in one exchange."""
        self.count += 1
        self._all.append(exchange)
        self._by_method[exchange.method].append(exchange)
        if exchange.team in self.parts:
            self.parts[exchange.team].note(exchange)

    def belongs(self, exchange: Exchange, team: str) -> None:
        """Say whose an exchange is that was noted before anybody knew."""
        exchange.team = team
        if team in self.parts:
            self.parts[team].note(exchange)

    def of(self, method: str) -> list[Exchange]:
        """The exchanges of one method or kind of delivery, oldest first."""
        return list(self._by_method.get(method, ()))

    def latest(self, most: int = 100) -> list[Exchange]:
        """The newest exchanges, oldest first."""
        return list(islice(reversed(self._all), most))[::-1]
