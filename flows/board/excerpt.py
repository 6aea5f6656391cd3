"""A board of so many projects that only the page on show is at hand."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from flows.board.board import TOP, Board, Close, Row
from flows.board.entry import Entry
from flows.board.filter import EVERYTHING, Filter
from flows.board.moves import Cause, Move
from flows.board.setting import Setting
from flows.board.stability import close_call
from flows.ranking.contender import weighed
from flows.ranking.order import Ranking
from flows.ranking.weights import whole
from flows.scoring.exact import UNIT


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What was counted and looked up elsewhere.

    `page` are (place, entry) in order, those after `first` matching ones. `leading` are the first places and
    some behind them, in order. `best` are the numbers on the page that no other project beats. `then` has the
    places of a week ago by number, None for one without a place; absent when nobody kept them.
    """

    page: Sequence[tuple[int, Entry]]
    leading: Sequence[Entry]
    parked: Sequence[Entry]
    best: Collection[int]
    first: int
    ranked: int
    matching: int
    parked_in_all: int
    then: Mapping[int, int | None] | None = None


def excerpted(found: Excerpt, setting: Setting, only: Filter = EVERYTHING) -> Board:
    """The board of an excerpt.

    Other than `board` it names no causes of moves, tells front 1 only from the others, and looks for close
    calls among `leading` alone.
    """
    alphas = whole(setting.weights)
    full = sum(alphas) * UNIT
    rows = tuple(
        Row(
            place=place,
            entry=entry,
            priority=Fraction(weighed(entry.stand.components, alphas)) / full,
            impact=Fraction(entry.stand.contender.impact) / UNIT,
            feasibility=Fraction(entry.stand.contender.feasibility) / UNIT,
            front=1 if entry.stand.number in found.best else 2,
            move=_move(found.then, entry.stand.number, place),
        )
        for place, entry in found.page
    )
    return Board(
        rows=rows,
        first=found.first,
        matching=found.matching,
        ranked=found.ranked,
        parked=tuple(found.parked),
        close=_close(found.leading, setting),
        setting=setting,
        filter=only,
        names={},
        parked_further=found.parked_in_all - len(found.parked),
    )


def _move(then: Mapping[int, int | None] | None, number: int, now: int) -> Move | None:
    if then is None:
        return None
    if number not in then:
        return Move(None, now, Cause.NEW)
    return Move(then[number], now)


def _close(leading: Sequence[Entry], setting: Setting) -> Close | None:
    contenders = {entry.stand.contender: entry for entry in leading}
    call = close_call(Ranking(tuple(contenders), (), setting.weights), TOP)
    return Close(contenders[call.ahead], contenders[call.behind], call.weight, call.change) if call else None
