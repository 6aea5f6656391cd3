"""How far a score can be trusted."""

from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from flows.scoring.exact import UNIT

FULL = Fraction(1)


class Freshness(StrEnum):
    """How long ago the project was reviewed, measured in its cadence."""

    FRESH = "fresh"
    DUE = "due"
    OVERDUE = "overdue"
    STALE = "stale"
    DORMANT = "dormant"

    @property
    def share(self) -> Fraction:
        """What is left of the confidence: 1 down to 1/2."""
        match self:
            case Freshness.FRESH | Freshness.DUE:
                return FULL
            case Freshness.OVERDUE:
                return Fraction(9, 10)
            case Freshness.STALE:
                return Fraction(3, 4)
            case Freshness.DORMANT:
                return Fraction(1, 2)


class Band(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@lru_cache(maxsize=4096)
def confidence(completeness: int, freshness: Freshness, agreement: Fraction) -> Fraction:
    """Completeness x Freshness x Agreement, in points 0-100.

    `completeness` is in parts of `UNIT`; `agreement` is 1 for one voice, 0 for a full split.
    """
    return Fraction(completeness, UNIT) * freshness.share * agreement


def band(points: Fraction | int) -> Band:
    """High from 80 points of confidence, low below 50."""
    if points >= 80:
        return Band.HIGH
    return Band.MEDIUM if points >= 50 else Band.LOW
