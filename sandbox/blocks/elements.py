"""The rules of interactive elements."""

import re
from typing import Any

from sandbox.blocks import limits, objects
from sandbox.blocks.sheet import Json, Sheet

_EVERYWHERE = frozenset({"section", "actions", "input"})
_SELECTS = ("static", "external", "users", "conversations", "channels")
PLACES: dict[str, frozenset[str]] = {
    "button": frozenset({"section", "actions", "card"}),
    "icon_button": frozenset({"context_actions"}),
    "feedback_buttons": frozenset({"context_actions"}),
    "workflow_button": frozenset({"section", "actions"}),
    "overflow": frozenset({"section", "actions"}),
    "image": frozenset({"section", "context"}),
    "datetimepicker": frozenset({"actions", "input"}),
    "rich_text_input": frozenset({"actions", "input"}),
    "checkboxes": _EVERYWHERE,
    "radio_buttons": _EVERYWHERE,
    "datepicker": _EVERYWHERE,
    "timepicker": _EVERYWHERE,
    "plain_text_input": frozenset({"input"}),
    "number_input": frozenset({"input"}),
    "email_text_input": frozenset({"input"}),
    "url_text_input": frozenset({"input"}),
    "file_input": frozenset({"input"}),
    **{f"{several}{kind}_select": _EVERYWHERE for several in ("", "multi_") for kind in _SELECTS},
}
"""In which kinds of block an element may stand."""

_COMMON = ("action_id", "confirm", "focus_on_load")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def element(sheet: Sheet, value: Any, at: str, block: str) -> None:
    """An element in a block of kind `block`."""
    if not sheet.thing(value, at):
        return
    kind = value.get("type")
    if not isinstance(kind, str) or kind not in PLACES:
        sheet.wrong(f"{at}/type", f"unsupported type: {kind}")
        return
    if block not in PLACES[kind]:
        sheet.wrong(f"{at}/type", f"{kind} is not allowed in {block}")
        return
    sheet.length(value.get("action_id"), f"{at}/action_id", limits.ACTION_ID)
    sheet.flag(value.get("focus_on_load"), f"{at}/focus_on_load")
    if value.get("focus_on_load") is True and sheet.add("focus", 1) > 1:
        sheet.wrong(f"{at}/focus_on_load", "only one element may have focus_on_load")
    objects.confirm(sheet, value.get("confirm"), f"{at}/confirm")
    objects.plain(sheet, value.get("placeholder"), f"{at}/placeholder", limits.PLACEHOLDER)
    _one(sheet, value, at, kind)


def _one(sheet: Sheet, value: Json, at: str, kind: str) -> None:
    match kind:
        case "button":
            _button(sheet, value, at)
        case "icon_button":
            sheet.keys(
                value,
                at,
                ("icon", "text"),
                ("action_id", "value", "confirm", "accessibility_label", "visible_to_user_ids"),
            )
            objects.plain(sheet, value.get("text"), f"{at}/text", limits.BUTTON)
            _pressed(sheet, value, at)
        case "feedback_buttons":
            sheet.keys(value, at, ("positive_button", "negative_button"), ("action_id",))
            for name in ("positive_button", "negative_button"):
                if sheet.thing(value.get(name), f"{at}/{name}"):
                    objects.plain(sheet, value[name].get("text"), f"{at}/{name}/text", limits.BUTTON)
                    _pressed(sheet, value[name], f"{at}/{name}")
        case "workflow_button":
            sheet.keys(value, at, ("text", "workflow", "action_id"), ("style", "accessibility_label"))
            objects.plain(sheet, value.get("text"), f"{at}/text", limits.BUTTON)
        case "overflow":
            sheet.keys(value, at, ("options",), ("action_id", "confirm"))
            objects.options(sheet, value.get("options"), f"{at}/options", limits.OVERFLOW, url=True)
        case "image":
            objects.image(sheet, value, at)
        case "checkboxes" | "radio_buttons":
            initial = "initial_options" if kind == "checkboxes" else "initial_option"
            sheet.keys(value, at, ("options",), (*_COMMON, initial))
            objects.options(sheet, value.get("options"), f"{at}/options", limits.BOXES, formatted=True)
            _initial(sheet, value, at, initial)
        case "datepicker" | "timepicker" | "datetimepicker":
            _picker(sheet, value, at, kind)
        case "file_input":
            if sheet.surface != "modal":
                sheet.wrong(f"{at}/type", "file_input is allowed in modals only")
            sheet.keys(value, at, (), ("action_id", "filetypes", "max_files"))
            sheet.whole(value.get("max_files"), f"{at}/max_files", 1, limits.FILES)
        case _ if kind.endswith("_select"):
            _select(sheet, value, at, kind)
        case _:
            _typed(sheet, value, at, kind)


def _button(sheet: Sheet, value: Json, at: str) -> None:
    more = ("action_id", "url", "value", "style", "confirm", "accessibility_label", "visible_to_user_ids")
    sheet.keys(value, at, ("text",), (*more, "agent_prompt"))
    objects.plain(sheet, value.get("text"), f"{at}/text", limits.BUTTON)
    sheet.url(value.get("url"), f"{at}/url", limits.URL)
    sheet.one_of(value.get("style"), f"{at}/style", ("primary", "danger"))
    sheet.length(value.get("agent_prompt"), f"{at}/agent_prompt", limits.AGENT_PROMPT)
    _pressed(sheet, value, at)


