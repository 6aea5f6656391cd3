"""What is true of every ranking, against the definitions worked out the slow way."""

from fractions import Fraction
from itertools import combinations
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from flows.ranking.contender import Contender, contender
from flows.ranking.fronts import Point, fronts
from flows.ranking.order import rank
from flows.ranking.sensitivity import Move, swaps
from flows.ranking.turning import turning_points
from flows.ranking.weights import simple
from flows.scoring.exact import UNIT
from flows.scoring.priority import Vector, Weights, priority
from flows.scoring.verdict import Verdict

POINTS = st.sampled_from([Fraction(0), Fraction(30), Fraction(200, 3), Fraction(505, 10), Fraction(100)])
VECTORS = st.builds(Vector, *([POINTS] * 6))
ALPHAS = st.one_of(st.sampled_from([0, 0, 10, 40, 100]), st.fractions(0, 100, max_denominator=8))
WEIGHTS = st.builds(Weights, *([ALPHAS] * 6)).filter(any)


@st.composite
def portfolios(draw: st.DrawFn) -> list[tuple[str, Vector]]:
    """None, one or some projects, many of them alike."""
    vectors = draw(st.lists(VECTORS, max_size=8))
    return [(f"p{place}", vector) for place, vector in enumerate(vectors)]


def entered(projects: list[tuple[str, Vector]]) -> list[Contender]:
    return [contender(key, vector, Verdict.GO) for key, vector in projects]


def slow_order(projects: list[tuple[str, Vector]], weights: Weights) -> list[str]:
    ranked = sorted(projects, key=lambda one: (-priority(one[1], weights), -one[1].impact, one[0]))
    return [key for key, _ in ranked]


@given(portfolios(), WEIGHTS, st.randoms())
def test_the_order_is_that_of_the_definition(projects: list[tuple[str, Vector]], weights: Weights, random: Any) -> None:
    ranking = rank(random.sample(entered(projects), len(projects)), weights)
    assert [one.key for one in ranking.order] == slow_order(projects, weights)
    assert {one.key: ranking.priority(one) for one in ranking.order} == {
        key: priority(vector, weights) for key, vector in projects
    }


@given(portfolios(), WEIGHTS, st.fractions(Fraction(1, 50), 1))
def test_scaling_all_weights_changes_nothing(
    projects: list[tuple[str, Vector]], weights: Weights, by: Fraction
) -> None:
    scaled = Weights(*(alpha * by for alpha in weights))
    one, other = rank(entered(projects), weights), rank(entered(projects), scaled)
    assert one.order == other.order
    assert [one.priority(each) for each in one.order] == [other.priority(each) for each in one.order]
    assert swaps(one) == swaps(other)


@given(portfolios(), VECTORS, WEIGHTS)
def test_another_project_changes_nobodys_score(
    projects: list[tuple[str, Vector]], vector: Vector, weights: Weights
) -> None:
    before, after = rank(entered(projects), weights), rank(entered([*projects, ("new", vector)]), weights)
    assert [one for one in after.order if one.key != "new"] == list(before.order)
    assert all(before.priority(one) == after.priority(one) for one in before.order)


@given(portfolios(), WEIGHTS)
def test_swaps_are_the_pairs_that_a_new_order_turns_round(projects: list[tuple[str, Vector]], weights: Weights) -> None:
    expected = {}
    now = slow_order(projects, weights)
    for name, alpha in weights._asdict().items():
        for move, by in ((Move.UP, Fraction(11, 10)), (Move.DOWN, Fraction(9, 10))):
            then = slow_order(projects, weights._replace(**{name: alpha * by}))
            turned = [pair for pair in combinations(now, 2) if then.index(pair[0]) > then.index(pair[1])]
            if turned:
                expected[name, move] = turned
    found = swaps(rank(entered(projects), weights))
    assert {(swap.weight, swap.move): [(a.key, b.key) for a, b in swap.pairs] for swap in found} == expected
    assert [swap.count for swap in found] == [len(pairs) for pairs in expected.values()]


@given(portfolios(), WEIGHTS, st.integers(0, 3))
def test_a_bound_on_pairs_keeps_their_count(projects: list[tuple[str, Vector]], weights: Weights, most: int) -> None:
    ranking = rank(entered(projects), weights)
    for full, cut in zip(swaps(ranking), swaps(ranking, most), strict=True):
        assert cut.count == full.count
        assert len(cut.pairs) == min(most, full.count)
        assert set(cut.pairs) <= set(full.pairs)


@given(VECTORS, VECTORS, WEIGHTS)
def test_a_turning_point_applied_exactly_gives_a_tie(one: Vector, other: Vector, weights: Weights) -> None:
    ahead, behind = rank(entered([("a", one), ("b", other)]), weights).order
    found = turning_points(ahead, behind, weights)
    for point in found:
        moved = weights._replace(**{point.weight: point.alpha})
        assert sum(alpha * (a - b) for alpha, a, b in zip(moved, one, other, strict=True)) == 0
        if point.change is not None:
            assert weights._asdict()[point.weight] * (1 + point.change) == point.alpha
    for name in set(Weights._fields) - {point.weight for point in found}:
        place = Weights._fields.index(name)
        lead = sum(alpha * (a - b) for alpha, a, b in zip(weights, one, other, strict=True))
        apart = one[place] - other[place]
        assert apart == 0 or weights[place] - Fraction(lead) / apart < 0


def slow_fronts(points: list[Point]) -> list[int]:
    front, found = 0, dict.fromkeys(points, 0)
    left = set(points)
    while left:
        front += 1
        best = {p for p in left if not any(q != p and q[0] >= p[0] and q[1] >= p[1] for q in left)}
        found.update(dict.fromkeys(best, front))
        left -= best
    return [found[point] for point in points]


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=25))
def test_fronts_are_those_of_the_definition(points: list[Point]) -> None:
    assert fronts(points) == slow_fronts(points)


def test_fronts_of_many_points() -> None:
    chance = Random(3)
    points = [(chance.randrange(1001), chance.randrange(1001)) for _ in range(600)]
    assert fronts(points) == slow_fronts(points)


@given(st.integers(1, 100), st.integers(0, 100), VECTORS)
def test_the_sliders_weigh_impact_against_feasibility(alpha: int, beta: int, vector: Vector) -> None:
    one = contender("a", vector, Verdict.GO)
    mean = (alpha * one.impact + beta * one.feasibility) / Fraction(alpha + beta) / UNIT
    assert rank([one], simple(alpha, beta)).priority(one) == mean
