"""Blocks as plain text: what a reader would see, buttons in brackets."""

from typing import Any

Json = dict[str, Any]


def drawn(blocks: list[Json]) -> str:
    """One paragraph per block; dividers are `---`."""
    return "\n".join(part for part in map(_block, blocks) if part)


def _block(block: Json) -> str:
    match block.get("type"):
        case "divider":
            return "---"
        case "header" | "alert":
            return _text(block.get("text"))
        case "markdown":
            return str(block.get("text", ""))
        case "section":
            parts = [_text(block.get("text")), " | ".join(map(_text, block.get("fields") or []))]
            if accessory := block.get("accessory"):
                parts.append(_element(accessory))
            return "\n".join(part for part in parts if part)
        case "context" | "actions" | "context_actions":
            return " ".join(map(_element, block.get("elements") or []))
        case "image":
            return _element(block)
        case "input":
            return f"{_text(block.get('label'))}: {_element(block.get('element') or {})}"
        case "rich_text":
            return "\n".join(map(_rich, block.get("elements") or []))
        case "table" | "data_table":
            return "\n".join(" | ".join(map(_cell, row)) for row in block.get("rows") or [])
        case "card":
            parts = [_text(block.get(name)) for name in ("title", "subtitle", "body", "subtext")]
            parts.append(" ".join(map(_element, block.get("actions") or [])))
            return "\n".join(part for part in parts if part)
        case "container" | "carousel":
            inner = block.get("child_blocks") or block.get("elements") or []
            return "\n".join(part for part in (_text(block.get("title")), drawn(inner)) if part)
        case other:
            return f"<{other}>"


def _element(element: Json) -> str:
    match element.get("type"):
        case "mrkdwn" | "plain_text":
            return _text(element)
        case "image":
            return f"<image: {element.get('alt_text', '')}>"
        case "button" | "workflow_button":
            return f"[{_text(element.get('text'))}]"
        case "feedback_buttons":
            return " ".join(f"[{_text(element[name].get('text'))}]" for name in ("positive_button", "negative_button"))
        case "overflow":
            return f"[… {' / '.join(map(_option, element.get('options') or []))}]"
        case "checkboxes" | "radio_buttons":
            picked = _picked(element)
            marks = ("[x]", "[ ]") if element["type"] == "checkboxes" else ("(•)", "( )")
            return " ".join(
                f"{marks[0] if option.get('value') in picked else marks[1]} {_option(option)}"
                for option in element.get("options") or []
            )
        case "static_select" | "multi_static_select":
            picked = _picked(element)
            groups = [group.get("options") or [] for group in element.get("option_groups") or []]
            options = list(element.get("options") or []) + [one for group in groups for one in group]
            chosen = [_option(option) for option in options if option.get("value") in picked]
            shown = ", ".join(chosen) or _text(element.get("placeholder")) or "Select"
            return f"[{shown} ▾ {' / '.join(map(_option, options))}]"
        case str() as kind:
            initial = next((value for name, value in element.items() if name.startswith("initial_")), None)
            shown = initial if isinstance(initial, str) else _text(element.get("placeholder"))
            return f"[{shown or kind.replace('_', ' ')}]"
        case _:
            return ""


def _picked(element: Json) -> set[str]:
    several = element.get("initial_options") or []
    one = element.get("initial_option")
    return {option.get("value", "") for option in [*several, *([one] if one else [])]}


def _option(option: Json) -> str:
    return _text(option.get("text"))


def _text(text: Any) -> str:
    return str(text.get("text", "")) if isinstance(text, dict) else ""


def _cell(cell: Any) -> str:
    if not isinstance(cell, dict):
        return ""
    return _rich(cell) if cell.get("type") == "rich_text" else str(cell.get("text", cell.get("value", "")))


def _rich(element: Json) -> str:
    match element.get("type"):
        case "text":
            return str(element.get("text", ""))
        case "link":
            return str(element.get("text") or element.get("url", ""))
        case "user":
            return f"<@{element.get('user_id', '')}>"
        case "channel":
            return f"<#{element.get('channel_id', '')}>"
        case "emoji":
            return f":{element.get('name', '')}:"
        case "date":
            return str(element.get("fallback") or element.get("timestamp", ""))
        case "rich_text_list":
            return "\n".join(f"• {_rich(one)}" for one in element.get("elements") or [])
        case "rich_text_quote":
            return "> " + "".join(map(_rich, element.get("elements") or []))
        case _:
            return "".join(map(_rich, element.get("elements") or []))
