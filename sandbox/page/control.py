"""An interactive element, ready for its template."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from markupsafe import Markup

from sandbox.inputs import HELD, blank

Json = dict[str, Any]
Attributes = dict[str, str | int | None]


class Option(NamedTuple):
    """One thing to choose; `label` for a native option, `text` for a box with formatting."""

    value: str
    label: str
    text: Markup
    description: Markup
    chosen: bool
    url: str | None = None


class Group(NamedTuple):
    """Options under a common label, or under none."""

    label: str
    options: list[Option]


@dataclass(frozen=True, slots=True)
class Control:
    """What the templates in `elements/` need. `attributes` go on the control, or on the group of its boxes."""

    id: str
    attributes: Attributes
    held: Any
    groups: list[Group]

    @property
    def options(self) -> list[Option]:
        """All options, without their groups."""
        return [option for group in self.groups for option in group.options]

    @property
    def chosen(self) -> list[Option]:
        """The options that are chosen."""
        return [option for option in self.options if option.chosen]


def held(element: Json, block: Json, state: Mapping[str, Any]) -> Any:
    """What stands in an element: what was put in, or else what the app sent; None for what holds nothing."""
    kind = str(element.get("type"))
    if kind not in HELD:
        return None
    put = (state.get(str(block.get("block_id"))) or {}).get(str(element.get("action_id")))
    now = put if put is not None and put.get("type") == kind else blank(element)
    return now.get(HELD[kind])


def wiring(element: Json, block: Json, words: Callable[[Any], str]) -> Attributes:
    """The `data-` attributes by which the page knows what was used."""
    config = element.get("dispatch_action_config") or {}
    triggers = " ".join(config.get("trigger_actions_on") or ["on_enter_pressed"])
    question = element.get("confirm")
    return {
        "data-type": str(element.get("type")),
        "data-action": element.get("action_id"),
        "data-block": block.get("block_id"),
        "data-confirm": _question(question, words) if isinstance(question, dict) else None,
        "data-dispatch": triggers if block.get("dispatch_action") else None,
    }


def _question(confirm: Json, words: Callable[[Any], str]) -> str:
    """A confirmation as JSON in the shape of the payload, its texts ready to be shown."""
    texts = {name: {**text, "text": words(text)} if isinstance(text, dict) else text for name, text in confirm.items()}
    return json.dumps(texts, ensure_ascii=False)


def values(content: Any) -> list[str]:
    """The values or ids in what an element holds."""
    several = content if isinstance(content, list) else [content] if content else []
    return [str(one.get("value")) if isinstance(one, dict) else str(one) for one in several]
