"""The last result of everything a project measures, as its charter shows it."""

from collections.abc import Iterator, Sequence

from flows.catalogue import Catalogue
from flows.charter.charter import Result as Shown
from flows.conditions import Values
from flows.results.baseline import baselines
from flows.results.findings import findings, value_now
from flows.results.measurable import measurable
from flows.results.result import SPLIT_NAMES, Measured, Result, in_force, of


def last_results(catalogue: Catalogue, values: Values, results: Sequence[Result]) -> Iterator[Shown]:
    """Nothing for what was never measured; what counts is the result nearest to real use."""
    every = in_force(results)
    for thing in measurable(values, catalogue):
        now = value_now(of(every, thing.row, thing.measured))
        if now is None:
            continue
        about = thing.objective if thing.measured is Measured.OBJECTIVE else None
        said = findings(baselines(about, values), results) if about else ()
        yield Shown(
            objective=thing.name,
            value=now.exactly,
            unit=thing.unit,
            day=now.on,
            reading=said[0].sentence if said else None,
            split=SPLIT_NAMES[now.split],
        )
