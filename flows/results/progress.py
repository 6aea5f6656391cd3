"""How far the objectives are on the way from their baselines to their targets."""

from collections.abc import Iterable

from flows.conditions import Values
from flows.formulas.progress import Aim, Limit, Progress, objective_progress
from flows.results.baseline import baselines
from flows.results.findings import value_now
from flows.results.objective import objectives
from flows.results.result import Result, in_force, of


def progress(values: Values, results: Iterable[Result]) -> Progress:
    """The weighted progress over all objectives, and the names of the limits that are missed or not measured.

    An aim without baseline and current value has no beginning, and is passed over.
    """
    every = in_force(results)
    aims: list[Aim | Limit] = []
    for objective in objectives(values):
        now = value_now(of(every, objective.row))
        value = now.exactly if now else None
        start = baselines(objective, values).start
        if not objective.optimise:
            aims.append(Limit(objective.name, objective.target, value, objective.direction))
        elif start is not None:
            aims.append(Aim(objective.name, start, objective.target, value, objective.weight))
    return objective_progress(aims)
