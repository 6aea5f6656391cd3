"""Where a better answer would raise a score the most."""

from enum import StrEnum
from typing import NamedTuple

from flows.conditions import Values
from flows.scoring.components import Weighed
from flows.scoring.exact import SIXTHS, UNIT, WHOLE
from flows.scoring.factors import FACTORS, PLACE, SHARES, Archetype, Component


class Axis(StrEnum):
    """The two scores a lever can raise."""

    IMPACT = "impact"
    FEASIBILITY = "feasibility"


class Lever(NamedTuple):
    """A factor at `points` (sixths) whose best answer adds `gain` (parts of `UNIT`) to a score."""

    factor: str
    points: int
    gain: int
    axis: Axis


class ArchetypeLever(NamedTuple):
    """What usually helps this kind of product: with it the score would be `what_if` (parts of `UNIT`)."""

    coach: str
    lever: Lever
    what_if: int


SHOWN = 3

_OFFERED = frozenset(
    (
        "accuracy.required",
        "accuracy.safeguards",
        "data.access",
        "data.label_cost",
        "data.labels",
        "data.privacy",
        "data.quality",
        "data.volume",
        "difficulty.clarity",
        "difficulty.compute",
        "impact.flywheel",
        "readiness.items",
    )
)
"""Factors a team can act on."""

_FULL = 100 * SIXTHS
_COMPONENTS = tuple(Component)
_PARTS_PER_SIXTH: tuple[int, ...] = tuple(
    factor.weight * SHARES.get(factor.component, 100) * UNIT // (100 * SIXTHS * WHOLE) for factor in FACTORS
)
_STRETCHED_BY: tuple[int, ...] = tuple(_COMPONENTS.index(factor.component) for factor in FACTORS)
_PLACES = tuple(PLACE[factor.key] for factor in FACTORS if factor.key in _OFFERED)
_KEYS = tuple(factor.key for factor in FACTORS)
_AXES = tuple(Axis.IMPACT if factor.component is Component.IMPACT else Axis.FEASIBILITY for factor in FACTORS)
_FLYWHEEL, _REQUIRED, _SAFEGUARDS = (
    PLACE[key] for key in ("impact.flywheel", "accuracy.required", "accuracy.safeguards")
)


def levers(weighed: Weighed, applies: tuple[bool, ...]) -> tuple[Lever, ...]:
    """The largest possible gains, at most three, ties in table order; none that gains nothing.

    A lift is weight x (100 - points) / applicable weights, times the component's share of Feasibility.
    """
    gains = [
        (-_gain(weighed, place, _FULL), place) for place in _PLACES if applies[place] and weighed.points[place] < _FULL
    ]
    gains.sort()
    return tuple([Lever(_KEYS[place], weighed.points[place], -gain, _AXES[place]) for gain, place in gains[:SHOWN]])


def archetype_lever(values: Values, weighed: Weighed, steps: tuple[int, ...]) -> ArchetypeLever | None:
    """The advice of the archetype while its score is below 70 and it would gain something (FSDL 2022).

    `steps` are the points (sixths, ascending) that answers on required correctness can have.
    """
    match values.get("archetype"):
        case Archetype.SOFTWARE_2_0 if weighed.impact < 70 * UNIT:
            return _what_if("SW2_FLYWHEEL", weighed, _FLYWHEEL, _FULL)
        case Archetype.HUMAN_IN_THE_LOOP if weighed.feasibility < 70 * UNIT:
            now = weighed.points[_REQUIRED]
            easier = next((points for points in steps if points > now), now)
            return _what_if("HITL_DESIGN", weighed, _REQUIRED, easier)
        case Archetype.AUTONOMOUS if weighed.feasibility < 70 * UNIT:
            return _what_if("AUTO_GUARDRAIL", weighed, _SAFEGUARDS, _FULL)
        case _:
            return None


def _gain(weighed: Weighed, place: int, better: int) -> int:
    stretch = weighed.stretch[_STRETCHED_BY[place]]
    return _PARTS_PER_SIXTH[place] * (better - weighed.points[place]) * stretch


def _what_if(coach: str, weighed: Weighed, place: int, better: int) -> ArchetypeLever | None:
    gain = _gain(weighed, place, better)
    if not gain:
        return None
    axis = _AXES[place]
    now = weighed.impact if axis is Axis.IMPACT else weighed.feasibility
    return ArchetypeLever(coach, Lever(_KEYS[place], weighed.points[place], gain, axis), now + gain)
