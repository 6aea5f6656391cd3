"""Rows of a repeating group: each on a line, or as the buttons and the questions that make one."""

from collections.abc import Iterator, Sequence
from typing import Any

from bot.i18n import Markup, Words
from bot.names import Act
from bot.views.choosing import Offer, chooser, numbered, typed_in
from bot.views.message import Block, escape, on_one_line, overflow, section
from bot.views.pressed import Pressed
from flows.conversation import Draft
from flows.prefilled import offered_in
from flows.questions import Column, Need, Rows
from flows.reading import Context
from flows.reading.chosen_rows import row_name
from flows.reading.context import Row
from flows.reading.showing import shown_column

LONGEST_TITLE = 80
LONGEST_PART = 100
LONGEST_LINE = 300
ROOM = 2300
"""Characters for all rows of a question."""


def row_title(words: Words, group: Rows, row: Row, context: Context) -> str:
    """What a row is called, escaped."""
    first = group.columns[0]
    if first.kind == "short_text" or first.key not in row:
        return on_one_line(escape(row_name(row)), LONGEST_TITLE)
    return on_one_line(escape(_plain(words, group, first, row, context)), LONGEST_TITLE)


def row_line(words: Words, group: Rows, row: Row, context: Context, longest: int) -> str:
    """A row's columns on one line of at most so many characters, escaped; people as mentions."""
    parts = [f"*{row_title(words, group, row, context)}*", *_parts(words, group, row, context, group.columns[1:])]
    return on_one_line(" · ".join(parts), longest)


def row_blocks(words: Words, group: Rows, rows: Sequence[Row], context: Context, remembered: Pressed) -> list[Block]:
    """Each row with a menu to edit or remove it."""
    longest = min(LONGEST_LINE, ROOM // max(1, len(rows)))
    return [
        section(
            f"{place}. {row_line(words, group, row, context, longest)}",
            overflow(
                Act.ROW,
                [
                    (words("button.edit", "Edit"), _row_value(remembered, "edit", row)),
                    (words("button.remove", "Remove"), _row_value(remembered, "remove", row)),
                ],
            ),
            block_id=f"row/{group.key}/{row.get('id')}",
        )
        for place, row in enumerate(rows, 1)
    ]


def draft_blocks(words: Words, group: Rows, draft: Draft, context: Context, remembered: Pressed) -> list[Block | None]:
    """What an unfinished row has, and the column that is asked next."""
    column = next(one for one in group.columns if one.key == draft.missing[0])
    known = [one for one in group.columns if one.key in draft.row]
    so_far = on_one_line(" · ".join(_parts(words, group, draft.row, context, known, all_named=True)), 900)
    label = words.escape(column.label.of(words.language))
    offer = _offer(words, group, column, draft.row, context)
    lines = [
        words("rows.so_far", "So far: {parts}", parts=Markup(so_far)) if so_far else "",
        words("rows.next", "Next: {column}", column=Markup(f"*{label}*")),
        *(numbered(words, offer) if offer else ()),
        typed_in(words, column.kind) or "",
        nothing_to_choose(words, column.rows or group.key) if offer and not offer.choices else "",
    ]
    return [
        section("\n".join(filter(None, lines))),
        chooser(words, offer, remembered) if offer and offer.choices else None,
    ]


def nothing_to_choose(words: Words, group: str) -> str:
    """Where the rows come from that a choice would be made among."""
    return words(
        "rows.nothing_to_choose",
        "There is nothing to choose from here yet. To add some, type `go to {group}` in the thread.",
        group=group,
    )


def mention(words: Words, person: str) -> str:
    return words.told(f"<@{escape(person)}>")


def _offer(words: Words, group: Rows, column: Column, row: Row, context: Context) -> Offer | None:
    """What a column can be; None where it is typed."""
    match column.kind:
        case "one_of":
            return Offer.of_options(words, column.options)
        case "one_of_rows" | "one_of_other_rows":
            return Offer.of_rows(offered_in(group, column, row, context))
        case _:
            return None


def _parts(
    words: Words, group: Rows, row: Row, context: Context, columns: Sequence[Column], *, all_named: bool = False
) -> Iterator[str]:
    """Each column that the row has; named where its value alone would not say what it is."""
    for column in columns:
        if column.key not in row:
            continue
        if column.kind == "people":
            said = ", ".join(mention(words, person) for person in row[column.key])
        else:
            said = on_one_line(escape(_plain(words, group, column, row, context)), LONGEST_PART)
        speaks = column.kind in ("people", "one_of") or (column.kind == "short_text" and column.need is Need.REQUIRED)
        yield said if speaks and not all_named else f"{words.escape(column.label.of(words.language))}: {said}"


def _plain(words: Words, group: Rows, column: Column, row: Row, context: Context) -> str:
    value: Any = row[column.key]
    return shown_column(column, value, words.language, context, context.rows(group.key))


def _row_value(remembered: Pressed, what: str, row: Row) -> str:
    return str(remembered.model_copy(update={"value": f"{what}:{row.get('id')}"}))
