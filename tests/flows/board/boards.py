"""Projects for boards."""

from collections.abc import Sequence
from fractions import Fraction

from hypothesis import strategies as st

from flows.board.entry import Entry, Stand
from flows.board.last_week import LastWeek
from flows.scoring.exact import UNIT
from flows.scoring.priority import Weights
from flows.scoring.verdict import Verdict

POINTS = st.sampled_from([0, 20, 45, 50, 80, 100])
ALPHAS = st.sampled_from([0, 10, 40, 100, Fraction(25, 2)])
WEIGHTS = st.builds(Weights, *([ALPHAS] * 6)).filter(any)


def stand(
    number: int,
    points: Sequence[float],
    *,
    verdict: Verdict = Verdict.GO,
    stage: str = "planning",
    ballots: int = 0,
    completeness: float = 100,
) -> Stand:
    """`points` are the six components, or impact and feasibility."""
    six = (points[0], *[points[1]] * 4, 100) if len(points) == 2 else tuple(points)
    parts = tuple(round(one * UNIT) for one in six)
    return Stand(number, parts, verdict, stage, round(completeness * UNIT), ballots)


def entry(one: Stand, name: str = "", **more: object) -> Entry:
    return Entry(f"id{one.number}", f"ML-{one.number}", name or f"Project {one.number}", one, "U1", **more)  # type: ignore[arg-type]


@st.composite
def stands(draw: st.DrawFn, number: int) -> Stand:
    return stand(
        number,
        [draw(POINTS) for _ in range(6)],
        verdict=draw(st.sampled_from([Verdict.GO, Verdict.GO, Verdict.DO_NOT_USE_ML])),
        stage=draw(st.sampled_from(["intake", "planning", "planning", "paused"])),
        ballots=draw(st.integers(0, 1)),
    )._replace(aside=draw(st.sampled_from([False, False, False, True])))


@st.composite
def weeks(draw: st.DrawFn) -> tuple[LastWeek, Weights, list[Stand]]:
    """Last week and this one: many alike, some changed, gone or new."""
    then = [draw(stands(number)) for number in range(draw(st.integers(0, 6)))]
    now = [draw(st.one_of(st.just(one), stands(one.number))) for one in then if draw(st.integers(0, 5))]
    now += [draw(stands(number)) for number in range(10, 10 + draw(st.integers(0, 2)))]
    weights = draw(WEIGHTS)
    return LastWeek.of(draw(st.one_of(st.just(weights), WEIGHTS)), then), weights, now
