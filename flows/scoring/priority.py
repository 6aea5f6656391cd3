"""One number per project: the components a team weighs against each other."""

from fractions import Fraction
from typing import NamedTuple


class Vector(NamedTuple):
    """What is stored of a project for ranking, in points 0-100. Weights recombine it and change nothing."""

    impact: Fraction
    data: Fraction
    accuracy: Fraction
    difficulty: Fraction
    readiness: Fraction
    confidence: Fraction


class Weights(NamedTuple):
    """A team's weights, each 0-100, not all zero."""

    impact: Fraction | int = 100
    data: Fraction | int = 40
    accuracy: Fraction | int = 25
    difficulty: Fraction | int = 20
    readiness: Fraction | int = 15
    confidence: Fraction | int = 0


BALANCED = Weights()
"""With these, Priority is the mean of Impact and Feasibility."""


def priority(vector: Vector, weights: Weights = BALANCED) -> Fraction:
    """The weighted mean of the components, in points 0-100. Raises ZeroDivisionError if all weights are 0."""
    total = sum((Fraction(alpha) * points for alpha, points in zip(weights, vector, strict=True)), Fraction(0))
    return total / sum(map(Fraction, weights), Fraction(0))
