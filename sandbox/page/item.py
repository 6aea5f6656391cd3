"""Things in a list that a window keeps up to date."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list: `stamp` changes whenever its HTML would."""

    id: str
    stamp: int
    draw: Callable[[], str]


class Stamps:
    """Numbers for states: the same number as long as a thing's state is equal to the one before."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[Any, int]] = {}
        self._count = 0

    def of(self, key: str, state: Any) -> int:
        """The stamp of the thing called `key` in this state, which nobody changes afterwards."""
        before = self._last.get(key)
        if before is not None and before[0] == state:
            return before[1]
        self._count += 1
        self._last[key] = (state, self._count)
        return self._count


@dataclass(frozen=True, slots=True, eq=False)
class Same:
    """Equal only while it holds the very same object: blocks are replaced, never changed in place."""

    thing: Any

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.thing is other.thing

    def __hash__(self) -> int:
        return id(self.thing)
