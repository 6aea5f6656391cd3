"""What the fields of a payload hold: texts that can be stored, entries of a form, and what they were filled with."""

from collections.abc import Mapping
from typing import Any

from bot.said import Entry

Body = Mapping[str, Any]
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
    """Slack sent something that lacks a part; there is nobody to answer."""


def entries_in(state: object) -> dict[str, Entry]:
    """What the fields of a message or modal hold, by block id."""
    values = state.get("values") if isinstance(state, Mapping) else None
    found: dict[str, Entry] = {}
    for block, elements in values.items() if isinstance(values, Mapping) else ():
        for element in elements.values() if isinstance(elements, Mapping) else ():
            if isinstance(element, Mapping):
                found[storable(block)] = _entry(element)
    return found


def shown_in(blocks: object) -> dict[str, Entry]:
    """What the fields of a modal were filled with when it was last drawn, by block id."""
    found: dict[str, Entry] = {}
    for block in blocks if isinstance(blocks, list) else ():
        element = block.get("element") if isinstance(block, Mapping) else None
        if isinstance(element, Mapping):
            held = {FILLED_WITH[name]: value for name, value in element.items() if name in FILLED_WITH}
            found[storable(block.get("block_id"))] = _entry(held)
    return found


def _entry(element: Body) -> Entry:
    for name in ("selected_options", "selected_users"):
        if isinstance(chosen := element.get(name), list):
            return tuple(storable(str(one.get("value") if isinstance(one, Mapping) else one)) for one in chosen)
    if isinstance(option := element.get("selected_option"), Mapping):
        return storable(str(option.get("value")))
    held = next(filter(None, map(element.get, ONE_TEXT)), None)
    return storable(held) if isinstance(held, str) else None


def text_or_none(body: Body, key: str) -> str | None:
    """A text that may be missing."""
    value = body.get(key)
    return storable(value) if isinstance(value, str) else None


def storable(text: object) -> str:
    """What was typed, as every database takes it: half characters become question marks, NUL is dropped."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "") if isinstance(text, str) else ""
