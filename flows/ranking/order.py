"""The order of projects."""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from flows.ranking.contender import Contender, weighed
from flows.ranking.weights import checked, whole
from flows.scoring.exact import UNIT
from flows.scoring.priority import BALANCED, Weights


class Ranking(NamedTuple):
    """Projects under some weights, best first; `parked` are those that are not ranked, in the same order."""

    order: tuple[Contender, ...]
    parked: tuple[Contender, ...]
    weights: Weights

    def priority(self, one: Contender) -> Fraction:
        """Points 0-100."""
        alphas = whole(self.weights)
        return Fraction(weighed(one.components, alphas)) / (sum(alphas) * UNIT)


def rank(contenders: Iterable[Contender], weights: Weights = BALANCED) -> Ranking:
    """By Priority descending, then Impact descending, then key ascending. Raises WeightsRefused.

    What a project is worth does not depend on the others, and scaling all weights changes nothing.
    """
    alphas = whole(checked(weights))
    ranked = sorted(contenders, key=lambda one: (-weighed(one.components, alphas), -one.impact, one.key))
    order = tuple(one for one in ranked if one.eligible)
    return Ranking(order, tuple(one for one in ranked if not one.eligible), weights)
