"""What a person typed, read as an answer: a value, or a kind sentence saying why not."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from flows.reading.choices import together
from flows.reading.context import NOTHING_KNOWN, Context
from flows.reading.kinds import read
from flows.reading.result import Partial, Reading, Understood, Unreadable

if TYPE_CHECKING:
    from flows.reading.blocks import Block, read_block
    from flows.reading.row_words import EditRow, RemoveRow, RowsDone, row_word
    from flows.reading.rows import change_row, drop_row, fill
    from flows.reading.showing import shown

__all__ = [
    "NOTHING_KNOWN",
    "Block",
    "Context",
    "EditRow",
    "Partial",
    "Reading",
    "RemoveRow",
    "RowsDone",
    "Understood",
    "Unreadable",
    "change_row",
    "drop_row",
    "fill",
    "read",
    "read_block",
    "row_word",
    "shown",
    "together",
]

_HOMES = {
    "Block": "blocks",
    "read_block": "blocks",
    "EditRow": "row_words",
    "RemoveRow": "row_words",
    "RowsDone": "row_words",
    "row_word": "row_words",
    "change_row": "rows",
    "drop_row": "rows",
    "fill": "rows",
    "shown": "showing",
}


def __getattr__(name: str) -> Any:
    """What is seldom needed is imported when it is: the program starts with the quick intake."""
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"flows.reading.{_HOMES[name]}"), name)
