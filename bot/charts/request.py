"""What a picture shows: plain values that go to another process as JSON."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from flows.scoring.factors import Archetype
from flows.text import Language


@dataclass(frozen=True, slots=True)
class Spread:
    """From where to where the ballots see a project, in points 0-100."""

    impact: tuple[float, float]
    feasibility: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """A project on the 2x2, in points 0-100. `best` says that it is on the Pareto front."""

    key: str
    name: str
    impact: float
    feasibility: float
    archetype: Archetype | None = None
    best: bool = False
    spread: Spread | None = None


@dataclass(frozen=True, slots=True)
class Quadrants:
    """The 2x2 of impact and feasibility. `spots` are in the order of the board: the first get their names first."""

    language: Language
    spots: tuple[Spot, ...]
    kind: Literal["quadrants"] = "quadrants"


@dataclass(frozen=True, slots=True)
class Measured:
    day: date
    value: float


@dataclass(frozen=True, slots=True)
class Results:
    """An objective's values over time, against what they are compared with. `values` are in order of the day."""

    language: Language
    objective: str
    unit: str
    values: tuple[Measured, ...]
    baseline: float | None = None
    target: float | None = None
    human: float | None = None
    kind: Literal["results"] = "results"


Request = Quadrants | Results
