"""A project as the leaderboard sees it."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from flows.decisions import Decision
from flows.ranking.contender import Contender, Parts
from flows.scoring.confidence import Band, band
from flows.scoring.exact import UNIT
from flows.scoring.factors import Archetype
from flows.scoring.verdict import Verdict

RESTING = frozenset(("paused", "stopped", "retired"))
"""Stages in which a project is listed without a place."""


class Stand(NamedTuple):
    """What a project counts with at one time.

    `components` are impact, data, accuracy, difficulty, readiness and confidence; like `completeness` they are
    in parts of `UNIT`. `ballots` grows with every ballot that is counted. `aside` says that the lead declined,
    deferred or merged it.
    """

    number: int
    components: tuple[Parts, ...]
    verdict: Verdict
    stage: str
    completeness: Parts = 0
    ballots: int = 0
    aside: bool = False

    @property
    def resting(self) -> bool:
        return self.aside or self.stage in RESTING

    @property
    def contender(self) -> Contender:
        """Its key sorts as its number does: ML-2 before ML-10."""
        return Contender(f"{self.number:012}", self.verdict, self.components, self.resting)


@dataclass(frozen=True, slots=True)
class Entry:
    """A project and what people read about it.

    `rule` is the code of the first rule behind the verdict; `note` is what was said when it was paused,
    stopped or retired; `rice` is its RICE score where reach and effort are known; `decision` is the lead's.
    """

    project: str
    key: str
    name: str
    stand: Stand
    owner: str
    archetype: Archetype | None = None
    rule: str | None = None
    note: str | None = None
    rice: Fraction | None = None
    decision: Decision | None = None

    @property
    def confidence(self) -> Fraction:
        """Points 0-100."""
        return Fraction(self.stand.components[5]) / UNIT

    @property
    def band(self) -> Band:
        return band(self.confidence)

    @property
    def provisional(self) -> bool:
        """Whether most factors still have the usual value of the archetype."""
        return self.stand.completeness < 50 * UNIT


def parts_of(points: Iterable[float | Fraction]) -> tuple[Parts, ...]:
    """Stored points 0-100 as parts of `UNIT`.

    Scores are whole numbers of parts, so that a float of 53 bits gives them back exactly; only a confidence
    that ballots have split is rounded, to less than a millionth of a point.
    """
    return tuple(round(one * UNIT) for one in points)
