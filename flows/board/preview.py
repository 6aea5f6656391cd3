"""The order now beside the order under other weights."""

from collections.abc import Sequence
from dataclasses import dataclass

from flows.board.entry import Entry
from flows.ranking.order import rank
from flows.scoring.priority import Weights


@dataclass(frozen=True, slots=True)
class Moving:
    """A project's place now and with the new weights."""

    entry: Entry
    now: int
    then: int

    @property
    def up(self) -> int:
        return self.now - self.then


@dataclass(frozen=True, slots=True)
class Preview:
    """`rows` are the first ones under the new weights, and whoever would leave these places, in the new order.

    `moved` counts all projects that change places.
    """

    now: Weights
    new: Weights
    rows: tuple[Moving, ...]
    moved: int


def preview(entries: Sequence[Entry], now: Weights, new: Weights, most: int = 10) -> Preview:
    """Raises WeightsRefused."""
    contenders = {entry.stand.contender: entry for entry in entries}
    places = {one.key: place for place, one in enumerate(rank(contenders, now).order, start=1)}
    moving = [
        Moving(contenders[one], places[one.key], place)
        for place, one in enumerate(rank(contenders, new).order, start=1)
    ]
    rows = tuple(one for one in moving if one.then <= most or one.now <= most)
    return Preview(now, new, rows, sum(one.up != 0 for one in moving))
