"""What a Slack message is made of: blocks for the eye and the same words as `text` for everybody else."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

Block = dict[str, Any]

TEXT_LIMIT = 3900  # chat.update refuses more than 4,000 characters
SECTION_LIMIT = 3000


@dataclass(frozen=True, slots=True)
class Message:
    """Ready to be posted. `text` says everything the blocks say, for notifications and screen readers."""

    blocks: list[Block]
    text: str

    @property
    def payload(self) -> dict[str, Any]:
        return {"text": self.text, "blocks": self.blocks}


def message(*blocks: Block | None) -> Message:
    shown = [block for block in blocks if block]
    text = "\n".join(_lines(shown))
    if len(text) > TEXT_LIMIT:
        text = re.sub(r"<https?://[^|>]*\|([^>]*)>", r"\1", text)  # addresses can go, words cannot
    return Message(shown, shortened(text, TEXT_LIMIT))


def section(text: str) -> Block:
    """A paragraph of mrkdwn. Names in it are never turned into mentions by Slack (`verbatim`)."""
    return {"type": "section", "text": _mrkdwn(shortened(text, SECTION_LIMIT))}


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


def select(action_id: str, placeholder: str, options: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """A menu of (label, value) pairs."""
    return {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": plain_text(placeholder, 150),
        "options": [{"text": plain_text(label, 75), "value": value} for label, value in options],
    }


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


def _mrkdwn(text: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def _lines(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        match block["type"]:
            case "section":
                if "text" in block:
                    yield block["text"]["text"]
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
            case "static_select":
                yield f"[{escape(element['placeholder']['text'])}]"
            case _:
                continue
