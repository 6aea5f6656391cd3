"""How much is taken at once: beyond that Slack delivers again, and one person cannot keep the others waiting."""

from collections import Counter
from dataclasses import dataclass, field

Who = tuple[str | None, str | None]
"""Workspace and person."""

MOST = 1000
OF_ONE = 100


@dataclass(slots=True)
class Room:
    most: int = MOST
    of_one: int = OF_ONE
    _inside: int = 0
    _by: Counter[Who] = field(default_factory=Counter)

    def enter(self, who: Who) -> bool:
        """Whether there is room; then `leave` later."""
        if self._inside >= self.most or (who[1] and self._by[who] >= self.of_one):
            return False
        self._inside += 1
        self._by[who] += 1
        return True

    def leave(self, who: Who) -> None:
        self._inside -= 1
        self._by[who] -= 1
        if not self._by[who]:
            del self._by[who]
