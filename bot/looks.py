"""What pressing something on a board does: a private answer, or a change by the lead."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot.asker import Asker
from bot.boards import look_at, page_of, reasons
from bot.deeds import look_refused
from bot.entered import Malformed, remembered
from bot.i18n import Words
from bot.looked import Looked, proposed_in
from bot.names import Act
from bot.views.board import Paged
from bot.views.message import Message
from bot.views.notices import sentence as notice
from bot.views.proposed import Proposed
from bot.views.weights import expert_view, read_weights, simple_view
from bot.weighing import apply, undo
from bot.world import World
from flows.ranking.weights import PRESETS, Preset
from flows.scoring.priority import Weights

OPENING = frozenset({Act.WEIGHTS_OPEN, Act.WEIGHTS_SIMPLE, Act.WEIGHTS_EXPERT})
"""Clicks that open a modal, or show another one in its place."""

REPLACING = frozenset({Act.BOARD_BEFORE, Act.BOARD_AFTER, Act.WEIGHTS_APPLY})
"""Clicks whose answer takes the place of the private message they stand in."""


def looked(db: Connection, world: World, asker: Asker, said: Looked, *, now: datetime) -> Message | None:
    """The private answer. Raises NotKnownYet."""
    team, channel, by, words = said.team, said.channel, said.by, asker.words
    if refused := look_refused(db, asker, said):
        return notice(words, refused)
    match said.act:
        case Act.BOARD_PRESET:
            if said.value not in set(Preset):
                raise Malformed("a preset that is none")
            return look_at(db, words, team, channel, by, PRESETS[Preset(said.value)])
        case Act.BOARD_WHY:
            return reasons(db, world, words, team, channel, said.value, by)
        case Act.BOARD_ALL | Act.BOARD_BEFORE | Act.BOARD_AFTER:
            paged = _paged(said)
            if paged.channel != channel:
                raise Malformed("a page of another channel")
            return page_of(db, asker, paged, now=now)
        case Act.WEIGHTS_APPLY:
            return apply(db, world, words, team, channel, _own(said).weights, by=by, now=now)
        case Act.WEIGHTS_UNDO:
            return undo(db, world, words, team, channel, by=by, now=now)
        case _:
            return None


def weights_view(said: Looked, words: Words) -> dict[str, Any]:
    """The modal about weights; switched to from the other one it keeps what was typed, as far as it can be read."""
    proposed = proposed_in(said.value)
    if said.entries is not None:
        given = {name: entry if isinstance(entry, str) else None for name, entry in said.entries.items()}
        read = read_weights(words, given) if given else {}
        if isinstance(read, Weights):
            proposed = Proposed.of(proposed.channel, read)
    return expert_view(words, proposed) if said.act is Act.WEIGHTS_EXPERT else simple_view(words, proposed)


def _own(said: Looked) -> Proposed:
    proposed = proposed_in(said.value)
    if proposed.channel != said.channel:
        raise Malformed("weights of another channel")
    return proposed


def _paged(said: Looked) -> Paged:
    return remembered(Paged, said.value)
