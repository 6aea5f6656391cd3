"""How far estimates were off: what was expected of projects against what came of them, never by person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flows.catalogue import Catalogue
from flows.conditions import Values
from flows.formulas.progress import Direction
from flows.formulas.quantity import exactly
from flows.lifecycle.stage import Stage
from flows.questions import OneOf
from flows.results.baseline import baselines
from flows.results.objective import primary

AFTER = (0, 30, 90)
"""Days after the deployment at which is asked what came of it."""
OBJECTIVE = "objective"
"""The criterion that compares the value of the primary objective with its target."""
AT_DEPLOYMENT = ("data_access", "label_cost", "compute_fit")
IN_USE = ("value_size", "manual_work", "prediction_scale", "error_cost")
CRITERIA = (OBJECTIVE, *IN_USE, *AT_DEPLOYMENT)
LEAST = 5
"""Projects with an end that it takes to say anything."""
NEAR = Fraction(5)
"""A mean that differs by no more points is about right."""

Known = Mapping[str, Any]
"""By criterion: an option of the question, or for the objective what `predicted` says."""


@dataclass(frozen=True, slots=True)
class Told:
    """One project at one time after its deployment; `realised` is None where nobody answered."""

    project: str
    stage: str
    after: int
    predicted: Known
    realised: Known | None


@dataclass(frozen=True, slots=True)
class Off:
    """A criterion over all projects, in points 0-100: `mean` above 0 is too optimistic; `size` is the mean distance."""

    criterion: str
    count: int
    mean: Fraction
    size: Fraction


@dataclass(frozen=True, slots=True)
class Calibration:
    """`closed` counts the projects that count; `offs` are in the order of CRITERIA, empty below LEAST projects."""

    closed: int
    offs: tuple[Off, ...]


def asked_after(days: int) -> tuple[str, ...]:
    """The criteria that can be judged so many days after the deployment."""
    return (OBJECTIVE, *(AT_DEPLOYMENT if days == 0 else IN_USE))


def predicted(values: Values, catalogue: Catalogue) -> dict[str, Any]:
    """What the answers lead one to expect, by criterion."""
    found: dict[str, Any] = {
        key: values[key] for key in (*IN_USE, *AT_DEPLOYMENT) if key in values and points(catalogue, key, values[key])
    }
    if objective := primary(values):
        start = baselines(objective, values).start
        found[OBJECTIVE] = {
            "row": objective.row,
            "name": objective.name,
            "unit": objective.unit,
            "target": str(objective.target),
            "start": None if start is None else str(start),
            "direction": objective.direction.value,
        }
    return found


def points(catalogue: Catalogue, key: str, option: str) -> tuple[Fraction, ...]:
    """The points of an option, if it has any."""
    question = catalogue.questions.get(key)
    options = question.options if isinstance(question, OneOf) else ()
    found = next((one.points for one in options if one.value == option), None)
    return () if found is None else (Fraction(found),)


def off(catalogue: Catalogue, criterion: str, expected: Any, came: Any) -> Fraction | None:
    """By how many points it was expected to be better than it came; None where the two cannot be compared."""
    if criterion == OBJECTIVE:
        return _short_of_target(expected, came)
    before, after = points(catalogue, criterion, expected), points(catalogue, criterion, came)
    return before[0] - after[0] if before and after else None


def calibration(told: Iterable[Told], catalogue: Catalogue) -> Calibration:
    """Of each closed project what was told last about each criterion."""
    by_project: dict[str, list[Told]] = {}
    for one in told:
        by_project.setdefault(one.project, []).append(one)
    closed = [some for some in by_project.values() if _is_closed(some)]
    if len(closed) < LEAST:
        return Calibration(len(closed), ())
    differences: dict[str, list[Fraction]] = {}
    for some in closed:
        for criterion, value in _last(some, catalogue).items():
            differences.setdefault(criterion, []).append(value)
    offs = (_off(criterion, differences[criterion]) for criterion in CRITERIA if criterion in differences)
    return Calibration(len(closed), tuple(offs))


def _is_closed(told: Iterable[Told]) -> bool:
    """Whether something was told, and nothing more is to be expected."""
    every = tuple(told)
    answered = [one for one in every if one.realised]
    over = any(one.after == AFTER[-1] for one in answered)
    return bool(answered) and (over or every[0].stage in (Stage.STOPPED, Stage.RETIRED))


def _last(told: Iterable[Told], catalogue: Catalogue) -> dict[str, Fraction]:
    found: dict[str, Fraction] = {}
    for one in sorted(told, key=lambda one: one.after):
        for criterion, came in (one.realised or {}).items():
            if criterion not in one.predicted:
                continue
            difference = off(catalogue, criterion, one.predicted[criterion], came)
            if difference is not None:
                found[criterion] = difference
    return found


def _off(criterion: str, values: list[Fraction]) -> Off:
    count = len(values)
    return Off(criterion, count, sum(values, Fraction(0)) / count, sum(map(abs, values), Fraction(0)) / count)


def _short_of_target(expected: Mapping[str, Any], came: str) -> Fraction | None:
    """The part of the way to the target that is missing, in percent; of the target itself where no start is known."""
    target, value = Fraction(expected["target"]), exactly(came)
    if expected["start"] is not None:
        way = target - Fraction(expected["start"])
    else:
        way = abs(target) if expected["direction"] == Direction.HIGHER else -abs(target)
    return 100 * (target - value) / way if way else None
