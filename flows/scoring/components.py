"""Points weighed into components, Impact, Feasibility and completeness."""

from enum import StrEnum
from typing import NamedTuple

from flows.scoring.exact import SIXTHS, UNIT, WHOLE
from flows.scoring.factors import (
    COMPLETENESS_WEIGHTS,
    FACTORS,
    NO_ARCHETYPE,
    PRIORS,
    SHARES,
    Component,
    Prior,
)
from flows.scoring.points import Reading


class Weighed(NamedTuple):
    """The scores that follow from points alone. Scores are in parts of `UNIT`.

    `points` are sixths per factor with the priors filled in (0 where the factor does not apply);
    `stretch` is, per component, what WHOLE is of its applicable weights.
    """

    impact: int
    data: int
    accuracy: int
    difficulty: int
    readiness: int
    feasibility: int
    completeness: int
    points: tuple[int, ...]
    stretch: tuple[int, ...]

    @property
    def components(self) -> tuple[int, int, int, int, int]:
        """In the order of `Component`."""
        return (self.impact, self.data, self.accuracy, self.difficulty, self.readiness)


_WEIGHTS: tuple[int, ...] = tuple(factor.weight for factor in FACTORS)
_PER_COMPONENT: tuple[tuple[range, int, bool], ...] = tuple(
    (
        range(
            min(place for place, factor in enumerate(FACTORS) if factor.component is component),
            max(place for place, factor in enumerate(FACTORS) if factor.component is component) + 1,
        ),
        COMPLETENESS_WEIGHTS[component],
        component is Component.IMPACT,
    )
    for component in Component
)
_POINT_PARTS = UNIT // (SIXTHS * WHOLE)
_COMPLETENESS_PARTS = 100 * UNIT // (WHOLE * sum(COMPLETENESS_WEIGHTS.values()))
_SHARES: tuple[int, ...] = tuple(SHARES.values())
_PRIORS: dict[str | None, Prior] = {
    archetype.value: Prior(*(SIXTHS * points for points in prior)) for archetype, prior in PRIORS.items()
}
_NO_ARCHETYPE = Prior(*(SIXTHS * points for points in NO_ARCHETYPE))


def weigh(reading: Reading) -> Weighed:
    """Weighted means per component; unanswered factors stand at the prior of the archetype."""
    prior = _PRIORS.get(reading.values.get("archetype"), _NO_ARCHETYPE)
    filled: list[int] = []
    components: list[int] = []
    stretches: list[int] = []
    completeness = 0
    for places, importance, is_impact in _PER_COMPONENT:
        typical = prior.impact if is_impact else prior.feasibility
        total = applicable = answered = 0
        for place in places:
            if not reading.applies[place]:
                filled.append(0)
                continue
            weight, points = _WEIGHTS[place], reading.points[place]
            if points is None:
                points = typical
            else:
                answered += weight
            filled.append(points)
            total += weight * points
            applicable += weight
        stretch = WHOLE // applicable
        components.append(total * stretch * _POINT_PARTS)
        stretches.append(stretch)
        completeness += importance * answered * stretch
    impact, data, accuracy, difficulty, readiness = components
    shares = _SHARES
    feasible = data * shares[0] + accuracy * shares[1] + difficulty * shares[2] + readiness * shares[3]
    return Weighed(
        impact,
        data,
        accuracy,
        difficulty,
        readiness,
        feasible // 100,
        completeness * _COMPLETENESS_PARTS,
        tuple(filled),
        tuple(stretches),
    )


class CostDriver(StrEnum):
    """What the ease of Data, Accuracy or Difficulty says about cost."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


def cost_driver(ease: int) -> CostDriver:
    """Low cost from an ease of 70 points, high cost below 40. `ease` is in parts of `UNIT`."""
    if ease >= 70 * UNIT:
        return CostDriver.LOW
    return CostDriver.MEDIUM if ease >= 40 * UNIT else CostDriver.HIGH
