"""Text, options and confirmations: the objects that blocks and elements are made of."""

from typing import Any

from sandbox.blocks import limits
from sandbox.blocks.sheet import Sheet

PLAIN = ("plain_text",)
ANY_TEXT = ("plain_text", "mrkdwn")


def text(sheet: Sheet, value: Any, at: str, most: int = limits.TEXT, *, kinds: tuple[str, ...] = ANY_TEXT) -> None:
    """A text object; None is fine."""
    if value is None or not sheet.thing(value, at):
        return
    kind = value.get("type")
    if kind not in kinds:
        sheet.wrong(f"{at}/type", f"must be {' or '.join(kinds)}")
        return
    sheet.keys(value, at, ("text",), ("emoji",) if kind == "plain_text" else ("verbatim",))
    sheet.length(value.get("text"), f"{at}/text", most)
    sheet.flag(value.get("emoji"), f"{at}/emoji")
    sheet.flag(value.get("verbatim"), f"{at}/verbatim")


def plain(sheet: Sheet, value: Any, at: str, most: int) -> None:
    """A plain_text object; None is fine."""
    text(sheet, value, at, most, kinds=PLAIN)


def option(sheet: Sheet, value: Any, at: str, *, url: bool = False, formatted: bool = False) -> None:
    """An option of a select, of boxes or of an overflow menu."""
    if not sheet.thing(value, at):
        return
    sheet.keys(value, at, ("text", "value"), ("description", *(("url",) if url else ())))
    kinds = ANY_TEXT if formatted else PLAIN
    text(sheet, value.get("text"), f"{at}/text", limits.OPTION_TEXT, kinds=kinds)
    sheet.length(value.get("value"), f"{at}/value", limits.OPTION_VALUE)
    text(sheet, value.get("description"), f"{at}/description", limits.OPTION_DESCRIPTION, kinds=kinds)
    sheet.url(value.get("url"), f"{at}/url", limits.URL)


def options(sheet: Sheet, value: Any, at: str, most: int, *, url: bool = False, formatted: bool = False) -> None:
    """A list of options, no value twice."""
    for place, one in sheet.items(value, at, most):
        option(sheet, one, place, url=url, formatted=formatted)
    if isinstance(value, list):
        values = [one.get("value") for one in value if isinstance(one, dict)]
        if all(isinstance(one, str) for one in values):
            sheet.unique(values, at, "values of options")


def groups(sheet: Sheet, value: Any, at: str) -> None:
    """Groups of options."""
    for place, group in sheet.items(value, at, limits.OPTION_GROUPS):
        if sheet.thing(group, place):
            sheet.keys(group, place, ("label", "options"))
            plain(sheet, group.get("label"), f"{place}/label", limits.GROUP_LABEL)
            options(sheet, group.get("options"), f"{place}/options", limits.OPTIONS)


def confirm(sheet: Sheet, value: Any, at: str) -> None:
    """A confirmation dialog; None is fine."""
    if value is None or not sheet.thing(value, at):
        return
    sheet.keys(value, at, ("title", "text", "confirm", "deny"), ("style",))
    plain(sheet, value.get("title"), f"{at}/title", limits.CONFIRM_TITLE)
    plain(sheet, value.get("text"), f"{at}/text", limits.CONFIRM_TEXT)
    for name in ("confirm", "deny"):
        plain(sheet, value.get(name), f"{at}/{name}", limits.CONFIRM_BUTTON)
    sheet.one_of(value.get("style"), f"{at}/style", ("primary", "danger"))


def image(sheet: Sheet, value: Any, at: str, more: tuple[str, ...] = ()) -> None:
    """An image, as block or element: a URL or a Slack file, and words for those who do not see it."""
    sheet.keys(value, at, ("alt_text",), ("image_url", "slack_file", *more))
    sheet.length(value.get("alt_text"), f"{at}/alt_text", limits.ALT_TEXT)
    sheet.url(value.get("image_url"), f"{at}/image_url", limits.URL)
    if ("image_url" in value) == ("slack_file" in value):
        sheet.wrong(at, "must have either image_url or slack_file")
    file = value.get("slack_file")
    if file is not None and sheet.thing(file, f"{at}/slack_file") and ("id" in file) == ("url" in file):
        sheet.wrong(f"{at}/slack_file", "must have either id or url")
