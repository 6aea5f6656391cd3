"""How the board stood a week ago."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from flows.board.entry import Stand
from flows.scoring.priority import Weights


@dataclass(frozen=True, slots=True)
class LastWeek:
    """The weights then, and the projects then by number, those without a place included."""

    weights: Weights
    stands: Mapping[int, Stand]

    @classmethod
    def of(cls, weights: Weights, stands: Iterable[Stand]) -> Self:
        return cls(weights, {stand.number: stand for stand in stands})
