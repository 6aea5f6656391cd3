"""How far a project is on the way to its objectives."""

from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from flows.formulas.quantity import Quantity, exactly


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"

    def keeps(self, value: Fraction, limit: Fraction) -> bool:
        """Whether the value is on the good side of the limit, or on it."""
        return value >= limit if self is Direction.HIGHER else value <= limit


class Aim(NamedTuple):
    """To optimise: from `start` to `target`. `now` is None before anything was measured."""

    name: str
    start: Quantity
    target: Quantity
    now: Quantity | None
    weight: Quantity = 1


class Limit(NamedTuple):
    """To satisfice: good enough on the right side of `limit`."""

    name: str
    limit: Quantity
    now: Quantity | None
    direction: Direction


class Progress(NamedTuple):
    """`percent` is 0-100, None without anything to optimise; `blockers` are the limits not kept, by name."""

    percent: Fraction | None
    blockers: tuple[str, ...]


def objective_progress(objectives: Iterable[Aim | Limit]) -> Progress:
    """The weighted mean of the ways gone, each 0-100, and the limits that are missed or not measured.

    What was not measured has gone no way; an aim whose target is its start is passed over.
    """
    gone = total = Fraction(0)
    blockers: list[str] = []
    for objective in objectives:
        match objective:
            case Aim(weight=weight):
                if (way := _way(objective)) is not None:
                    gone += exactly(weight) * way
                    total += exactly(weight)
            case Limit(name=name, limit=limit, now=now, direction=direction):
                if now is None or not direction.keeps(exactly(now), exactly(limit)):
                    blockers.append(name)
    return Progress(gone / total if total else None, tuple(blockers))


def _way(aim: Aim) -> Fraction | None:
    start, target = exactly(aim.start), exactly(aim.target)
    if start == target:
        return None
    reached = start if aim.now is None else exactly(aim.now)
    return min(max(100 * (reached - start) / (target - start), Fraction(0)), Fraction(100))
