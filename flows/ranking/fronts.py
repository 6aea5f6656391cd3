"""Pareto fronts: what is worth a look whatever the weights."""

from bisect import bisect_right
from collections.abc import Sequence

Point = tuple[int, int]
"""(impact, feasibility), more is better; as displayed, so that people can check it."""


def fronts(points: Sequence[Point]) -> list[int]:
    """The front of every point, from 1; equal points share theirs.

    Front 1 is dominated by nobody, front 2 by nobody once front 1 is gone, and so on. One point dominates
    another when it is at least as good in both and better in one. Takes n log n steps.
    """
    # From the right to the left, what came before dominates when it is as high. A front takes what is
    # higher than its highest so far, and those highest ones descend from front to front.
    highest_down: list[int] = []
    found: dict[Point, int] = {}
    for point in sorted(set(points), reverse=True):
        front = bisect_right(highest_down, -point[1])
        if front == len(highest_down):
            highest_down.append(-point[1])
        else:
            highest_down[front] = -point[1]
        found[point] = front + 1
    return [found[point] for point in points]
