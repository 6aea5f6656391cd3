"""Everything of a project that results can be about."""

from dataclasses import dataclass
from typing import Any

from flows.catalogue import Catalogue
from flows.conditions import Values
from flows.questions import Rows
from flows.reading import Unreadable
from flows.results.objective import Objective, objectives
from flows.results.result import Measured
from flows.results.typed import ResultLine, read_result_line
from flows.text import Phrase, Text, phrase

_ABOUT_NAMES = frozenset({"result.no_such_objective", "result.which_objective"})


@dataclass(frozen=True, slots=True)
class Thing:
    """What can be measured. `objective` is the one it belongs to; speed belongs to none."""

    row: str
    measured: Measured
    name: Text
    unit: str
    objective: Objective | None = None

    @property
    def key(self) -> str:
        return f"{self.measured.value}:{self.row}"


def measurable(values: Values, catalogue: Catalogue) -> tuple[Thing, ...]:
    """Objectives, their business numbers, then speed."""
    every = objectives(values)
    found = [Thing(one.row, Measured.OBJECTIVE, _same(one.name), one.unit, one) for one in every]
    business = ((one, one.business_metric) for one in every)
    found += [Thing(one.row, Measured.BUSINESS, _same(name), "", one) for one, name in business if name]
    for row in values.get("latency_target") or ():
        found.append(Thing(str(row["id"]), Measured.LATENCY, _percentile(catalogue, row), "ms"))
    if Measured.THROUGHPUT in values:
        found.append(Thing("", Measured.THROUGHPUT, catalogue["throughput_target"].question, ""))
    return tuple(found)


def thing_of(things: tuple[Thing, ...], row: str | None, measured: Measured) -> Thing | None:
    return next((one for one in things if (one.row, one.measured) == (row, measured)), None)


def typed_value(text: str, values: Values, row: str) -> str | Phrase:
    """A value of this objective as it is stored, where nothing but the value is asked for; or why it is none."""
    line = read_result_line(text, values, row)
    if isinstance(line, ResultLine) and (line.row, line.measured) == (row, Measured.OBJECTIVE):
        return line.value
    if isinstance(line, Unreadable) and line.problem.key not in _ABOUT_NAMES:
        return line.problem
    return phrase("result.only_value", "Please give just the value here, such as 82%.")


def _percentile(catalogue: Catalogue, row: Any) -> Text:
    group = catalogue["latency_target"]
    options = {
        option.value: option.label
        for column in (group.columns if isinstance(group, Rows) else ())
        for option in column.options
    }
    label = options.get(str(row.get("percentile")), _same(str(row.get("percentile"))))
    return Text(en=f"Latency {label.en}", ko=f"지연 시간 {label.ko}")


def _same(name: str) -> Text:
    return Text(en=name, ko=name)
