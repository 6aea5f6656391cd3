"""A project among others."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from flows.scoring.exact import UNIT
from flows.scoring.factors import SHARES
from flows.scoring.priority import Vector
from flows.scoring.score import Score
from flows.scoring.verdict import Verdict

Parts = int | Fraction
"""Points in parts of `UNIT`, exact. Almost always a whole number; Python adds and compares both."""

_SHARES = tuple(SHARES.values())


class Contender(NamedTuple):
    """What ranking needs of a project.

    `components` are impact, data, accuracy, difficulty, readiness and confidence. `resting` says that it is
    paused, stopped or retired.
    """

    key: str
    verdict: Verdict
    components: tuple[Parts, ...]
    resting: bool = False

    @property
    def eligible(self) -> bool:
        """Whether it is ranked at all; what is not is parked."""
        return self.verdict is not Verdict.DO_NOT_USE_ML and not self.resting

    @property
    def impact(self) -> Parts:
        return self.components[0]

    @property
    def feasibility(self) -> Parts:
        eased = sum(share * part for share, part in zip(_SHARES, self.components[1:5], strict=True))
        return eased // 100 if eased % 100 == 0 else Fraction(eased) / 100

    @property
    def shown_point(self) -> tuple[int, int]:
        """(impact, feasibility) in tenths, as displayed: half up."""
        return tenths(self.impact), tenths(self.feasibility)


def contender(key: str, vector: Vector, verdict: Verdict, *, resting: bool = False) -> Contender:
    """A stored project; `vector` is in points 0-100."""
    return Contender(key, verdict, tuple(_parts(points) for points in vector), resting)


def contender_of(key: str, score: Score, *, resting: bool = False) -> Contender:
    """A project as it has just been scored."""
    return Contender(key, score.verdict, (*score.weighed.components, _confidence(score)), resting)


def weighed(components: Sequence[Parts], weights: Sequence[int]) -> Parts:
    """The weighted sum of components; divide by the sum of weights for the Priority."""
    impact, data, accuracy, difficulty, readiness, confidence = components
    a, b, c, d, e, f = weights
    return impact * a + data * b + accuracy * c + difficulty * d + readiness * e + confidence * f


def tenths(parts: Parts) -> int:
    """Points in tenths, half up. Not for negative numbers."""
    return (20 * parts + UNIT) // (2 * UNIT)


def _confidence(score: Score) -> Parts:
    around = score.circumstances
    share = around.freshness.share * around.agreement
    return score.weighed.completeness if share == 1 else _whole(score.weighed.completeness * share)


def _parts(points: Fraction) -> Parts:
    return _whole(points * UNIT)


def _whole(parts: Fraction) -> Parts:
    return parts.numerator if parts.denominator == 1 else parts
