"""What a Slack message is made of: blocks for the eye and the same words as `text` for everybody else."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flows.erased import is_erased

Block = dict[str, Any]

TEXT_LIMIT = 3900  # chat.update refuses more than 4,000 characters
PRIVATE_TEXT_LIMIT = 12_000  # what is seen once by one person is never updated
SECTION_LIMIT = 3000


@dataclass(frozen=True, slots=True)
class Message:
    """Ready to be posted. `text` says everything the blocks say, for notifications and screen readers."""

    blocks: list[Block]
    text: str

    @property
    def payload(self) -> dict[str, Any]:
        return {"text": self.text, "blocks": self.blocks}


def message(*blocks: Block | None, room: int = TEXT_LIMIT) -> Message:
    """`room` is how many characters `text` may have."""
    shown = [block for block in blocks if block]
    text = "\n".join(_lines(shown))
    if len(text) > room:
        text = re.sub(r"<https?://[^|>]*\|([^>]*)>", r"\1", text)  # addresses can go, words cannot
    return Message(shown, shortened(text, room))


def section(text: str, accessory: dict[str, Any] | None = None, *, block_id: str | None = None) -> Block:
    """A paragraph of mrkdwn, with one control beside it. Slack turns no names in it into mentions (`verbatim`)."""
    block: Block = {"type": "section", "text": _mrkdwn(shortened(text, SECTION_LIMIT))}
    if block_id:
        block["block_id"] = block_id
    return block | {"accessory": accessory} if accessory else block


def fields(*texts: str) -> Block:
    return {"type": "section", "fields": [_mrkdwn(shortened(text, 2000)) for text in texts]}


def context(*texts: str) -> Block:
    return {"type": "context", "elements": [_mrkdwn(shortened(text, SECTION_LIMIT)) for text in texts]}


def divider() -> Block:
    return {"type": "divider"}


def actions(block_id: str, *elements: dict[str, Any]) -> Block:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def button(action_id: str, label: str, value: str, *, style: str | None = None) -> dict[str, Any]:
    element: dict[str, Any] = {
        "type": "button",
        "action_id": action_id,
        "text": plain_text(label, 75),
        "value": value,
    }
    return element | {"style": style} if style else element


def select(
    action_id: str, placeholder: str, options: Iterable[tuple[str, str]], chosen: str | None = None
) -> dict[str, Any]:
    """A menu of (label, value) pairs."""
    listed = choices(options)
    return {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": plain_text(placeholder, 150),
        "options": listed,
        **_initial("initial_option", [one for one in listed if one["value"] == chosen][:1], one=True),
    }


def checkboxes(action_id: str, options: Iterable[tuple[str, str]], ticked: Collection[str] = ()) -> dict[str, Any]:
    """Boxes for (label, value) pairs."""
    listed = choices(options)
    initial = [one for one in listed if one["value"] in ticked]
    return {
        "type": "checkboxes",
        "action_id": action_id,
        "options": listed,
        **_initial("initial_options", initial),
    }


def overflow(action_id: str, options: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """A menu of (label, value) pairs behind three dots; at most five."""
    return {"type": "overflow", "action_id": action_id, "options": choices(options)}


def datepicker(action_id: str, placeholder: str, day: str | None = None) -> dict[str, Any]:
    """`day` is an ISO date."""
    element = {"type": "datepicker", "action_id": action_id, "placeholder": plain_text(placeholder, 150)}
    return element | ({"initial_date": day} if day else {})


def people_select(
    action_id: str, placeholder: str, people: Sequence[str] = (), most: int | None = None
) -> dict[str, Any]:
    """A menu of everybody, for several."""
    return {
        "type": "multi_users_select",
        "action_id": action_id,
        "placeholder": plain_text(placeholder, 150),
        **_initial("initial_users", [one for one in people if not is_erased(one)]),
        **({"max_selected_items": most} if most else {}),
    }


def choices(options: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    """(label, value) pairs as Slack's options."""
    return [{"text": plain_text(label, 75), "value": value} for label, value in options]


def plain_text(text: str, limit: int) -> dict[str, Any]:
    return {"type": "plain_text", "text": shortened(text, limit), "emoji": True}


def escape(text: str) -> str:
    """Foreign text made harmless: no mention, link or channel can come out of it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def on_one_line(text: str, limit: int) -> str:
    return shortened(" ".join(text.split()), limit)


def shortened(text: str, limit: int) -> str:
    """At most `limit` characters, with an ellipsis; never cut inside an escaped character or a mention."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    for opening, closing, longest in (("&", ";", 8), ("<", ">", 500)):
        start = cut.rfind(opening)
        if start > cut.rfind(closing) and start >= limit - longest:
            cut = cut[:start]
    return f"{cut.rstrip()}…"


def packed(lines: Sequence[str], most: int, room: int) -> list[str]:
    """Whole lines, from the first on, as paragraphs that fit a section: at most so many lines and characters."""
    paragraphs: list[str] = []
    for line in lines[:most]:
        room -= len(line) + 1
        if room < 0:
            break
        if paragraphs and len(paragraphs[-1]) + len(line) < SECTION_LIMIT:
            paragraphs[-1] += f"\n{line}"
        else:
            paragraphs.append(line)
    return paragraphs


def _initial(name: str, chosen: list[Any], *, one: bool = False) -> dict[str, Any]:
    """Slack refuses an empty first choice."""
    if not chosen:
        return {}
    return {name: chosen[0] if one else chosen}


def _mrkdwn(text: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def _lines(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        match block["type"]:
            case "section":
                if "text" in block:
                    yield " ".join(
                        (block["text"]["text"], *_labels([block["accessory"]] if "accessory" in block else ()))
                    )
                for field in block.get("fields", ()):
                    yield field["text"].replace("\n", " ")
            case "context":
                yield " ".join(element["text"] for element in block["elements"])
            case "actions":
                yield " ".join(_labels(block["elements"]))
            case _:
                continue


def _labels(elements: Iterable[dict[str, Any]]) -> Iterable[str]:
    for element in elements:
        match element["type"]:
            case "button":
                yield f"[{escape(element['text']['text'])}]"
            case "static_select" | "datepicker" | "multi_users_select":
                yield f"[{escape(element['placeholder']['text'])}]"
            case "checkboxes" | "overflow":
                yield from (f"[{escape(option['text']['text'])}]" for option in element["options"])
            case _:
                continue
