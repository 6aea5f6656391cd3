"""Which model to take (DMLS, chapter 6)."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from flows.formulas.progress import Direction
from flows.formulas.quantity import Quantity, exactly

Measured = Mapping[str, Quantity]
"""A candidate's value per metric."""


class Metric(NamedTuple):
    """What is measured; `weight` 0 is only a limit or only shown.

    `limit` is what a candidate has to keep. `low` and `high` are the scale its points are on; where one is
    None it is the lowest or highest value among those that keep all limits.
    """

    name: str
    direction: Direction
    weight: Quantity = 1
    limit: Quantity | None = None
    low: Quantity | None = None
    high: Quantity | None = None


class Choice(NamedTuple):
    """`order` is best first with points 0-100; `dropped` miss a limit; `dominated` are nowhere better."""

    order: tuple[tuple[str, Fraction], ...]
    dropped: tuple[str, ...]
    dominated: tuple[str, ...]


def candidates(measured: Mapping[str, Measured], metrics: Sequence[Metric]) -> Choice:
    """Drop who misses a limit, order the rest by the weighted mean of their places on each scale.

    A candidate is dominated when another of the rest is as good on every metric and better on one. Ties
    are in order of name; without weights everybody has 0 points. Raises KeyError when a value is missing.
    """
    values = {name: tuple(exactly(of[metric.name]) for metric in metrics) for name, of in sorted(measured.items())}
    rest = {name: row for name, row in values.items() if all(map(_keeps, metrics, row))}
    scales = [_scale(metric, [row[at] for row in rest.values()]) for at, metric in enumerate(metrics)]
    weights = [exactly(metric.weight) for metric in metrics]
    points = {
        name: _mean([_points(*one) for one in zip(metrics, row, scales, strict=True)], weights)
        for name, row in rest.items()
    }
    return Choice(
        tuple(sorted(points.items(), key=lambda one: -one[1])),
        tuple(name for name in values if name not in rest),
        tuple(name for name, row in rest.items() if any(_dominates(other, row, metrics) for other in rest.values())),
    )


def _keeps(metric: Metric, value: Fraction) -> bool:
    return metric.limit is None or metric.direction.keeps(value, exactly(metric.limit))


def _scale(metric: Metric, values: Sequence[Fraction]) -> tuple[Fraction, Fraction]:
    nothing = Fraction(0)
    low = min(values, default=nothing) if metric.low is None else exactly(metric.low)
    high = max(values, default=nothing) if metric.high is None else exactly(metric.high)
    return low, high


def _points(metric: Metric, value: Fraction, scale: tuple[Fraction, Fraction]) -> Fraction:
    low, high = scale
    if low >= high:
        return Fraction(100)
    place = min(max(100 * (value - low) / (high - low), Fraction(0)), Fraction(100))
    return place if metric.direction is Direction.HIGHER else 100 - place


def _mean(points: Sequence[Fraction], weights: Sequence[Fraction]) -> Fraction:
    total = sum(weights, Fraction(0))
    weighed = sum((alpha * one for alpha, one in zip(weights, points, strict=True)), Fraction(0))
    return weighed / total if total else Fraction(0)


def _dominates(one: Sequence[Fraction], other: Sequence[Fraction], metrics: Sequence[Metric]) -> bool:
    return one != other and all(
        metric.direction.keeps(mine, theirs) for metric, mine, theirs in zip(metrics, one, other, strict=True)
    )
