"""The arguments of a Web API call, from JSON or from a form."""

import json
from collections.abc import Collection
from typing import Any

from sandbox.refusal import Refused

_TRUE = {"true", "1", True}
_ANYWHERE = {"team_id"}
_FALSE = {"false", "0", "", False}


class Args:
    """Arguments by name; refuses what is missing, of the wrong type, or unknown to the method."""

    def __init__(self, given: dict[str, Any], token: str) -> None:
        self.token = token
        self.given = {name: value for name, value in given.items() if value is not None and name != "token"}

    def only(self, known: Collection[str]) -> None:
        """Refuse every other argument, so that nothing passes that would do nothing."""
        if unknown := sorted(set(self.given) - set(known) - _ANYWHERE):
            raise _invalid(*(f"this stand-in does not know the argument: {name}" for name in unknown))

    def __contains__(self, name: str) -> bool:
        return name in self.given

    def text(self, name: str) -> str:
        """A required string."""
        value = self.optional(name)
        if value is None or value == "":
            raise _invalid(f"missing required field: {name}")
        return value

    def optional(self, name: str) -> str | None:
        """A string, if it was given."""
        value = self.given.get(name)
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        raise _invalid(f"must be a string: {name}")

    def flag(self, name: str, *, default: bool = False) -> bool:
        """A truth value."""
        value = self.given.get(name, default)
        if isinstance(value, str):
            value = value.lower()
        if isinstance(value, str | int):
            if value in _TRUE:
                return True
            if value in _FALSE:
                return False
        raise _invalid(f"must be a boolean: {name}")

    def number(self, name: str, default: int) -> int:
        """A whole number."""
        value = self.given.get(name, default)
        try:
            return int(value)
        except (TypeError, ValueError):
            raise _invalid(f"must be an integer: {name}") from None

    def json(self, name: str, error: str = "invalid_arguments") -> Any:
        """A structure, decoded if it came as a string; None when it was not given."""
        value = self.given.get(name)
        if isinstance(value, str):
            if not value:
                return None
            try:
                return json.loads(value)
            except ValueError:
                raise Refused(error, [f"[ERROR] not JSON: {name}"]) from None
        return value

    def words(self, name: str) -> list[str]:
        """A list of words: a JSON list or separated by commas."""
        value = self.given.get(name)
        if value is None:
            return []
        if isinstance(value, list):
            return [str(one) for one in value]
        return [word.strip() for word in str(value).split(",") if word.strip()]


def _invalid(*sentences: str) -> Refused:
    return Refused("invalid_arguments", [f"[ERROR] {sentence}" for sentence in sentences])
