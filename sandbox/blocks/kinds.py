"""The rules of each kind of block."""

from typing import Any

from sandbox.blocks import limits, objects
from sandbox.blocks.elements import element
from sandbox.blocks.rich_text import rich_text
from sandbox.blocks.sheet import Json, Sheet
from sandbox.blocks.tables import chart, data_table, table

_ALL = frozenset({"message", "modal", "home"})
_WIDE = frozenset({"message", "home"})
_MESSAGE = frozenset({"message"})
SURFACES: dict[str, frozenset[str]] = {
    "actions": _ALL,
    "card": _ALL,
    "context": _ALL,
    "divider": _ALL,
    "header": _ALL,
    "image": _ALL,
    "input": _ALL,
    "rich_text": _ALL,
    "section": _ALL,
    "video": _ALL,
    "alert": frozenset({"modal"}),
    "carousel": _WIDE,
    "container": _WIDE,
    "table": _WIDE,
    "data_table": _WIDE,
    "context_actions": _MESSAGE,
    "markdown": _MESSAGE,
    "data_visualization": _MESSAGE,
    "plan": _MESSAGE,
    "task_card": _MESSAGE,
}
"""Where a kind of block may stand. `file`, `call` and `auth_provider` are not posted by this app."""

_IN_CONTAINER = {
    *("actions", "context", "divider", "file", "header", "image", "input", "rich_text", "section", "table", "video")
}


def block(sheet: Sheet, value: Any, at: str, allowed: set[str] | None = None) -> None:
    """Any block."""
    if not sheet.thing(value, at):
        return
    kind = value.get("type")
    if not isinstance(kind, str) or kind not in SURFACES:
        sheet.wrong(f"{at}/type", f"unsupported type: {kind}")
        return
    if sheet.surface not in SURFACES[kind] or (allowed is not None and kind not in allowed):
        sheet.wrong(f"{at}/type", f"{kind} is not allowed here")
        return
    _identity(sheet, value, at)
    match kind:
        case "rich_text":
            rich_text(sheet, value, at)
        case "table":
            table(sheet, value, at)
        case "data_table":
            data_table(sheet, value, at)
        case "data_visualization":
            chart(sheet, value, at)
        case "card" | "carousel" | "container" | "plan" | "task_card" | "video":
            _composed(sheet, value, at, kind)
        case _:
            _simple(sheet, value, at, kind)


def _identity(sheet: Sheet, value: Json, at: str) -> None:
    identity = value.get("block_id")
    if sheet.length(identity, f"{at}/block_id", limits.BLOCK_ID) and identity is not None:
        if identity in sheet.block_ids:
            sheet.wrong(f"{at}/block_id", "block_id must be unique")
        sheet.block_ids.add(identity)


def _simple(sheet: Sheet, value: Json, at: str, kind: str) -> None:
    match kind:
        case "divider":
            sheet.keys(value, at, (), ("block_id",))
        case "header":
            sheet.keys(value, at, ("text",), ("block_id", "level"))
            objects.plain(sheet, value.get("text"), f"{at}/text", limits.HEADER)
            sheet.whole(value.get("level"), f"{at}/level", 1, 4)
        case "alert":
            sheet.keys(value, at, ("text",), ("block_id", "level"))
            objects.text(sheet, value.get("text"), f"{at}/text", limits.ALERT)
            sheet.one_of(value.get("level"), f"{at}/level", ("default", "info", "warning", "error", "success"))
        case "markdown":
            sheet.keys(value, at, ("text",), ("block_id",))
            if sheet.length(value.get("text"), f"{at}/text", limits.MARKDOWN):
                total = sheet.add("markdown", len(value.get("text") or ""))
                if total > limits.MARKDOWN:
                    most = limits.MARKDOWN
                    sheet.wrong(f"{at}/text", f"all markdown together must be no more than {most} characters")
        case "image":
            objects.image(sheet, value, at, ("block_id", "title"))
            objects.plain(sheet, value.get("title"), f"{at}/title", limits.IMAGE_TITLE)
        case "context":
            sheet.keys(value, at, ("elements",), ("block_id",))
            for place, one in sheet.items(value.get("elements"), f"{at}/elements", limits.CONTEXT):
                if isinstance(one, dict) and one.get("type") == "image":
                    objects.image(sheet, one, place)
                else:
                    objects.text(sheet, one, place)
        case "actions" | "context_actions":
            most = limits.ACTIONS if kind == "actions" else limits.CONTEXT_ACTIONS
            sheet.keys(value, at, ("elements",), ("block_id",))
            _elements(sheet, value.get("elements"), f"{at}/elements", most, kind)
        case "section":
            _section(sheet, value, at)
        case _:
            _input(sheet, value, at)


def _elements(sheet: Sheet, value: Any, at: str, most: int, kind: str) -> None:
    for place, one in sheet.items(value, at, most):
        element(sheet, one, place, kind)
    if isinstance(value, list):
        ids = [one.get("action_id") for one in value if isinstance(one, dict) and one.get("action_id")]
        if all(isinstance(one, str) for one in ids):
            sheet.unique(ids, at, "action_id")


