"""What is measured, as the intake describes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Self

from flows.conditions import Values
from flows.formulas.progress import Direction
from flows.formulas.quantity import exactly

WEIGHT = "50"
"""What an empty weight counts as."""


@dataclass(frozen=True, slots=True)
class Objective:
    """A row of `objectives`. `optimise` is as good as possible; otherwise `target` is a limit to keep."""

    row: str
    name: str
    metric: str
    unit: str
    optimise: bool
    direction: Direction
    current: Fraction | None
    target: Fraction
    weight: Fraction
    business_metric: str | None = None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        current = row.get("current")
        return cls(
            row=str(row["id"]),
            name=str(row["name"]),
            metric=str(row["metric"]),
            unit=str(row.get("unit") or ""),
            optimise=row["kind"] == "optimise",
            direction=Direction(row["direction"]),
            current=None if current in (None, "") else exactly(current),
            target=exactly(row["target"]),
            weight=exactly(row.get("weight") or WEIGHT),
            business_metric=row.get("business_metric") or None,
        )

    def gap(self, one: Fraction, other: Fraction) -> Fraction:
        """By how much `one` is better than `other`; negative when it is worse."""
        return one - other if self.direction is Direction.HIGHER else other - one


_NEEDED = ("id", "name", "metric", "kind", "direction", "target")


def objectives(values: Values) -> tuple[Objective, ...]:
    """The rows that are complete, in order."""
    rows = values.get("objectives") or ()
    return tuple(Objective.of(row) for row in rows if all(row.get(key) not in (None, "") for key in _NEEDED))


def primary(values: Values) -> Objective | None:
    """The one worked on first: as chosen, else the heaviest that is optimised; of equals the earlier.

    Where nothing is optimised, one of the limits.
    """
    every = objectives(values)
    optimised = [one for one in every if one.optimise] or every
    chosen = next((one for one in optimised if one.row == values.get("primary_objective")), None)
    return chosen or max(optimised, key=lambda one: one.weight, default=None)
