"""How much an order hangs on the weights."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from flows.ranking.contender import Contender, Parts, weighed
from flows.ranking.order import Ranking
from flows.ranking.weights import whole
from flows.scoring.priority import Weights

MOST_PAIRS = 1000


class Move(StrEnum):
    UP = "+10%"
    DOWN = "-10%"


@dataclass(frozen=True, slots=True)
class Swap:
    """What happens when one weight moves: `count` pairs change places, `pairs` are (ahead, behind) now."""

    weight: str
    move: Move
    pairs: tuple[tuple[Contender, Contender], ...]
    count: int


def swaps(ranking: Ranking, most_pairs: int = MOST_PAIRS) -> tuple[Swap, ...]:
    """The moves that change the order, one weight at a time, by weight and up before down.

    None means stable, some a close call. Lists at most so many pairs per move, sorted by their places.
    """
    order, alphas = ranking.order, whole(ranking.weights)
    ties = sorted(range(len(order)), key=lambda place: (-order[place].impact, order[place].key))
    behind = [0] * len(order)
    for tie, place in enumerate(ties):
        behind[place] = tie
    now = [weighed(one.components, alphas) for one in order]
    found: list[Swap] = []
    for at, (name, alpha) in enumerate(zip(Weights._fields, alphas, strict=True)):
        for move, step in ((Move.UP, alpha), (Move.DOWN, -alpha)) if alpha else ():
            # One number per project, the smaller the further ahead, ties included.
            moved = [
                behind[place] - len(order) * (10 * worth + step * one.components[at])
                for place, (one, worth) in enumerate(zip(order, now, strict=True))
            ]
            pairs, count = _passed(moved, most_pairs)
            if count:
                named = tuple((order[ahead], order[follower]) for ahead, follower in pairs)
                found.append(Swap(name, move, named, count))
    return tuple(found)


def _passed(moved: Sequence[Parts], most: int) -> tuple[list[tuple[int, int]], int]:
    """The pairs of places whose values do not ascend, the first ones met, and how many there are.

    Sorts by insertion at the end of a list: as quick as the order is alike, and it meets every pair.
    """
    ahead: list[Parts] = []
    places: list[int] = []
    pairs: list[tuple[int, int]] = []
    count = 0
    for place, value in enumerate(moved):
        at = bisect_left(ahead, value)
        if passed := place - at:
            count += passed
            if len(pairs) < most:
                pairs.extend((other, place) for other in sorted(places[at:]))
        ahead.insert(at, value)
        if len(pairs) < most:
            places.insert(at, place)
    return sorted(pairs[:most]), count
