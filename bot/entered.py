"""What the fields of a payload hold: texts that can be stored, entries of a form, and what they were filled with."""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from bot.said import Entry

Body = Mapping[str, Any]
Remembered = TypeVar("Remembered", bound=BaseModel)

MAX_TEXT = 40_000
MAX_FIELDS = 100
"""Of a form, and options or people of a field: Slack allows no more."""
MAX_ADDRESS = 1000
MAX_REMEMBERED = 3000

ONE_TEXT = ("selected_conversation", "selected_date", "selected_user", "value")
FILLED_WITH = {
    "initial_value": "value",
    "initial_option": "selected_option",
    "initial_options": "selected_options",
    "initial_users": "selected_users",
    "initial_user": "selected_user",
    "initial_conversation": "selected_conversation",
    "initial_date": "selected_date",
}
"""What a field is sent with -> where its entry stands when it comes back."""


class Malformed(Exception):
    """Slack sent something that lacks a part, or has too much of it; there is nobody to answer."""


def entries_in(state: object) -> dict[str, Entry]:
    """What the fields of a message or modal hold, by block id."""
    values = state.get("values") if isinstance(state, Mapping) else None
    found: dict[str, Entry] = {}
    for block, elements in _few(values.items() if isinstance(values, Mapping) else ()):
        for element in elements.values() if isinstance(elements, Mapping) else ():
            if isinstance(element, Mapping):
                found[storable(block)] = _entry(element)
    return found


def shown_in(blocks: object) -> dict[str, Entry]:
    """What the fields of a modal were filled with when it was last drawn, by block id."""
    found: dict[str, Entry] = {}
    for block in _few(blocks if isinstance(blocks, list) else ()):
        element = block.get("element") if isinstance(block, Mapping) else None
        if isinstance(element, Mapping):
            held = {FILLED_WITH[name]: value for name, value in element.items() if name in FILLED_WITH}
            found[storable(block.get("block_id"))] = _entry(held)
    return found


def _entry(element: Body) -> Entry:
    for name in ("selected_options", "selected_users"):
        if isinstance(chosen := element.get(name), list):
            return tuple(storable(one.get("value") if isinstance(one, Mapping) else one) for one in _few(chosen))
    if isinstance(option := element.get("selected_option"), Mapping):
        return storable(option.get("value"))
    held = next(filter(None, map(element.get, ONE_TEXT)), None)
    return storable(held) if isinstance(held, str) else None


def _few(found: Any) -> Any:
    if len(found) > MAX_FIELDS:
        raise Malformed("more fields than a form can have")
    return found


def text_or_none(body: Body, key: str) -> str | None:
    """A text that may be missing."""
    value = body.get(key)
    return storable(value) if isinstance(value, str) else None


def address_in(body: Body, key: str = "response_url") -> str | None:
    """The address that Slack takes an answer at; None when there is none."""
    address = text_or_none(body, key)
    if address is None or len(address) > MAX_ADDRESS or not address.startswith(("https://", "http://")):
        return None
    return address


def remembered(kind: type[Remembered], text: object) -> Remembered:
    """What a button or modal of ours remembers; Malformed when it is not of this kind."""
    told = storable(text)
    if len(told) > MAX_REMEMBERED or "\\u0000" in told:
        raise Malformed("it remembers nothing of ours")
    try:
        return kind.model_validate_json(told)
    except ValidationError as error:
        raise Malformed("it remembers nothing of ours") from error


def storable(text: object) -> str:
    """What was typed, at most 40,000 characters of it.

    Half characters, which JSON can carry and no database takes, become question marks; a NUL is left out.
    """
    if not isinstance(text, str):
        return ""
    return text[:MAX_TEXT].replace("\0", "").encode("utf-8", "replace").decode("utf-8")
