"""How far the members of a team are apart."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from flows.scoring.components import Weighed
from flows.scoring.consensus import answered, median
from flows.scoring.exact import SIXTHS
from flows.scoring.factors import COMPLETENESS_WEIGHTS, FACTORS, Component
from flows.scoring.points import Reading

CONTESTED = 40 * SIXTHS
"""Sixths between the highest and the lowest points from which a factor is worth a talk."""

_COMPONENTS = tuple(Component)


class Spread(NamedTuple):
    """The points (sixths) a factor gets from those who answered it: `votes` members, ascending."""

    factor: str
    low: int
    median: int
    high: int
    votes: int

    @property
    def range(self) -> int:
        return self.high - self.low

    @property
    def contested(self) -> bool:
        return self.range >= CONTESTED


def spreads(readings: Sequence[Reading], team: Reading) -> tuple[Spread, ...]:
    """Every factor that applies to the team and somebody answered, in table order."""
    found: list[Spread] = []
    for place, factor in enumerate(FACTORS):
        if team.applies[place] and (points := answered(readings, place)):
            found.append(Spread(factor.key, points[0], median(points), points[-1], len(points)))
    return tuple(found)


def contested(found: Sequence[Spread]) -> tuple[Spread, ...]:
    """The widest first, ties in table order."""
    return tuple(sorted((spread for spread in found if spread.contested), key=lambda spread: -spread.range))


def disagreement(readings: Sequence[Reading], team: Reading, weighed: Weighed) -> Fraction:
    """The weighted mean absolute distance from the median, in points: 0 is the same, 50 split in two.

    Counts factors that two or more answered, by their share of completeness. `weighed` is of `team`.
    """
    distance, weight = Fraction(0), 0
    for place, factor in enumerate(FACTORS):
        points = answered(readings, place) if team.applies[place] else []
        if len(points) < 2:
            continue
        middle = median(points)
        share = (
            COMPLETENESS_WEIGHTS[factor.component]
            * factor.weight
            * weighed.stretch[_COMPONENTS.index(factor.component)]
        )
        distance += Fraction(share * sum(abs(given - middle) for given in points), len(points))
        weight += share
    return distance / (weight * SIXTHS) if weight else Fraction(0)
