"""The rules of a whole message, modal or Home tab."""

from typing import Any, Literal

from sandbox.blocks import limits, objects
from sandbox.blocks.kinds import block
from sandbox.blocks.problem import Problem
from sandbox.blocks.sheet import Sheet

Surface = Literal["message", "modal", "home"]

_VIEW = ("type", "blocks", "private_metadata", "callback_id", "external_id")
_MODAL = ("title", "submit", "close", "clear_on_close", "notify_on_close", "submit_disabled")


def problems(blocks: Any, surface: Surface) -> list[Problem]:
    """Everything Slack would refuse in these blocks; none means it would take them."""
    return _check(blocks, surface).problems


def view_problems(view: Any) -> list[Problem]:
    """Everything Slack would refuse in a modal or Home tab; pointers begin inside the view."""
    if not isinstance(view, dict):
        return [Problem("", "must be an object")]
    kind = view.get("type")
    if kind not in ("modal", "home"):
        return [Problem("/type", "must be one of modal, home")]
    sheet = _check(view.get("blocks"), kind)
    modal = kind == "modal"
    sheet.keys(view, "", ("title", "blocks") if modal else ("blocks",), (*_VIEW, *(_MODAL if modal else ())))
    for name in ("title", "submit", "close"):
        objects.plain(sheet, view.get(name), f"/{name}", limits.VIEW_TITLE)
    sheet.length(view.get("callback_id"), "/callback_id", limits.CALLBACK_ID, least=0)
    sheet.length(view.get("private_metadata"), "/private_metadata", limits.PRIVATE_METADATA, least=0)
    sheet.length(view.get("external_id"), "/external_id", limits.EXTERNAL_ID, least=0)
    for name in ("clear_on_close", "notify_on_close", "submit_disabled"):
        sheet.flag(view.get(name), f"/{name}")
    if modal and sheet.counts.get("inputs") and view.get("submit") is None:
        sheet.wrong("", "missing required field: submit (there are input blocks)")
    return sheet.problems


def _check(blocks: Any, surface: Surface) -> Sheet:
    sheet = Sheet(surface)
    least = 0 if surface == "message" else 1
    for place, one in sheet.items(blocks, "/blocks", limits.BLOCKS[surface], least=least):
        block(sheet, one, place)
    return sheet
