"""One logged result."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from pydantic import Field

from flows.fact import Fact
from flows.formulas.quantity import exactly
from flows.text import Text

DECIMAL = r"^-?[0-9]+(\.[0-9]+)?$"


class Split(StrEnum):
    """On what it was measured, from the first that exists to real use."""

    TRAIN = "train"
    VAL = "val"
    TEST = "test"
    PILOT = "pilot"
    PRODUCTION = "production"


SPLIT_NAMES = {
    Split.TRAIN: Text(en="training", ko="학습"),
    Split.VAL: Text(en="validation", ko="검증"),
    Split.TEST: Text(en="test", ko="평가"),
    Split.PILOT: Text(en="pilot", ko="파일럿"),
    Split.PRODUCTION: Text(en="real use", ko="실사용"),
}


class Measured(StrEnum):
    """What `row` of a result is an id of: a row of these questions; BUSINESS is an objective's business number."""

    OBJECTIVE = "objectives"
    BUSINESS = "business_metric"
    LATENCY = "latency_target"
    THROUGHPUT = "throughput_target"
    """This question has no rows: `row` is empty."""


class Result(Fact):
    """`value` and `noise` are decimal strings in the objective's unit; `slice` None is all of the data.

    `on` is the day it was measured, `at` when it was logged. `replaces` is the id of the result it corrects.
    """

    id: str
    row: str
    measured: Measured = Measured.OBJECTIVE
    value: str = Field(pattern=DECIMAL)
    split: Split
    on: date
    by: str
    at: datetime
    slice: str | None = None
    model: str | None = None
    model_version: str | None = None
    data_version: str | None = None
    noise: str | None = Field(default=None, pattern=r"^[0-9]+(\.[0-9]+)?$")
    link: str | None = None
    note: str | None = None
    replaces: str | None = None

    @property
    def exactly(self) -> Fraction:
        return exactly(self.value)


def in_force(results: Iterable[Result]) -> tuple[Result, ...]:
    """Those that were not corrected, the oldest measured first; the corrected ones stay in the log."""
    every = tuple(results)
    replaced = {result.replaces for result in every}
    return tuple(sorted((one for one in every if one.id not in replaced), key=_age))


def newest(results: Iterable[Result]) -> Result | None:
    """The one measured last; of one day's, the one logged last."""
    return max(results, key=_age, default=None)


def of(
    results: Iterable[Result], row: str, measured: Measured = Measured.OBJECTIVE, split: Split | None = None
) -> tuple[Result, ...]:
    """The results for one row on all of the data, in their order."""
    return tuple(
        one
        for one in results
        if one.row == row and one.measured is measured and one.slice is None and split in (None, one.split)
    )


def _age(result: Result) -> tuple[date, datetime, str]:
    return (result.on, result.at, result.id)
