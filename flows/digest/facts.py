"""What can be told of a portfolio: what happened, and what waits for somebody."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from flows.cadence.freshness import Freshness
from flows.text import Phrase, Text


@dataclass(frozen=True, slots=True)
class Project:
    """A reference: a view makes a link to its thread of it. `key` is the short one, `ML-12`; `owner` a Slack id."""

    key: str
    name: str
    owner: str

    def __str__(self) -> str:
        return f"{self.name} ({self.key})"


@dataclass(frozen=True, slots=True)
class Person:
    """A reference: a view makes a mention of it."""

    id: str

    def __str__(self) -> str:
        return self.id


@dataclass(frozen=True, slots=True)
class Told:
    """Something about a project."""

    project: Project


@dataclass(frozen=True, slots=True)
class Happened(Told):
    """Told once: in the digest whose span holds `at`, the instant it happened or began."""

    at: datetime


# What happened.


@dataclass(frozen=True, slots=True)
class Started(Happened):
    pass


@dataclass(frozen=True, slots=True)
class VerdictChanged(Happened):
    """Codes of verdicts."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Overridden(Happened):
    """`rule` is the code of the gate somebody went past."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class StageMoved(Happened):
    """Codes of stages, and of the reason where it went back or was paused."""

    before: str
    after: str
    code: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Stopped(Happened):
    code: str
    learnt: str


class Decision(StrEnum):
    ACCEPT = "accept"
    DECLINE = "decline"
    DEFER = "defer"
    MERGE = "merge"


@dataclass(frozen=True, slots=True)
class Decided(Happened):
    decision: Decision
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ResultLogged(Happened):
    """Values as people read them, with their unit; `progress` in whole percent; `reading` what it means."""

    objective: str
    after: str
    before: str | None = None
    baseline: str | None = None
    target: str | None = None
    progress: int | None = None
    reading: Text | Phrase | None = field(default=None, hash=False)  # a phrase has no hash
    primary: bool = True


@dataclass(frozen=True, slots=True)
class BallotClosed(Happened):
    people: int


@dataclass(frozen=True, slots=True)
class Reviewed(Happened):
    """Without an objective the project was."""

    objective: str = ""


@dataclass(frozen=True, slots=True)
class QuickWin(Happened):
    """A fix without ML that can start today."""

    fix: str


@dataclass(frozen=True, slots=True)
class Risk(Happened):
    """`points` are likelihood times impact, 1 to 9."""

    risk: str
    points: int


@dataclass(frozen=True, slots=True)
class LimitBroken(Happened):
    metric: str


@dataclass(frozen=True, slots=True)
class Aged(Happened):
    """It became stale or dormant; `last` is the day of the last review."""

    state: Freshness
    last: date


class Cause(StrEnum):
    """Why projects usually fail."""

    BADLY_SCOPED = "badly_scoped"
    STUCK_AT_PROTOTYPE = "stuck_at_prototype"
    VALUE_UNCLEAR = "value_unclear"
    SUCCESS_UNDEFINED = "success_undefined"
    NO_ONE_LEADING = "no_one_leading"
    BUILT_NOT_RUN = "built_not_run"


@dataclass(frozen=True, slots=True)
class Warned(Happened):
    cause: Cause


class Mover(StrEnum):
    """What moved a project in the ranking."""

    ANSWER = "answer"
    WEIGHT = "weight"
    NEW_PROJECT = "new_project"
    BALLOT = "ballot"
    TIME = "time"
    STAGE = "stage"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class RankMoved(Told):
    """Places count from 1; in the week of the digest. `other` is the project whose change moved this one."""

    before: int
    after: int
    mover: Mover
    other: Project | None = None


# What waits for somebody, and is told until it does not.


@dataclass(frozen=True, slots=True)
class Contested(Told):
    """People score a gate differently; `gate` is its code."""

    gate: str


@dataclass(frozen=True, slots=True)
class Conflicting(Told):
    """Hard requirements that cannot all be met."""

    requirements: str


@dataclass(frozen=True, slots=True)
class PrototypeOverdue(Told):
    """Past its day to proceed or stop."""

    day: date


@dataclass(frozen=True, slots=True)
class LeftToLead(Told):
    """Went up to the lead; `last` is the day of the last review."""

    last: date


@dataclass(frozen=True, slots=True)
class ReviewDue(Told):
    """Waits for `owner` since the day `due`; without an objective it is the project's own review."""

    owner: Person
    due: date
    objective: str = ""


class Occasion(StrEnum):
    DEADLINE = "deadline"
    PROTOTYPE = "prototype"
    WAKE_UP = "wake_up"


@dataclass(frozen=True, slots=True)
class DateAhead(Told):
    day: date
    occasion: Occasion


Sayable = (
    Started | VerdictChanged | Overridden | StageMoved | Stopped | Decided | ResultLogged | BallotClosed
    | QuickWin | Risk | LimitBroken | Aged | Warned | RankMoved
    | Contested | Conflicting | PrototypeOverdue | LeftToLead | ReviewDue | DateAhead
)  # fmt: skip
Fact = Sayable | Reviewed
"""A review that was done is only counted."""


@dataclass(frozen=True, slots=True)
class CloseCall:
    """The two that swap when `weight` goes up or down by `percent`, a number as people read it."""

    one: Project
    other: Project
    weight: Text
    up: bool
    percent: str


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Of the projects that are active: how many per stage, by its code, and the confidence in each score, 0-100."""

    stages: Mapping[str, int] = field(default_factory=dict)
    confidences: tuple[Fraction, ...] = ()
    close_call: CloseCall | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """What codes of stages, verdicts, rules, gates and reasons are called. What has no name is shown as its code."""

    texts: Mapping[str, Text] = field(default_factory=dict)

    def __getitem__(self, code: str) -> Text:
        return self.texts.get(code) or Text(en=code, ko=code)