def _pressed(sheet: Sheet, value: Json, at: str) -> None:
    sheet.length(value.get("value"), f"{at}/value", limits.BUTTON_VALUE, least=0)
    label = value.get("accessibility_label")
    sheet.length(label, f"{at}/accessibility_label", limits.ACCESSIBILITY_LABEL)
    if "visible_to_user_ids" in value:
        list(sheet.items(value["visible_to_user_ids"], f"{at}/visible_to_user_ids", limits.VISIBLE_TO))


def _select(sheet: Sheet, value: Json, at: str, kind: str) -> None:
    several = kind.startswith("multi_")
    what = kind.removeprefix("multi_").removesuffix("_select")
    initial = {"static": "option", "external": "option"}.get(what, what[:-1])
    allowed = [*_COMMON, "placeholder", f"initial_{initial}{'s' if several else ''}"]
    if several:
        allowed.append("max_selected_items")
        sheet.whole(value.get("max_selected_items"), f"{at}/max_selected_items", 1, limits.OPTIONS)
    match what:
        case "static":
            allowed += ["options", "option_groups"]
            if ("options" in value) == ("option_groups" in value):
                sheet.wrong(at, "must have either options or option_groups")
            elif "options" in value:
                objects.options(sheet, value["options"], f"{at}/options", limits.OPTIONS)
            else:
                objects.groups(sheet, value["option_groups"], f"{at}/option_groups")
            _initial(sheet, value, at, f"initial_option{'s' if several else ''}")
        case "external":
            allowed.append("min_query_length")
        case "conversations":
            allowed += ["default_to_current_conversation", "filter", "response_url_enabled"]
        case "channels":
            allowed.append("response_url_enabled")
        case _:
            pass
    sheet.keys(value, at, (), allowed)


def _initial(sheet: Sheet, value: Json, at: str, name: str) -> None:
    """What is chosen at first must be among the options, as it stands there."""
    initial = value.get(name)
    if initial is None:
        return
    groups = [group.get("options") or [] for group in value.get("option_groups") or []]
    known = list(value.get("options") or []) + [one for group in groups for one in group]
    several = name.endswith("s")
    if several and (not isinstance(initial, list) or not initial):
        sheet.wrong(f"{at}/{name}", "must be a non-empty array")
        return
    if any(one not in known for one in (initial if several else [initial])):
        sheet.wrong(f"{at}/{name}", "must be one of the options")


def _picker(sheet: Sheet, value: Json, at: str, kind: str) -> None:
    match kind:
        case "datepicker":
            sheet.keys(value, at, (), (*_COMMON, "initial_date", "placeholder"))
            initial, shape = value.get("initial_date"), _DATE
        case "timepicker":
            sheet.keys(value, at, (), (*_COMMON, "initial_time", "placeholder", "timezone"))
            initial, shape = value.get("initial_time"), _TIME
        case _:
            sheet.keys(value, at, (), (*_COMMON, "initial_date_time"))
            sheet.whole(value.get("initial_date_time"), f"{at}/initial_date_time", 10**9, 10**10 - 1)
            return
    if initial is not None and not (isinstance(initial, str) and shape.fullmatch(initial)):
        sheet.wrong(at, f"must be YYYY-MM-DD or HH:mm: {initial}")


def _typed(sheet: Sheet, value: Json, at: str, kind: str) -> None:
    allowed = ["action_id", "initial_value", "placeholder", "focus_on_load", "dispatch_action_config"]
    required: tuple[str, ...] = ()
    match kind:
        case "plain_text_input":
            allowed += ["multiline", "min_length", "max_length"]
            least, most = value.get("min_length"), value.get("max_length")
            fine = sheet.whole(least, f"{at}/min_length", 0, limits.INPUT_LENGTH)
            fine = sheet.whole(most, f"{at}/max_length", 1, limits.INPUT_LENGTH) and fine
            if fine and least is not None and most is not None and least > most:
                sheet.wrong(f"{at}/min_length", "must be no more than max_length")
            sheet.length(value.get("initial_value"), f"{at}/initial_value", most or limits.INPUT_LENGTH, least=0)
        case "number_input":
            required = ("is_decimal_allowed",)
            allowed += ["min_value", "max_value"]
            sheet.flag(value.get("is_decimal_allowed"), f"{at}/is_decimal_allowed")
            for name in ("initial_value", "min_value", "max_value"):
                given = value.get(name)
                if given is not None and not (isinstance(given, str) and _NUMBER.fullmatch(given)):
                    sheet.wrong(f"{at}/{name}", "must be a number in a string")
        case "rich_text_input":
            allowed += ["min_lines", "max_lines"]
            for name in ("min_lines", "max_lines"):
                sheet.whole(value.get(name), f"{at}/{name}", 1, limits.RICH_INPUT_LINES)
        case _:
            sheet.length(value.get("initial_value"), f"{at}/initial_value", limits.INPUT_LENGTH, least=0)
    sheet.keys(value, at, required, allowed)
    config = value.get("dispatch_action_config")
    if config is not None and sheet.thing(config, f"{at}/dispatch_action_config"):
        place = f"{at}/dispatch_action_config/trigger_actions_on"
        for pointer, word in sheet.items(config.get("trigger_actions_on"), place, 2):
            sheet.one_of(word, pointer, ("on_enter_pressed", "on_character_entered"))
