"""Where a project stands on the Impact and Feasibility chart."""

from enum import StrEnum

from flows.scoring.exact import UNIT

_MIDDLE = 50 * UNIT


class Quadrant(StrEnum):
    DO_FIRST = "do_first"
    BIG_BET = "big_bet"
    QUICK_WIN = "quick_win"
    PARK = "park"


def quadrant(impact: int, feasibility: int) -> Quadrant:
    """The quadrant of two scores in parts of `UNIT`; 50 points are enough for the better half."""
    if impact >= _MIDDLE:
        return Quadrant.DO_FIRST if feasibility >= _MIDDLE else Quadrant.BIG_BET
    return Quadrant.QUICK_WIN if feasibility >= _MIDDLE else Quadrant.PARK
