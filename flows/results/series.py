"""An objective's results over time, with the lines they are compared with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from flows.results.baseline import Baseline, Baselines
from flows.results.objective import Objective
from flows.results.result import Result, Split, in_force, of


@dataclass(frozen=True, slots=True)
class Point:
    on: date
    value: Fraction
    result: str
    """Its id."""


@dataclass(frozen=True, slots=True)
class Series:
    """What a chart draws: points by split, the oldest first, and the level lines; None where there is none."""

    objective: Objective
    points: Mapping[Split, tuple[Point, ...]]
    baseline: Baseline | None
    human: Baseline | None

    @property
    def target(self) -> Fraction:
        return self.objective.target


def series(baselines: Baselines, results: Iterable[Result]) -> Series:
    """Splits without a result are left out; of several on one day all are kept."""
    mine = of(in_force(results), baselines.objective.row)
    points = {split: tuple(Point(one.on, one.exactly, one.id) for one in mine if one.split is split) for split in Split}
    return Series(
        baselines.objective,
        {split: some for split, some in points.items() if some},
        baselines.baseline,
        baselines.human,
    )
