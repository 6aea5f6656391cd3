"""The rows of the board: a table for the eye, and the same as lines."""

from collections.abc import Mapping, Sequence

from bot.i18n import Words
from bot.views.board_table import CELL, Column, sheet
from bot.views.message import Block, on_one_line
from bot.views.rank_moves import move_cell, move_words
from flows.board.board import Row
from flows.board.entry import Entry
from flows.scoring.confidence import Band
from flows.scoring.exact import rounded, shown_fraction
from flows.scoring.texts import scoring_texts

DOTS: Mapping[Band, str] = {Band.HIGH: "●", Band.MEDIUM: "◐", Band.LOW: "○"}


def table(words: Words, rows: Sequence[Row], longest: int) -> tuple[Block, str] | None:
    """The rows as a table block, and as lines with so many characters of each name; None without rows."""
    if not rows:
        return None
    rice = any(row.entry.rice is not None for row in rows)
    columns = [
        Column("#", right=True),
        Column(words("board.project", "Project"), wraps=True),
        Column(words("board.priority", "Priority"), right=True),
        Column(words("board.impact", "Impact"), right=True),
        Column(words("board.feasibility", "Feasibility"), right=True),
        Column(words("board.verdict", "Verdict"), wraps=True),
        Column(words("board.confidence", "Confidence")),
        Column(words("board.change", "Since last week")),
        *([Column("RICE", right=True)] if rice else []),
    ]
    cells = [_cells(words, row, rice=rice) for row in rows]
    italic = [row.entry.provisional for row in rows]
    return sheet(columns, cells, italic), "\n".join(_line(words, row, longest) for row in rows)


def _cells(words: Words, row: Row, *, rice: bool) -> list[str]:
    entry, texts = row.entry, scoring_texts()
    name = on_one_line(entry.name, 80) or words("card.unnamed", "New ML project")
    return [
        f"★ {row.place}" if row.best else str(row.place),
        f"{entry.key} {name}",
        shown_fraction(row.priority),
        shown_fraction(row.impact),
        shown_fraction(row.feasibility),
        texts.verdict[entry.stand.verdict].label.of(words.language),
        f"{DOTS[entry.band]} {texts.band[entry.band].of(words.language)}",
        move_cell(words, row.move),
        *([_rice(entry)] if rice else []),
    ]


def _line(words: Words, row: Row, longest: int) -> str:
    entry, texts = row.entry, scoring_texts()
    said = words(
        "board.line",
        "{place}. {name} ({key}) — Priority {priority}, Impact {impact}, Feasibility {feasibility}, {verdict}, "
        "confidence {confidence}",
        place=row.place,
        name=on_one_line(entry.name, longest) or words("card.unnamed", "New ML project"),
        key=entry.key,
        priority=shown_fraction(row.priority),
        impact=shown_fraction(row.impact),
        feasibility=shown_fraction(row.feasibility),
        verdict=texts.verdict[entry.stand.verdict].label,
        confidence=texts.band[entry.band],
    )
    more = (
        words("scores.provisional", "provisional") if entry.provisional else None,
        move_words(words, row.move),
        f"RICE {_rice(entry)}" if entry.rice is not None else None,
        "★" if row.best else None,
    )
    return ", ".join((said, *(part for part in more if part)))


def _rice(entry: Entry) -> str:
    return CELL if entry.rice is None else rounded(entry.rice, 0)
