"""Blocks as plain text: what a reader would see, buttons in brackets."""

import re
from collections.abc import Mapping
from typing import Any

from sandbox.words import unescape

Json = dict[str, Any]

_MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|[^>]*)?>")
_GROUP = re.compile(r"<!subteam\^[A-Z0-9]+\|(@[^<>]+)>")
_LINK = re.compile(r"<(?:https?|mailto):[^|<>\s]+\|([^<>]+)>")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def read(text: str, names: Mapping[str, str]) -> str:
    """Text from the wire as it is read, links by their label; `names` maps the ids of mentioned people."""

    def name(found: re.Match[str]) -> str:
        return f"@{names[found[1]]}" if found[1] in names else found[0]

    return unescape(_LINK.sub(r"\1", _GROUP.sub(r"\1", _MENTION.sub(name, text))))


def safe(text: str) -> str:
    """Text without what could move a terminal's cursor or turn its writing around."""
    return _CONTROL.sub("", text)


class Pen:
    """Draws blocks as text; `names` maps the ids of mentioned people."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names

    def draw(self, blocks: list[Json]) -> str:
        """One paragraph per block; dividers are `---`."""
        return "\n".join(part for part in map(self._block, blocks) if part)

    def _block(self, block: Json) -> str:
        match block.get("type"):
            case "divider":
                return "---"
            case "header" | "alert":
                return self._text(block.get("text"))
            case "markdown":
                return str(block.get("text", ""))
            case "section":
                parts = [self._text(block.get("text")), " | ".join(map(self._text, block.get("fields") or []))]
                if accessory := block.get("accessory"):
                    parts.append(self._element(accessory))
                return "\n".join(part for part in parts if part)
            case "context" | "actions" | "context_actions":
                return " ".join(map(self._element, block.get("elements") or []))
            case "image":
                return self._element(block)
            case "input":
                return f"{self._text(block.get('label'))}: {self._element(block.get('element') or {})}"
            case "rich_text":
                return "\n".join(map(self._rich, block.get("elements") or []))
            case "table" | "data_table":
                return "\n".join(" | ".join(map(self._cell, row)) for row in block.get("rows") or [])
            case "card":
                parts = [self._text(block.get(name)) for name in ("title", "subtitle", "body", "subtext")]
                parts.append(" ".join(map(self._element, block.get("actions") or [])))
                return "\n".join(part for part in parts if part)
            case "container" | "carousel":
                inner = block.get("child_blocks") or block.get("elements") or []
                return "\n".join(part for part in (self._text(block.get("title")), self.draw(inner)) if part)
            case other:
                return f"<{other}>"

    def _element(self, element: Json) -> str:
        match element.get("type"):
            case "mrkdwn" | "plain_text":
                return self._text(element)
            case "image":
                return f"<image: {element.get('alt_text', '')}>"
            case "button" | "workflow_button":
                return f"[{self._text(element.get('text'))}]"
            case "feedback_buttons":
                return " ".join(
                    f"[{self._text(element[name].get('text'))}]" for name in ("positive_button", "negative_button")
                )
            case "overflow":
                return f"[… {' / '.join(map(self._option, element.get('options') or []))}]"
            case "checkboxes" | "radio_buttons":
                picked = _picked(element)
                marks = ("[x]", "[ ]") if element["type"] == "checkboxes" else ("(•)", "( )")
                return " ".join(
                    f"{marks[0] if option.get('value') in picked else marks[1]} {self._option(option)}"
                    for option in element.get("options") or []
                )
            case "static_select" | "multi_static_select":
                picked = _picked(element)
                groups = [group.get("options") or [] for group in element.get("option_groups") or []]
                options = list(element.get("options") or []) + [one for group in groups for one in group]
                chosen = [self._option(option) for option in options if option.get("value") in picked]
                shown = ", ".join(chosen) or self._text(element.get("placeholder")) or "Select"
                return f"[{shown} ▾ {' / '.join(map(self._option, options))}]"
            case str() as kind:
                initial = next((value for name, value in element.items() if name.startswith("initial_")), None)
                shown = initial if isinstance(initial, str) else self._text(element.get("placeholder"))
                return f"[{shown or kind.replace('_', ' ')}]"
            case _:
                return ""

    def _option(self, option: Json) -> str:
        return self._text(option.get("text"))

    def _text(self, text: Any) -> str:
        return read(str(text.get("text", "")), self._names) if isinstance(text, dict) else ""

    def _cell(self, cell: Any) -> str:
        if not isinstance(cell, dict):
            return ""
        return self._rich(cell) if cell.get("type") == "rich_text" else str(cell.get("text", cell.get("value", "")))

    def _rich(self, element: Json) -> str:
        match element.get("type"):
            case "text":
                return str(element.get("text", ""))
            case "link":
                return str(element.get("text") or element.get("url", ""))
            case "user":
                return read(f"<@{element.get('user_id', '')}>", self._names)
            case "channel":
                return f"<#{element.get('channel_id', '')}>"
            case "emoji":
                return f":{element.get('name', '')}:"
            case "date":
                return str(element.get("fallback") or element.get("timestamp", ""))
            case "rich_text_list":
                return "\n".join(f"• {self._rich(one)}" for one in element.get("elements") or [])
            case "rich_text_quote":
                return "> " + "".join(map(self._rich, element.get("elements") or []))
            case _:
                return "".join(map(self._rich, element.get("elements") or []))


def _picked(element: Json) -> set[str]:
    several = element.get("initial_options") or []
    one = element.get("initial_option")
    return {option.get("value", "") for option in [*several, *([one] if one else [])]}
