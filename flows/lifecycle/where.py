"""A project's place in the lifecycle, with the way it came."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal

from pydantic import AwareDatetime, Field

from flows.answers import Answers
from flows.fact import Fact
from flows.lifecycle.reason import Kind
from flows.lifecycle.stage import Stage

TOO_OFTEN = 3
"""So many returns for one reason say that the approach is wrong, not only the model."""


class Tick(Fact):
    by: str
    at: AwareDatetime
    note: str | None = None


class Override(Fact):
    """The owner decided that a mandatory check need not hold; shown to everybody."""

    by: str
    at: AwareDatetime
    reason: str


class Step(Fact):
    """A move that was made. It names what it cleared, so that it can be told again whatever is declared later."""

    event: Literal["step"] = "step"
    code: str
    kind: Kind
    origin: Stage
    target: Stage
    by: str
    at: AwareDatetime
    note: str | None = None
    reopens: tuple[str, ...] = ()
    cleared: tuple[str, ...] = ()
    wakes_on: date | None = None
    new_round: bool = False


class Where(Fact):
    """`left` is the active stage that a paused or stopped project comes from; `since` is when it came here.

    `substage` is what the team says it is doing; None until somebody says so.
    """

    stage: Stage
    since: AwareDatetime
    substage: str | None = None
    left: Stage | None = None
    wakes_on: date | None = None
    ticks: Mapping[str, Tick] = Field(default_factory=dict)
    overrides: Mapping[str, Override] = Field(default_factory=dict)
    path: tuple[Step, ...] = ()
    round: int = 1

    @property
    def returns(self) -> Mapping[str, int]:
        """How often the project went back, by reason."""
        return Counter(step.code for step in self.path if step.kind is Kind.BACK)

    @property
    def repeated(self) -> tuple[str, ...]:
        """Reasons for which it went back too often."""
        return tuple(code for code, count in self.returns.items() if count >= TOO_OFTEN)

    def reopened(self, answers: Answers) -> tuple[str, ...]:
        """Questions that a move reopened and nobody answered since."""
        last: dict[str, datetime] = {key: step.at for step in self.path for key in step.reopens}
        return tuple(key for key, at in last.items() if key not in answers or answers[key].at <= at)
