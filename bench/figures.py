"""Figures and how they are told: medians and ratios, never one absolute time alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True, slots=True)
class Ratio:
    """Ours against the floor. `goal` is the bound, `at_most` whether it bounds from above."""

    name: str
    ours: float
    floor: float
    unit: str
    goal: float | None = None
    at_most: bool = True

    @property
    def value(self) -> float:
        return self.ours / self.floor

    @property
    def met(self) -> bool:
        if self.goal is None:
            return True
        return self.value <= self.goal if self.at_most else self.value >= self.goal

    def line(self) -> str:
        sign = "<=" if self.at_most else ">="
        goal = f"goal {sign} {self.goal:g}x: {'met' if self.met else 'MISSED'}" if self.goal else ""
        return (
            f"{self.name:<44} {self.ours:>9.2f} {self.floor:>9.2f} {self.unit:<8} {self.value:>6.2f}x  {goal}".rstrip()
        )


HEADING = f"{'':<44} {'ours':>9} {'floor':>9} {'unit':<8} {'ratio':>7}"


def p50(values: Sequence[float]) -> float:
    return median(values)


def p99(values: Sequence[float]) -> float:
    return quantiles(values, n=100, method="inclusive")[98]
