"""The helper formulas with the values their sources give."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.catalog.loader import load_catalogue
from flows.formulas.candidates import Choice, Metric, candidates
from flows.formulas.progress import Aim, Direction, Limit, Progress, objective_progress
from flows.formulas.quantity import exactly
from flows.formulas.rice import rice, tier
from flows.formulas.serving import percentile, throughput
from flows.formulas.threshold import threshold
from flows.formulas.weighing import by_combined, combined
from flows.formulas.what_if import what_if
from flows.scoring.confidence import Band
from flows.scoring.scorer import Scorer
from tests.flows.scoring.projects import PROJECTS, values_of

LATENCIES = [100, 102, 100, 100, 99, 104, 110, 90, 3000, 95]
HIGHER, LOWER = Direction


def test_percentiles_are_latencies_that_were_measured() -> None:
    assert sum(LATENCIES) / len(LATENCIES) == 390
    assert [percentile(LATENCIES, share) for share in (0, 50, 90, 100)] == [90, 100, 3000, 3000]
    assert percentile(["0.3"], "99.9") == Fraction(3, 10)


@pytest.mark.parametrize(("latencies", "share"), [([], 50), ([1], 101), ([1], -1)])
def test_percentiles_of_nothing_are_refused(latencies: list[int], share: int) -> None:
    with pytest.raises(ValueError, match="A percentile needs"):
        percentile(latencies, share)


@given(st.lists(st.integers(), min_size=1, max_size=30), st.integers(0, 100))
def test_so_many_percent_are_not_slower(latencies: list[int], share: int) -> None:
    found = percentile(latencies, share)
    others = len(latencies) - 1
    assert sum(one <= found for one in latencies) - 1 >= Fraction(share * others, 100)


@pytest.mark.parametrize(("batch", "latency", "queries"), [(1, 10, 100), (1, 100, 10), (10, 10, 1000), (50, 20, 2500)])
def test_throughput(batch: int, latency: int, queries: int) -> None:
    assert throughput(batch, latency) == queries


def test_the_threshold_follows_the_costs_of_errors() -> None:
    assert round(float(100 * threshold(3000, 120000)), 1) == 2.4
    assert threshold(5, 5) == Fraction(1, 2)
    assert threshold(7, 3) == Fraction(7, 10)
    for costs in ((0, 0), (-1, 5)):
        with pytest.raises(ValueError, match="A threshold needs costs"):
            threshold(*costs)


POSTS = {
    "P1 careful report": {"quality": "0.9", "engagement": "0.2"},
    "P2 shocking claim": {"quality": "0.3", "engagement": "0.95"},
    "P3 nice photo": {"quality": "0.6", "engagement": "0.6"},
}


@pytest.mark.parametrize(
    ("quality", "engagement", "scores", "order"),
    [("0.5", "0.5", "0.55 0.625 0.6", "P2 P3 P1"), ("0.7", "0.3", "0.69 0.495 0.6", "P1 P3 P2")],
)
def test_the_newsfeed_is_weighed_without_training(quality: str, engagement: str, scores: str, order: str) -> None:
    weights = {"quality": quality, "engagement": engagement}
    assert [combined(post, weights) for post in POSTS.values()] == [Fraction(one) for one in scores.split()]
    assert [name[:2] for name in by_combined(POSTS, weights)] == order.split()


def test_progress_and_what_blocks() -> None:
    aims = [Aim("quality", ".40", ".60", ".52", 70), Aim("engagement", ".10", ".15", ".11", 30)]
    found = objective_progress([*aims, Limit("p95 ms", 100, 120, LOWER)])
    assert found == Progress(Fraction(48), ("p95 ms",))


def test_progress_is_clamped_and_counts_what_was_not_measured_as_none() -> None:
    assert objective_progress([Aim("a", 0, 10, 20), Aim("b", 10, 0, 12)]).percent == 50
    assert objective_progress([Aim("a", 0, 10, None), Aim("b", 10, 0, 0)]).percent == 50
    assert objective_progress([Aim("a", 5, 5, 5)]) == Progress(None, ())


def test_a_limit_without_a_value_blocks_and_one_just_kept_does_not() -> None:
    limits = [Limit("unmeasured", 5, None, LOWER), Limit("kept", 5, 5, LOWER), Limit("missed", 5, 4, HIGHER)]
    assert objective_progress(limits) == Progress(None, ("unmeasured", "missed"))


MEASURED = {
    "A": {"accuracy": ".95", "ms": 80},
    "B": {"accuracy": ".93", "ms": 60},
    "C": {"accuracy": ".97", "ms": 180},
}


def test_candidates_that_optimise_accuracy_only() -> None:
    choice = candidates(MEASURED, [Metric("accuracy", HIGHER), Metric("ms", LOWER, weight=0, limit=100)])
    assert [name for name, _ in choice.order] == ["A", "B"]
    assert (choice.dropped, choice.dominated) == (("C",), ())


def test_candidates_with_accuracy_and_speed_weighed_alike() -> None:
    metrics = [
        Metric("accuracy", HIGHER, 50, low="0.9", high="1.0"),
        Metric("ms", LOWER, 50, limit=100, low=0, high=200),
    ]
    assert candidates(MEASURED, metrics).order == (("A", 55), ("B", 50))


def test_what_is_nowhere_better_is_dominated() -> None:
    pair = {"fast": {"accuracy": ".95", "ms": 50}, "slow": {"accuracy": ".93", "ms": 70}}
    metrics = [Metric("accuracy", HIGHER), Metric("ms", LOWER)]
    assert candidates(pair, metrics) == Choice((("fast", Fraction(100)), ("slow", Fraction(0))), (), ("slow",))
    twins = {"a": pair["fast"], "b": pair["fast"]}
    assert candidates(twins, metrics).dominated == ()
    assert candidates({}, metrics) == Choice((), (), ())


def test_rice() -> None:
    medium = tier(load_catalogue(), "medium")
    assert medium == 1
    assert rice(1200, medium, Band.HIGH, 4) == 300
    assert rice("1200", "1", Band.MEDIUM, "4") == 240
    assert rice(1200, 1, Band.LOW, 4) == 150
    assert rice(None, 1, Band.HIGH, 4) is rice(1200, None, Band.HIGH, 4) is rice(1200, 1, Band.HIGH, None) is None
    assert rice(1200, 1, Band.HIGH, 0) is None
    assert tier(load_catalogue(), None) is None


def test_what_if_agrees_with_the_levers() -> None:
    scorer = Scorer(load_catalogue())
    for project in PROJECTS:
        score = scorer.score(values_of(project))
        for lever in score.levers:
            better = what_if(scorer, score, lever.factor)
            gained = better.weighed.impact + better.weighed.feasibility
            assert gained - score.weighed.impact - score.weighed.feasibility == lever.gain


def test_what_if_of_a_factor_that_does_not_apply() -> None:
    scorer = Scorer(load_catalogue())
    score = scorer.score(values_of("fraud"))
    assert what_if(scorer, score, "accuracy.required", 100).feasibility > score.feasibility
    with pytest.raises(ValueError, match=r"impact\.flywheel does not apply here"):
        what_if(scorer, score, "impact.flywheel")


@pytest.mark.parametrize("odd", ["a lot", "", "NaN", "inf", Decimal("Infinity")])
def test_what_is_no_number_is_refused(odd: str) -> None:
    with pytest.raises(ValueError, match="is no number"):
        exactly(odd)
