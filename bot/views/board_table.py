"""A table block from plain cells."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.views.message import Block

CELL = "–"  # Slack refuses an empty cell


@dataclass(frozen=True, slots=True)
class Column:
    heading: str
    right: bool = False
    wraps: bool = False


def sheet(columns: Sequence[Column], rows: Sequence[Sequence[str]], italic: Sequence[bool] = ()) -> Block:
    """One header row and the rows; cells are plain text, so nothing in them can be a mention.

    Where `italic` says so the cells of a row are slanted.
    """
    slanted = [*italic, *([False] * (len(rows) - len(italic)))]
    return {
        "type": "table",
        "column_settings": [
            {"align": "right" if column.right else "left", "is_wrapped": column.wraps} for column in columns
        ],
        "rows": [
            [_plain(column.heading) for column in columns],
            *(
                [_slanted(cell) if slant else _plain(cell) for cell in row]
                for row, slant in zip(rows, slanted, strict=True)
            ),
        ],
    }


def _plain(text: str) -> Block:
    return {"type": "raw_text", "text": text or CELL}


def _slanted(text: str) -> Block:
    element = {"type": "text", "text": text or CELL, "style": {"italic": True}}
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [element]}]}
