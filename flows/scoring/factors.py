"""What is scored: 22 factors in five components, their weights and where their points come from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from flows.conditions import Values


class Component(StrEnum):
    """Impact, and the four parts of Feasibility (as *ease*: 100 is cheap and easy)."""

    IMPACT = "impact"
    DATA = "data"
    ACCURACY = "accuracy"
    DIFFICULTY = "difficulty"
    READINESS = "readiness"


class Archetype(StrEnum):
    """The kinds of machine-learned product (FSDL 2022)."""

    SOFTWARE_2_0 = "software_2_0"
    HUMAN_IN_THE_LOOP = "human_in_the_loop"
    AUTONOMOUS = "autonomous"


@dataclass(frozen=True, slots=True)
class ByOption:
    """The points the chosen option carries."""


@dataclass(frozen=True, slots=True)
class ByTicks:
    """Points for 0, 1, 2 … ticks, the last for that many or more; *none of these* is no tick."""

    points: tuple[Fraction, ...]


def always(_: Values) -> bool:
    return True


def never(_: Values) -> bool:
    return False


def _is_checked_by_people(values: Values) -> bool:
    return values.get("archetype") != Archetype.AUTONOMOUS


def _needs_safeguards(values: Values) -> bool:
    acts_or_assists = values.get("archetype") in (Archetype.HUMAN_IN_THE_LOOP, Archetype.AUTONOMOUS)
    return acts_or_assists or values.get("error_cost") in ("severe", "catastrophic")


def _has_labels(values: Values) -> bool:
    return values.get("label_status") == "labelled"


@dataclass(frozen=True, slots=True)
class Factor:
    """One weighed answer. Points are 0-100; weights count inside the component.

    `applies` says whether the factor counts at all; `implied` whether another answer already gives it
    100 points without asking.
    """

    component: Component
    name: str
    weight: int
    question: str
    how: ByOption | ByTicks = ByOption()
    applies: Callable[[Values], bool] = always
    implied: Callable[[Values], bool] = never

    @property
    def key(self) -> str:
        return f"{self.component}.{self.name}"


_TWENTY_EACH = ByTicks(tuple(Fraction(20 * ticks) for ticks in range(6)))
_A_THIRD_EACH = ByTicks(tuple(Fraction(100 * ticks, 3) for ticks in range(4)))
_TRAITS = ByTicks((Fraction(100), Fraction(60), Fraction(25), Fraction(0)))
_SAFEGUARDS = ByTicks((Fraction(0), Fraction(40), Fraction(70), Fraction(100)))

_I, _D, _A, _F, _R = Component

FACTORS: tuple[Factor, ...] = (
    Factor(_I, "value", 30, "value_size"),
    Factor(_I, "need", 20, "product_need"),
    Factor(_I, "automation", 15, "manual_work"),
    Factor(_I, "scale", 15, "prediction_scale"),
    Factor(_I, "flywheel", 10, "flywheel", _A_THIRD_EACH, applies=_is_checked_by_people),
    Factor(_I, "industry", 10, "prior_art"),
    Factor(_D, "labels", 30, "label_status"),
    Factor(_D, "access", 20, "data_access"),
    Factor(_D, "label_cost", 15, "label_cost", implied=_has_labels),
    Factor(_D, "volume", 15, "data_volume"),
    Factor(_D, "quality", 10, "data_quality", _TWENTY_EACH),
    Factor(_D, "privacy", 10, "data_privacy"),
    Factor(_A, "error_cost", 45, "error_cost"),
    Factor(_A, "required", 30, "required_correctness"),
    Factor(_A, "ethics", 15, "ethics_check"),
    Factor(_A, "safeguards", 10, "error_handling", _SAFEGUARDS, applies=_needs_safeguards),
    Factor(_F, "clarity", 25, "problem_clarity"),
    Factor(_F, "prior_work", 25, "prior_art"),
    Factor(_F, "hard_traits", 20, "hard_traits", _TRAITS),
    Factor(_F, "human", 15, "human_can_do"),
    Factor(_F, "compute", 15, "compute_fit"),
    Factor(_R, "items", 100, "readiness_items", _TWENTY_EACH),
)
"""In display order; a factor's place in this table is its identity inside the scorer."""

PLACE: Mapping[str, int] = {factor.key: place for place, factor in enumerate(FACTORS)}

SHARES: Mapping[Component, int] = {
    Component.DATA: 40,
    Component.ACCURACY: 25,
    Component.DIFFICULTY: 20,
    Component.READINESS: 15,
}
"""Percent of Feasibility: the three cost drivers of FSDL in their order, then *are you ready*."""

COMPLETENESS_WEIGHTS: Mapping[Component, int] = {Component.IMPACT: 100, **SHARES}


class Prior(NamedTuple):
    """Points an applicable but unanswered factor takes."""

    impact: int
    feasibility: int


NO_ARCHETYPE = Prior(45, 40)

PRIORS: Mapping[Archetype, Prior] = {
    Archetype.SOFTWARE_2_0: Prior(30, 65),
    Archetype.HUMAN_IN_THE_LOOP: Prior(45, 40),
    Archetype.AUTONOMOUS: Prior(65, 15),
}
"""Typical values of the archetypes, read from the FSDL 2022 chart and rounded to 5."""
