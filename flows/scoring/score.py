"""The score of one project: a pure function of its answers and circumstances."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from flows.scoring.components import Weighed
from flows.scoring.confidence import Band, band, confidence
from flows.scoring.exact import SIXTHS, exact
from flows.scoring.factors import FACTORS, PLACE, Component, Factor
from flows.scoring.facts import Circumstances
from flows.scoring.flags import Raised
from flows.scoring.levers import ArchetypeLever, Lever
from flows.scoring.points import Reading
from flows.scoring.priority import Vector
from flows.scoring.quadrant import Quadrant
from flows.scoring.verdict import Verdict


class State(StrEnum):
    """How a factor came by its points; IMPLIED counts as answered, UNANSWERED takes the archetype's prior."""

    ANSWERED = "answered"
    IMPLIED = "implied"
    UNANSWERED = "unanswered"
    NOT_APPLICABLE = "not_applicable"


class FactorScore(NamedTuple):
    """One line of the breakdown; `points` 0-100, None where the factor does not apply."""

    factor: Factor
    state: State
    points: Fraction | None


@dataclass(frozen=True, slots=True)
class Score:
    """Everything that follows from one set of answers.

    `weighed` and `priority_parts` hold exact whole numbers in parts of `exact.UNIT`; the properties give
    the same scores as Fractions in points 0-100. For Data, Accuracy, Difficulty and Readiness 100 is easy.
    `rules`, `flags` and `notes` are in display order. `coached` are the coach lines besides the levers.
    """

    reading: Reading
    weighed: Weighed
    priority_parts: int
    circumstances: Circumstances
    quadrant: Quadrant
    ml_fit: int | None
    verdict: Verdict
    rules: tuple[str, ...]
    flags: tuple[Raised, ...]
    notes: tuple[Raised, ...]
    levers: tuple[Lever, ...]
    archetype_lever: ArchetypeLever | None
    coached: tuple[str, ...]

    @property
    def impact(self) -> Fraction:
        return exact(self.weighed.impact)

    @property
    def feasibility(self) -> Fraction:
        return exact(self.weighed.feasibility)

    @property
    def components(self) -> Mapping[Component, Fraction]:
        parts = self.weighed.components
        return {component: exact(part) for component, part in zip(Component, parts, strict=True)}

    @property
    def completeness(self) -> Fraction:
        return exact(self.weighed.completeness)

    @property
    def confidence(self) -> Fraction:
        around = self.circumstances
        return confidence(self.weighed.completeness, around.freshness, around.agreement)

    @property
    def band(self) -> Band:
        return band(self.confidence)

    @property
    def priority(self) -> Fraction:
        """With the balanced weights; other weights recombine `vector`."""
        return exact(self.priority_parts)

    @property
    def vector(self) -> Vector:
        impact, data, accuracy, difficulty, readiness = map(exact, self.weighed.components)
        return Vector(impact, data, accuracy, difficulty, readiness, self.confidence)

    @property
    def strongest(self) -> Component:
        return max(Component, key=self.components.__getitem__)

    @property
    def weakest(self) -> Component:
        return min(Component, key=self.components.__getitem__)

    @property
    def breakdown(self) -> tuple[FactorScore, ...]:
        """Every factor in table order, down to the question whose answer caused it."""
        return tuple(self.of(factor.key) for factor in FACTORS)

    def of(self, factor: str) -> FactorScore:
        """One factor by key, as `impact.value`. Raises KeyError."""
        place = PLACE[factor]
        declared = FACTORS[place]
        if not self.reading.applies[place]:
            return FactorScore(declared, State.NOT_APPLICABLE, None)
        points = Fraction(self.weighed.points[place], SIXTHS)
        if self.reading.points[place] is None:
            return FactorScore(declared, State.UNANSWERED, points)
        implied = declared.implied(self.reading.values)
        return FactorScore(declared, State.IMPLIED if implied else State.ANSWERED, points)
