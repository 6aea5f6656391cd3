"""Finding a button or an option by what is written on it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sandbox.inputs import elements
from sandbox.words import unescape

Json = dict[str, Any]


class NothingToPress(LookupError):
    """No button, option or input of this name is to be seen, or more than one is."""


@dataclass(frozen=True, slots=True)
class Target:
    """A control and, in a list of options, the option."""

    block: Json
    element: Json
    option: Json | None = None

    @property
    def place(self) -> tuple[str, str]:
        """Block and action id."""
        return self.block["block_id"], self.element["action_id"]


def options(element: Json) -> list[Json]:
    """The options of a select, of boxes or of an overflow menu; the two of feedback buttons."""
    groups = [group["options"] for group in element.get("option_groups") or []]
    found: list[Json] = list(element.get("options") or [])
    if element.get("type") == "feedback_buttons":
        found = [element["positive_button"], element["negative_button"]]
    return found + [option for group in groups for option in group]


def label(thing: Json) -> str:
    """What is written on a button, an option or a block's label."""
    text = thing.get("text") or thing.get("label") or thing.get("placeholder") or {}
    return unescape(str(text.get("text", ""))).strip() if isinstance(text, dict) else ""


def aim(blocks: list[Json], wanted: str, *, nth: int | None = None) -> Target | None:
    """The one control or option called `wanted` (label or action id) in these blocks, or None.

    `nth` (from 0) chooses among several; NothingToPress when several are there and it is not given.
    """
    found = list(_matches(blocks, wanted))
    if not found:
        return None
    if nth is not None:
        return found[nth] if nth < len(found) else None
    if len(found) > 1:
        raise NothingToPress(f"{len(found)} things are called {wanted!r}: say which with nth or by its action id.")
    return found[0]


def control(blocks: list[Json], wanted: str) -> Target | None:
    """The input called `wanted`: its block's label, its placeholder, its block id or action id."""
    for block, element in elements(blocks):
        names = {block.get("block_id"), element.get("action_id"), label(element)}
        if block.get("type") == "input":
            names.add(label(block))
        if wanted in names:
            return Target(block, element)
    return None


def at(blocks: list[Json], block_id: str, action_id: str) -> Target:
    """The control at this place; NothingToPress when it is gone."""
    for block, element in elements(blocks):
        if (block.get("block_id"), element.get("action_id")) == (block_id, action_id):
            return Target(block, element)
    raise NothingToPress("This is no longer here.")


def names(blocks: list[Json]) -> list[str]:
    """What could be pressed here, for the sentence of an error."""
    found = []
    for _, element in elements(blocks):
        found += [label(element)] if element.get("type") == "button" else [label(one) for one in options(element)]
    return [name for name in found if name]


def _matches(blocks: list[Json], wanted: str) -> Iterator[Target]:
    for block, element in elements(blocks):
        choices = options(element)
        if element.get("action_id") == wanted or (not choices and label(element) == wanted):
            yield Target(block, element)
            continue
        for option in choices:
            if label(option) == wanted:
                yield Target(block, element, option)
