"""Who moved on the board, and because of what, in words."""

from collections.abc import Mapping
from typing import assert_never

from bot.i18n import Markup, Words
from bot.views.message import on_one_line
from bot.views.weights_said import arrow
from flows.board.entry import Entry
from flows.board.moves import Cause, Move

LONGEST_NAME = 40


def move_cell(words: Words, move: Move | None) -> str:
    """The change of place in a few signs."""
    if move is None:
        return ""
    if move.was is None:
        new = move.cause is Cause.NEW
        return words("rank.new", "new") if new else words("rank.back", "back")
    return arrow(move.up)


def move_words(words: Words, move: Move | None) -> str | None:
    """The change of place for somebody who is read to; None without one."""
    if move is None:
        return None
    if move.was is None:
        return move_cell(words, move)
    if not move.up:
        return words("rank.same", "place unchanged")
    if move.up > 0:
        return words("rank.up", "up {count}", count=move.up)
    return words("rank.down", "down {count}", count=-move.up)


def moved_line(words: Words, entry: Entry, move: Move, names: Mapping[int, Entry]) -> str:
    """One line: who moved where from, and why. `names` has the projects that caused it, by number."""
    who = words("rank.who", "{name} ({key})", name=on_one_line(entry.name, LONGEST_NAME), key=entry.key)
    cause = Markup(cause_words(words, move, names))
    if move.now is None:
        return words("rank.line.left", "{who} has no place any more: {cause}", who=Markup(who), cause=cause)
    if move.was is None:
        return words(
            "rank.line.came", "{who} is now in place {now}: {cause}", who=Markup(who), now=move.now, cause=cause
        )
    return words(
        "rank.line",
        "{who} went from place {was} to {now}: {cause}",
        who=Markup(who),
        was=move.was,
        now=move.now,
        cause=cause,
    )


def cause_words(words: Words, move: Move, names: Mapping[int, Entry]) -> str:
    """Why a project moved, as half a sentence."""
    if move.cause is None:
        return words("rank.same", "place unchanged")
    if move.other is None:
        return _itself(words, move.cause, came=move.now is not None)
    return _other(words, move.cause, names.get(move.other), up=move.up > 0)


def _itself(words: Words, cause: Cause, *, came: bool) -> str:
    match cause:
        case Cause.ANSWER:
            return words("cause.answer", "its answers changed")
        case Cause.BALLOT:
            return words("cause.ballot", "new ballots were counted")
        case Cause.FRESHNESS:
            return words("cause.freshness", "its confidence changed with time")
        case Cause.WEIGHT:
            return words("cause.weight", "the weights changed")
        case Cause.NEW:
            return words("cause.new", "it is new")
        case Cause.STAGE if came:
            return words("cause.stage.back", "work on it goes on again")
        case Cause.STAGE:
            return words("cause.stage", "work on it rests")
        case Cause.DECISION if came:
            return words("cause.decision.back", "the lead no longer puts it aside")
        case Cause.DECISION:
            return words("cause.decision", "the lead put it aside")
        case Cause.REMOVED:
            return words("cause.removed", "it was removed")
        case _:
            assert_never(cause)


def _other(words: Words, cause: Cause, entry: Entry | None, *, up: bool) -> str:
    if entry is None:
        return words("cause.other.removed", "a project ahead of it was removed")
    name = words("rank.who", "{name} ({key})", name=on_one_line(entry.name, LONGEST_NAME), key=entry.key)
    who = Markup(name)
    match cause:
        case Cause.ANSWER:
            return words("cause.other.answer", "the answers of {who} changed", who=who)
        case Cause.BALLOT:
            return words("cause.other.ballot", "new ballots for {who} were counted", who=who)
        case Cause.FRESHNESS:
            return words("cause.other.freshness", "the confidence of {who} changed with time", who=who)
        case Cause.NEW:
            return words("cause.other.new", "new on the board: {who}", who=who)
        case Cause.STAGE if up:
            return words("cause.other.rests", "resting now: {who}", who=who)
        case Cause.STAGE:
            return words("cause.other.back", "back on the board: {who}", who=who)
        case Cause.DECISION if up:
            return words("cause.other.aside", "put aside by the lead: {who}", who=who)
        case Cause.DECISION:
            return words("cause.other.back", "back on the board: {who}", who=who)
        case _:
            return words("cause.other", "because of {who}", who=who)
