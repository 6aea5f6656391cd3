"""Answers read as points of factors."""

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from flows.catalogue import Catalogue
from flows.conditions import Values
from flows.questions import ManyOf, OneOf
from flows.scoring.asked import Asked
from flows.scoring.exact import SIXTHS
from flows.scoring.factors import FACTORS, ByOption, ByTicks, Factor, always, never

Read = Callable[[Values], int | None]


class Reading(NamedTuple):
    """One set of answers, as the scorer sees it.

    `values` are the answers that count. `points` and `applies` follow the order of `FACTORS`; points are
    in sixths (0-600), None where nobody answered. The median of several readings is a reading again.
    """

    values: Values
    points: tuple[int | None, ...]
    applies: tuple[bool, ...]


class Points:
    """The factors, compiled against the options of one catalogue."""

    def __init__(self, catalogue: Catalogue, asked: Asked) -> None:
        self._asked = asked
        self._reads: tuple[Read, ...] = tuple(_reader(catalogue, factor) for factor in FACTORS)
        self._sometimes = tuple(
            (place, factor.applies) for place, factor in enumerate(FACTORS) if factor.applies is not always
        )

    def read(self, values: Values) -> Reading:
        """Points per factor of these answers; answers that are no option count as unanswered."""
        counted = self._asked.counting(values)
        points = [read(counted) for read in self._reads]
        applies = [True] * len(points)
        for place, applicable in self._sometimes:
            if not applicable(counted):
                applies[place] = False
                points[place] = None
        return Reading(counted, tuple(points), tuple(applies))


def sixths(points: Fraction | int) -> int:
    """Points as a whole number of sixths. Raises ValueError where that is not exact."""
    whole = Fraction(points) * SIXTHS
    if whole.denominator != 1:
        raise ValueError(f"{points} points are no whole number of sixths")
    return whole.numerator


def option_points(catalogue: Catalogue, factor: Factor) -> dict[str, int]:
    """What each option of the factor's question is worth, in sixths."""
    question = catalogue[factor.question]
    if not isinstance(question, OneOf):
        raise TypeError(f"{factor.key}: {factor.question} is no single choice")
    worth = {option.value: option.points_for.get(factor.key, option.points) for option in question.options}
    if missing := [value for value, points in worth.items() if points is None]:
        raise ValueError(f"{factor.key}: {factor.question} gives no points for {missing[0]}")
    return {value: sixths(points) for value, points in worth.items() if points is not None}


def ticked(catalogue: Catalogue, question: str) -> Callable[[Values], frozenset[str] | None]:
    """Reads the ticks of a multi choice, *none of these* left out; None while unanswered."""
    asked = catalogue[question]
    if not isinstance(asked, ManyOf):
        raise TypeError(f"{question} is no multi choice")
    alone = frozenset(asked.alone)

    def read(values: Values) -> frozenset[str] | None:
        chosen = values.get(question)
        return frozenset(chosen) - alone if chosen else None

    return read


def _reader(catalogue: Catalogue, factor: Factor) -> Read:
    match factor.how:
        case ByOption():
            return _option_reader(factor, option_points(catalogue, factor))
        case ByTicks(points=curve):
            return _tick_reader(ticked(catalogue, factor.question), tuple(map(sixths, curve)))


def _option_reader(factor: Factor, worth: dict[str, int]) -> Read:
    question, implied, full = factor.question, factor.implied, 100 * SIXTHS

    def read(values: Values) -> int | None:
        return worth.get(values.get(question, ""))

    def read_or_implied(values: Values) -> int | None:
        return full if implied(values) else worth.get(values.get(question, ""))

    return read if implied is never else read_or_implied


def _tick_reader(ticks: Callable[[Values], frozenset[str] | None], curve: tuple[int, ...]) -> Read:
    last = len(curve) - 1

    def read(values: Values) -> int | None:
        chosen = ticks(values)
        return None if chosen is None else curve[min(len(chosen), last)]

    return read