def _section(sheet: Sheet, value: Json, at: str) -> None:
    sheet.keys(value, at, (), ("block_id", "text", "fields", "accessory", "expand"))
    if value.get("text") is None and value.get("fields") is None:
        sheet.wrong(at, "must have text or fields")
    objects.text(sheet, value.get("text"), f"{at}/text")
    if value.get("fields") is not None:
        for place, one in sheet.items(value["fields"], f"{at}/fields", limits.SECTION_FIELDS):
            if sheet.thing(one, place):
                objects.text(sheet, one, place, limits.FIELD_TEXT)
    if value.get("accessory") is not None:
        element(sheet, value["accessory"], f"{at}/accessory", "section")


def _input(sheet: Sheet, value: Json, at: str) -> None:
    sheet.keys(value, at, ("label", "element"), ("block_id", "hint", "optional", "dispatch_action"))
    sheet.add("inputs", 1)
    objects.plain(sheet, value.get("label"), f"{at}/label", limits.LABEL)
    objects.plain(sheet, value.get("hint"), f"{at}/hint", limits.HINT)
    sheet.flag(value.get("optional"), f"{at}/optional")
    sheet.flag(value.get("dispatch_action"), f"{at}/dispatch_action")
    inner = value.get("element")
    if inner is not None:
        element(sheet, inner, f"{at}/element", "input")
    if isinstance(inner, dict) and inner.get("type") == "file_input" and value.get("dispatch_action"):
        sheet.wrong(f"{at}/dispatch_action", "not allowed with file_input")


def _composed(sheet: Sheet, value: Json, at: str, kind: str) -> None:
    match kind:
        case "card":
            _card(sheet, value, at)
        case "carousel":
            sheet.keys(value, at, ("elements",), ("block_id",))
            for place, one in sheet.items(value.get("elements"), f"{at}/elements", limits.CAROUSEL):
                block(sheet, one, place, {"card"})
        case "container":
            more = ("subtitle", "width", "is_collapsible", "default_collapsed", "has_header_divider", "icon")
            sheet.keys(value, at, ("child_blocks",), ("block_id", "title", "rich_text_title", *more))
            for name in ("title", "subtitle"):
                objects.text(sheet, value.get(name), f"{at}/{name}", limits.CONTAINER_TITLE)
            sheet.one_of(value.get("width"), f"{at}/width", ("narrow", "standard", "wide", "full"))
            if value.get("has_header_divider") and value.get("is_collapsible"):
                sheet.wrong(f"{at}/has_header_divider", "not allowed when is_collapsible")
            children = sheet.items(value.get("child_blocks"), f"{at}/child_blocks", limits.CONTAINER_CHILDREN)
            for place, one in children:
                block(sheet, one, place, _IN_CONTAINER)
        case "plan":
            sheet.keys(value, at, ("title",), ("block_id", "tasks"))
            sheet.length(value.get("title"), f"{at}/title", limits.TEXT)
            for place, one in sheet.items(value.get("tasks") or [], f"{at}/tasks", limits.PLAN_TASKS, least=0):
                if sheet.thing(one, place):
                    _task(sheet, one, place, ("pending", "in_progress", "complete", "error"))
        case "task_card":
            _task(sheet, value, at, ("in_progress", "complete", "error"))
        case _:
            _video(sheet, value, at)


def _card(sheet: Sheet, value: Json, at: str) -> None:
    texts = {"title": limits.CARD_TITLE, "subtitle": limits.CARD_TITLE}
    texts |= {"body": limits.CARD_BODY, "subtext": limits.CARD_BODY}
    sheet.keys(value, at, (), ("block_id", *texts, "hero_image", "icon", "slack_icon", "actions"))
    if not any(value.get(name) for name in ("hero_image", "title", "actions", "body")):
        sheet.wrong(at, "must have hero_image, title, actions or body")
    for name, most in texts.items():
        objects.text(sheet, value.get(name), f"{at}/{name}", most)
    if value.get("icon") is not None and value.get("slack_icon") is not None:
        sheet.wrong(at, "must have either icon or slack_icon")
    if value.get("actions") is not None:
        _elements(sheet, value["actions"], f"{at}/actions", limits.CARD_ACTIONS, "card")


def _task(sheet: Sheet, value: Json, at: str, states: tuple[str, ...]) -> None:
    sheet.keys(value, at, ("title", "task_id"), ("block_id", "status", "details", "output", "sources"))
    sheet.length(value.get("title"), f"{at}/title", limits.TEXT)
    sheet.one_of(value.get("status"), f"{at}/status", states)


def _video(sheet: Sheet, value: Json, at: str) -> None:
    required = ("alt_text", "title", "thumbnail_url", "video_url")
    more = ("author_name", "description", "provider_icon_url", "provider_name", "title_url")
    sheet.keys(value, at, required, ("block_id", *more))
    objects.plain(sheet, value.get("title"), f"{at}/title", limits.VIDEO_TITLE)
    objects.plain(sheet, value.get("description"), f"{at}/description", limits.VIDEO_TITLE)
    sheet.length(value.get("author_name"), f"{at}/author_name", limits.VIDEO_AUTHOR)
    sheet.length(value.get("alt_text"), f"{at}/alt_text", limits.ALT_TEXT)
