"""What stands in the inputs of a view or message: `state.values` on the wire."""

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

HELD: dict[str, str] = {
    "plain_text_input": "value",
    "number_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "rich_text_input": "rich_text_value",
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "checkboxes": "selected_options",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "conversations_select": "selected_conversation",
    "multi_conversations_select": "selected_conversations",
    "channels_select": "selected_channel",
    "multi_channels_select": "selected_channels",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "file_input": "files",
}
"""The field of an element's state that holds what was put in."""

_INITIAL = {
    "value": "initial_value",
    "rich_text_value": "initial_value",
    "selected_option": "initial_option",
    "selected_options": "initial_options",
    "selected_user": "initial_user",
    "selected_users": "initial_users",
    "selected_conversation": "initial_conversation",
    "selected_conversations": "initial_conversations",
    "selected_channel": "initial_channel",
    "selected_channels": "initial_channels",
    "selected_date": "initial_date",
    "selected_time": "initial_time",
    "selected_date_time": "initial_date_time",
}

SEVERAL = frozenset(kind for kind, name in HELD.items() if name.endswith("s"))


def elements(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every interactive element with the block it stands in."""
    for block in blocks:
        for place in ("accessory", "element"):
            if isinstance(one := block.get(place), dict) and one.get("type") != "image":
                yield block, one
        kind = block.get("type")
        if kind in ("actions", "context_actions"):
            yield from ((block, one) for one in block.get("elements", []))
        elif kind == "card":
            yield from ((block, one) for one in block.get("actions", []))
        elif kind in ("container", "carousel"):
            yield from elements(block.get("child_blocks") or block.get("elements") or [])


def blank(element: Json) -> Json:
    """An element's state as the app sent it."""
    held = HELD[element["type"]]
    initial = element.get(_INITIAL.get(held, ""))
    if initial is None and element["type"] in SEVERAL:
        initial = []
    state: Json = {"type": element["type"], held: initial}
    if element["type"] == "timepicker" and "timezone" in element:
        state["timezone"] = element["timezone"]
    return state


def values(blocks: list[Json], put: Json) -> dict[str, dict[str, Json]]:
    """`state.values` of these blocks: what was put in, or else what the app sent."""
    found: dict[str, dict[str, Json]] = {}
    for block, element in elements(blocks):
        if element["type"] in HELD:
            block_id, action_id = block["block_id"], element["action_id"]
            before = put.get(block_id, {}).get(action_id)
            kept = before is not None and before["type"] == element["type"]
            found.setdefault(block_id, {})[action_id] = before if kept else blank(element)
    return found


def empty(state: Json) -> bool:
    """Whether nothing was put in."""
    return state[HELD[state["type"]]] in (None, "", [])
