"""The way a project came, for drawing it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flows.lifecycle.reason import Kind
from flows.lifecycle.stage import ACTIVE, Stage
from flows.lifecycle.where import Step, Where


@dataclass(frozen=True, slots=True)
class Stay:
    """One stay in a stage: when it began, by which step, and when it ended; None while it lasts."""

    stage: Stage
    begun: datetime | None
    ended: datetime | None
    by: Step | None


@dataclass(frozen=True, slots=True)
class Loop:
    """An arrow backwards: how often, for which reasons (code and count, the most frequent first), last when."""

    origin: Stage
    target: Stage
    count: int
    reasons: tuple[tuple[str, int], ...]
    last: datetime


@dataclass(frozen=True, slots=True)
class Path:
    """`stays` are in order of time; `reached` is the furthest active stage so far; `skipped` those never stayed in
    before it; `loops` are in order of their first step."""

    stays: tuple[Stay, ...]
    reached: Stage
    skipped: tuple[Stage, ...]
    loops: tuple[Loop, ...]


def path(where: Where) -> Path:
    """The facts for drawing the path and its loops on the card."""
    first = where.path[0].origin if where.path else where.stage
    begun = [None if where.path else where.since, *(step.at for step in where.path)]
    stages = [first, *(step.target for step in where.path)]
    ended = [*(step.at for step in where.path), None]
    steps = [None, *where.path]
    stays = tuple(Stay(*one) for one in zip(stages, begun, ended, steps, strict=True))
    been = {stay.stage for stay in stays}
    reached = max((stage for stage in been if stage.active), key=ACTIVE.index)
    return Path(
        stays=stays,
        reached=reached,
        skipped=tuple(stage for stage in ACTIVE[: ACTIVE.index(reached)] if stage not in been),
        loops=tuple(_loops(where.path)),
    )


def _loops(steps: Iterable[Step]) -> Iterable[Loop]:
    back: dict[tuple[Stage, Stage], list[Step]] = {}
    for step in steps:
        if step.kind is Kind.BACK:
            back.setdefault((step.origin, step.target), []).append(step)
    for (origin, target), made in back.items():
        reasons = Counter(step.code for step in made).most_common()
        yield Loop(origin, target, len(made), tuple(reasons), made[-1].at)
