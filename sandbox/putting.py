"""What a person puts into an input, as Slack's client keeps it."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

from sandbox.aim import NothingToPress, label, options
from sandbox.inputs import HELD, SEVERAL, blank

Json = dict[str, Any]
Find = Callable[[str], str]


def put(element: Json, value: Any, *, person: Find, channel: Find) -> Json:
    """The state of `element` once `value` is in it.

    Options go by label or value, people and channels by name, dates and times as strings or objects;
    None empties it.
    """
    kind = element["type"]
    held = HELD[kind]
    state = blank(element)
    if value is None:
        return {**state, held: [] if kind in SEVERAL else None}
    several = list(value) if isinstance(value, list | tuple | set) else [value]
    match held:
        case "value":
            content: Any = str(value)
        case "selected_option":
            content = option(element, str(value))
        case "selected_options":
            content = [option(element, str(one)) for one in several]
        case "selected_user":
            content = person(str(value))
        case "selected_users":
            content = [person(str(one)) for one in several]
        case "selected_conversation" | "selected_channel":
            content = channel(str(value))
        case "selected_conversations" | "selected_channels":
            content = [channel(str(one)) for one in several]
        case "selected_date":
            content = value.isoformat() if isinstance(value, date) else str(value)
        case "selected_time":
            content = f"{value:%H:%M}" if isinstance(value, time) else str(value)
        case "selected_date_time":
            content = int(value)
        case "rich_text_value":
            section = {"type": "rich_text_section", "elements": [{"type": "text", "text": str(value)}]}
            content = {"type": "rich_text", "elements": [section]}
        case _:
            content = several
    return {**state, held: content}


def option(element: Json, wanted: str) -> Json:
    """The option with this label or value; NothingToPress when there is none."""
    offered = [*options(element), *_initial(element)]
    for name in (_value, label):
        for one in offered:
            if name(one) == wanted:
                return one
    there = ", ".join(repr(label(one)) for one in offered)
    raise NothingToPress(f"No option {wanted!r}; there are {there}.")


def _initial(element: Json) -> list[Json]:
    """What an external select was sent with: its other options are the app's to tell."""
    if not element["type"].endswith("external_select"):
        return []
    one = element.get("initial_option")
    return [*(element.get("initial_options") or ()), *([one] if one else ())]


def _value(option: Json) -> str | None:
    return option.get("value")


def toggled(element: Json, before: Json, one: Json) -> Json:
    """The state after an option was pressed: boxes are ticked and unticked, a single choice is made."""
    held = HELD[element["type"]]
    if element["type"] not in SEVERAL:
        return {**before, held: one}
    kept = [other for other in before[held] if other["value"] != one["value"]]
    return {**before, held: kept if len(kept) < len(before[held]) else [*kept, one]}
