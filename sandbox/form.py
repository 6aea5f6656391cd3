"""What Slack's client checks in a modal before it sends it."""

from typing import Any

from sandbox.inputs import HELD, empty
from sandbox.views import View

Json = dict[str, Any]


def complaints(view: View) -> dict[str, str]:
    """A sentence per input block that may not be sent as it is."""
    found: dict[str, str] = {}
    state = view.values
    for block in view.blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        held = state[block["block_id"]][element["action_id"]]
        if empty(held):
            if not block.get("optional"):
                found[block["block_id"]] = "Please complete this required field."
        elif sentence := _complaint(element, held[HELD[element["type"]]]):
            found[block["block_id"]] = sentence
    return found


def _complaint(element: Json, content: Any) -> str:
    match element["type"]:
        case "plain_text_input":
            if len(content) < element.get("min_length", 0):
                return f"At least {element['min_length']} characters."
            if len(content) > element.get("max_length", 3000):
                return f"At most {element.get('max_length', 3000)} characters."
        case "number_input":
            return _number(element, content)
        case "email_text_input" if "@" not in content:
            return "Please enter a valid email address."
        case "url_text_input" if "://" not in content:
            return "Please enter a valid URL."
        case "checkboxes" | "radio_buttons" | _:
            most = element.get("max_selected_items")
            if most is not None and len(content) > most:
                return f"At most {most}."
    return ""


def _number(element: Json, content: str) -> str:
    try:
        number = float(content) if element.get("is_decimal_allowed") else int(content)
    except ValueError:
        return "Please enter a number."
    if "min_value" in element and number < float(element["min_value"]):
        return f"Please enter a number of at least {element['min_value']}."
    if "max_value" in element and number > float(element["max_value"]):
        return f"Please enter a number of at most {element['max_value']}."
    return ""
