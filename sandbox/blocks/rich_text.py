"""The rules of rich text."""

from typing import Any

from sandbox.blocks import limits
from sandbox.blocks.sheet import Json, Sheet

_PARTS: dict[str, tuple[str, ...]] = {
    "text": ("text",),
    "link": ("url",),
    "user": ("user_id",),
    "usergroup": ("usergroup_id",),
    "channel": ("channel_id",),
    "emoji": ("name",),
    "date": ("timestamp", "format"),
    "broadcast": ("range",),
    "color": ("value",),
}
_MORE = ("style", "text", "unsafe", "url", "fallback", "unicode", "skin_tone")
_SECTIONS = ("rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted")


def rich_text(sheet: Sheet, value: Json, at: str) -> None:
    """A rich_text block, or one in the cell of a table."""
    sheet.keys(value, at, ("elements",), ("block_id",))
    for place, section in sheet.items(value.get("elements"), f"{at}/elements", 1000, least=0):
        _section(sheet, section, place, _SECTIONS)


def words(value: Any) -> int:
    """How many characters of text there are inside."""
    if not isinstance(value, dict):
        return 0
    own = len(value["text"]) if isinstance(value.get("text"), str) else 0
    inner = value.get("elements")
    return own + (sum(map(words, inner)) if isinstance(inner, list) else 0)


def _section(sheet: Sheet, section: Any, at: str, allowed: tuple[str, ...]) -> None:
    if not sheet.thing(section, at):
        return
    kind = section.get("type")
    if kind not in allowed:
        sheet.wrong(f"{at}/type", f"unsupported type: {kind}")
        return
    if kind == "rich_text_list":
        sheet.keys(section, at, ("style", "elements"), ("indent", "offset", "border"))
        sheet.one_of(section.get("style"), f"{at}/style", ("bullet", "ordered"))
        sheet.whole(section.get("indent"), f"{at}/indent", 0, limits.LIST_INDENT)
        for place, item in sheet.items(section.get("elements"), f"{at}/elements", 1000):
            _section(sheet, item, place, ("rich_text_section",))
        return
    sheet.keys(section, at, ("elements",), ("border", "language"))
    for place, part in sheet.items(section.get("elements"), f"{at}/elements", 1000, least=0):
        _part(sheet, part, place)


def _part(sheet: Sheet, part: Any, at: str) -> None:
    if not sheet.thing(part, at):
        return
    kind = part.get("type")
    if kind not in _PARTS:
        sheet.wrong(f"{at}/type", f"unsupported type: {kind}")
        return
    sheet.keys(part, at, _PARTS[kind], _MORE)
    if kind == "text":
        sheet.length(part.get("text"), f"{at}/text", limits.MARKDOWN)
