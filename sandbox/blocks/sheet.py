"""Notes on what is wrong, with the small checks that every rule is made of."""

from collections.abc import Collection, Iterator
from typing import Any

from sandbox.blocks.problem import Problem

Json = dict[str, Any]


class Sheet:
    """Collects problems. Every check returns whether it found none."""

    def __init__(self, surface: str) -> None:
        self.surface = surface
        self.problems: list[Problem] = []
        self.block_ids: set[str] = set()
        self.counts: dict[str, int] = {}

    def wrong(self, at: str, sentence: str) -> bool:
        """Note a problem; False, so that a check can return it."""
        self.problems.append(Problem(at, sentence))
        return False

    def add(self, what: str, amount: int) -> int:
        """Count something over the whole surface; the sum so far."""
        self.counts[what] = self.counts.get(what, 0) + amount
        return self.counts[what]

    def keys(self, thing: Json, at: str, required: Collection[str], optional: Collection[str] = ()) -> bool:
        """What must be there is, and nothing else but what may be."""
        fine = True
        for name in required:
            if thing.get(name) is None:
                fine = self.wrong(at, f"missing required field: {name}")
        for name in thing:
            if name != "type" and name not in required and name not in optional:
                fine = self.wrong(at, f"invalid additional property: {name}")
        return fine

    def length(self, value: Any, at: str, most: int, *, least: int = 1) -> bool:
        """A string of so many characters; None is fine."""
        if value is None:
            return True
        if not isinstance(value, str):
            return self.wrong(at, "must be a string")
        if len(value) < least:
            return self.wrong(at, f"must be at least {least} characters")
        if len(value) > most:
            return self.wrong(at, f"must be no more than {most} characters")
        return True

    def items(self, value: Any, at: str, most: int, *, least: int = 1) -> Iterator[tuple[str, Any]]:
        """The items of a list of so many, each with its pointer; nothing if it is no list."""
        if not isinstance(value, list):
            self.wrong(at, "must be an array")
            return
        if len(value) < least:
            self.wrong(at, f"no fewer than {least} items allowed")
        if len(value) > most:
            self.wrong(at, f"no more than {most} items allowed")
        for number, item in enumerate(value):
            yield f"{at}/{number}", item

    def one_of(self, value: Any, at: str, allowed: Collection[Any]) -> bool:
        """One of these values; None is fine."""
        if value is None or (isinstance(value, str | int) and value in allowed):
            return True
        return self.wrong(at, f"must be one of {', '.join(map(str, allowed))}")

    def flag(self, value: Any, at: str) -> bool:
        """A truth value; None is fine."""
        return value is None or isinstance(value, bool) or self.wrong(at, "must be a boolean")

    def whole(self, value: Any, at: str, least: int, most: int) -> bool:
        """A whole number between two others; None is fine."""
        if value is None:
            return True
        if not isinstance(value, int) or isinstance(value, bool):
            return self.wrong(at, "must be an integer")
        if not least <= value <= most:
            return self.wrong(at, f"must be between {least} and {most}")
        return True

    def url(self, value: Any, at: str, most: int) -> bool:
        """A web address; None is fine."""
        if value is None:
            return True
        if not self.length(value, at, most):
            return False
        return value.startswith(("http://", "https://")) or self.wrong(at, "must be a URL")

    def thing(self, value: Any, at: str) -> bool:
        """A JSON object."""
        return isinstance(value, dict) or self.wrong(at, "must be an object")

    def unique(self, values: list[Any], at: str, what: str) -> bool:
        """No value twice."""
        return len(set(values)) == len(values) or self.wrong(at, f"{what} must be unique")
