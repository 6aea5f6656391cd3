"""Whether a picture has changed enough to be drawn anew."""

from bot.charts.request import Quadrants, Spot

LEAST = 1.0
"""Points; less is not seen."""


def worth_drawing(before: Quadrants | None, now: Quadrants) -> bool:
    """True when a project came or went, is called or shaped otherwise, changed fronts, or moved by a point.

    What its ballots reach from and to counts as the project itself.
    """
    if before is None:
        return bool(now.spots)
    if before.language is not now.language:
        return True
    earlier = {spot.key: spot for spot in before.spots}
    if set(earlier) != {spot.key for spot in now.spots}:
        return True
    return any(_moved(earlier[spot.key], spot) for spot in now.spots)


def _moved(before: Spot, now: Spot) -> bool:
    return (
        (before.name, before.archetype, before.best) != (now.name, now.archetype, now.best)
        or abs(before.impact - now.impact) >= LEAST
        or abs(before.feasibility - now.feasibility) >= LEAST
        or any(abs(one - other) >= LEAST for one, other in zip(_reach(before), _reach(now), strict=True))
    )


def _reach(spot: Spot) -> tuple[float, ...]:
    spread = spot.spread
    return (*spread.impact, *spread.feasibility) if spread else (spot.impact,) * 2 + (spot.feasibility,) * 2
