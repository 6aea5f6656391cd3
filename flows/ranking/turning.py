"""How far a weight has to move until two projects tie."""

from fractions import Fraction
from typing import NamedTuple

from flows.ranking.contender import Contender
from flows.ranking.order import Ranking
from flows.scoring.priority import Weights


class TurningPoint(NamedTuple):
    """At `alpha` instead of the weight now the two tie; `change` is relative to it, None when it is 0."""

    weight: str
    alpha: Fraction
    change: Fraction | None


def turning_points(ahead: Contender, behind: Contender, weights: Weights) -> tuple[TurningPoint, ...]:
    """The weights that, moved alone, make the two projects tie, in the order of `Weights`.

    A weight on which they are equal has none, nor one that would have to be negative.
    """
    alphas = tuple(map(Fraction, weights))
    apart = [a - b for a, b in zip(ahead.components, behind.components, strict=True)]
    lead = sum((alpha * distance for alpha, distance in zip(alphas, apart, strict=True)), Fraction(0))
    found: list[TurningPoint] = []
    for name, alpha, distance in zip(Weights._fields, alphas, apart, strict=True):
        if distance and (needed := alpha - lead / distance) >= 0:
            found.append(TurningPoint(name, needed, (needed - alpha) / alpha if alpha else None))
    return tuple(found)


def neighbours(ranking: Ranking) -> tuple[tuple[Contender, Contender, tuple[TurningPoint, ...]], ...]:
    """Every project with the one right behind it and their turning points, best first."""
    pairs = zip(ranking.order, ranking.order[1:], strict=False)
    return tuple((ahead, behind, turning_points(ahead, behind, ranking.weights)) for ahead, behind in pairs)
