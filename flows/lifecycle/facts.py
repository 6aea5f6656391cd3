"""What checks look at besides answers: verdict, owner, results, the card."""

from collections.abc import Callable, Mapping

from flows.answers import Answer, AnswerState
from flows.catalogue import Catalogue
from flows.conditions import Values
from flows.lifecycle.standing import Standing
from flows.results.baseline import baselines
from flows.results.finding import Code
from flows.results.findings import findings, over
from flows.results.objective import objectives, primary
from flows.results.result import Measured, Result, Split, in_force, newest, of
from flows.scoring.verdict import Verdict

Test = Callable[[Standing, Values, Catalogue], bool]
"""Looks at the standing, the answers that count and the catalogue."""

_WARNINGS = frozenset({Code.UNDERFIT, Code.OVERFIT, Code.VAL_OVERUSED})


def _quick_complete(project: Standing, values: Values, catalogue: Catalogue) -> bool:
    def done(key: str, answer: Answer | None) -> bool:
        unknown = answer is not None and answer.state is AnswerState.UNKNOWN
        return key in values or (unknown and catalogue[key].offers_unknown)

    return all(done(key, project.answers.get(key)) for key in catalogue.quick)


def _verdict_allows(project: Standing, values: Values, catalogue: Catalogue) -> bool:
    return project.verdict is not None and project.verdict is not Verdict.DO_NOT_USE_ML


def _owner_named(project: Standing, values: Values, catalogue: Catalogue) -> bool:
    return bool(project.owner)


def _rules_first(project: Standing, values: Values, catalogue: Catalogue) -> bool:
    return project.verdict is Verdict.GO_RULES_FIRST


def _beats_baseline(project: Standing, values: Values, catalogue: Catalogue) -> bool:
    objective = primary(values)
    if objective is None:
        return False
    compared = baselines(objective, values)
    result = newest(of(in_force(project.results), objective.row, split=Split.TEST))
    if result is None:
        return False
    if best := compared.without_ml:
        return over(compared, result, best)
    return False


def _hard_limits_met(project: Standing, values: Values, catalogue: Catalogue) -> bool:
    hard = any(
        row.get("hardness") == "hard" for key in ("stakeholders", "latency_target") for row in _rows(values, key)
    )
    results = in_force(project.results)
    limits = [one for one in objectives(values) if not one.optimise]
    if not hard:
        return True
    measured = ((one, newest(of(results, one.row, split=Split.TEST))) for one in limits)
    return all(result and one.direction.keeps(result.exactly, one.target) for one, result in measured)


def _tested(project: Standing, values: Values, catalogue: Catalogue) -> bool:
    return any(one.split is Split.TEST for one in _of_objectives(project))


def _no_warning(project: Standing, values: Values, catalogue: Catalogue) -> bool:
    """The objective measured last raises no warning; nothing measured is not enough."""
    last = newest(one for one in _of_objectives(project) if one.slice is None)
    objective = next((one for one in objectives(values) if last and one.row == last.row), None)
    if objective is None:
        return False
    found = findings(baselines(objective, values), project.results)
    return not _WARNINGS.intersection(one.code for one in found)


def _slices_measured(project: Standing, values: Values, catalogue: Catalogue) -> bool:
    return "slices" in values and any(one.slice for one in _of_objectives(project))


def _reproducible(project: Standing, values: Values, catalogue: Catalogue) -> bool:
    last = newest(_of_objectives(project))
    return last is not None and bool(last.data_version and last.model_version)


def _piloted(project: Standing, values: Values, catalogue: Catalogue) -> bool:
    return any(one.split is Split.PILOT for one in _of_objectives(project))


def _speed_measured(project: Standing, values: Values, catalogue: Catalogue) -> bool:
    results = in_force(project.results)
    rows = _rows(values, Measured.LATENCY)
    wanted = [(str(row.get("id")), Measured.LATENCY) for row in rows]
    if Measured.THROUGHPUT in values:
        wanted.append(("", Measured.THROUGHPUT))
    return bool(wanted) and all(of(results, row, measured) for row, measured in wanted)


def _ml_tests_scored(project: Standing, values: Values, catalogue: Catalogue) -> bool:
    return project.ml_tests is not None


def _card_published(project: Standing, values: Values, catalogue: Catalogue) -> bool:
    return project.card_published


def _rows(values: Values, key: str) -> tuple[Mapping[str, object], ...]:
    return tuple(values.get(key) or ())


def _of_objectives(project: Standing) -> tuple[Result, ...]:
    return tuple(one for one in in_force(project.results) if one.measured is Measured.OBJECTIVE)


FACTS: Mapping[str, Test] = {
    "quick_complete": _quick_complete,
    "verdict_allows": _verdict_allows,
    "owner_named": _owner_named,
    "rules_first": _rules_first,
    "beats_baseline": _beats_baseline,
    "hard_limits_met": _hard_limits_met,
    "tested": _tested,
    "no_warning": _no_warning,
    "slices_measured": _slices_measured,
    "reproducible": _reproducible,
    "piloted": _piloted,
    "speed_measured": _speed_measured,
    "ml_tests_scored": _ml_tests_scored,
    "card_published": _card_published,
}
