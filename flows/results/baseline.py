"""What a result is compared with."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from flows.catalog.loader import load_catalogue
from flows.conditions import Values
from flows.formulas.quantity import exactly
from flows.questions import Rows
from flows.results.objective import Objective
from flows.text import Text

FLOOR = ("random", "zero_rule")
SIMPLE = ("heuristic", "existing", "simple_model")
WITHOUT_ML = ("random", "zero_rule", "heuristic", "existing")
HUMAN = ("human_crowd", "human_crowd_vote", "human_expert", "human_specialist", "human_panel")
"""From the rung that is easiest to get to the one that is worth most."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """A row of `baselines` with a value. `noise` is its band, 0 where none is given."""

    type: str
    value: Fraction
    noise: Fraction

    @property
    def name(self) -> Text:
        return _names()[self.type]


@dataclass(frozen=True, slots=True)
class Baselines:
    """Those of one objective."""

    objective: Objective
    every: tuple[Baseline, ...]

    @property
    def floor(self) -> Baseline | None:
        return self.best(FLOOR)

    @property
    def simple(self) -> Baseline | None:
        return self.best(SIMPLE)

    @property
    def baseline(self) -> Baseline | None:
        return self.simple or self.floor

    @property
    def without_ml(self) -> Baseline | None:
        return self.best(WITHOUT_ML)

    @property
    def human(self) -> Baseline | None:
        """The highest rung recorded, however good it is."""
        return next((found for rung in reversed(HUMAN) if (found := self.best((rung,)))), None)

    @property
    def best_human(self) -> Baseline | None:
        return self.best(HUMAN)

    @property
    def start(self) -> Fraction | None:
        """Where the way to the target begins: the baseline, else the current value."""
        return self.baseline.value if self.baseline else self.objective.current

    def best(self, types: Iterable[str]) -> Baseline | None:
        """The best of these types; the earlier row of equals."""
        wanted = frozenset(types)
        best: Baseline | None = None
        for one in self.every:
            if one.type in wanted and (best is None or self.objective.gap(one.value, best.value) > 0):
                best = one
        return best


def baselines(objective: Objective, values: Values) -> Baselines:
    """The baselines of an objective that have a value."""
    rows = [row for row in values.get("baselines") or () if row.get("objective") == objective.row]
    known = _names()
    every = tuple(
        Baseline(row["type"], exactly(row["value"]), exactly(row.get("noise") or 0))
        for row in rows
        if row.get("type") in known and row.get("value") not in (None, "")
    )
    return Baselines(objective, every)


def _names() -> dict[str, Text]:
    question = load_catalogue()["baselines"]
    assert isinstance(question, Rows)
    return {option.value: option.label for column in question.columns for option in column.options}
