"""How far it is, and what a chart shows."""

from datetime import date
from fractions import Fraction

import pytest

from flows.results.baseline import baselines
from flows.results.objective import objectives
from flows.results.progress import progress
from flows.results.result import Split
from flows.results.series import series
from flows.results.way import way
from tests.flows.results.samples import answers, objective, result


@pytest.mark.parametrize(("value", "percent"), [(71, 50), (58, -22), (84, 122), (62, 0), (80, 100)])
def test_the_way_from_the_baseline_to_the_target(value: int, percent: int) -> None:
    assert way(Fraction(62), Fraction(80), Fraction(value)) == percent


def test_there_is_no_way_to_where_it_begins():
    assert way(Fraction(80), Fraction(80), Fraction(80)) is None


def test_progress_over_all_objectives():
    values = answers(
        objective("q", name="quality", unit="", target="0.60", current="0.40", weight="70"),
        objective("e", name="engagement", unit="", target="0.15", current="0.10", weight="30"),
        objective("l", name="p95 ms", unit="ms", kind="satisfice", direction="lower", target="100"),
    )
    log = [result("0.52", row="q"), result("0.11", row="e"), result("120", row="l")]
    assert progress(values, log) == (Fraction(48), ("p95 ms",))


def test_without_baseline_and_current_value_an_objective_is_passed_over():
    values = answers(objective("q"), objective("e", current="50"))
    assert progress(values, [result("65", row="e"), result("70", row="q")]).percent == 50


def test_a_baseline_counts_before_the_current_value():
    values = answers(objective(current="10"), heuristic="62")
    assert progress(values, [result("71")]).percent == 50


def test_a_series_has_points_by_split_and_the_level_lines():
    values = answers(objective(), heuristic="62", human_expert="78")
    wrong = result("99", day=3)
    log = [result("71", day=7), result("70", day=0), wrong, result("69", day=3, replaces=wrong.id)]
    drawn = series(baselines(objectives(values)[0], values), [*log, result("60", Split.PILOT, day=9)])
    assert [(str(point.on), point.value) for point in drawn.points[Split.TEST]] == [
        ("2026-03-02", 70),
        ("2026-03-05", 69),
        ("2026-03-09", 71),
    ]
    assert drawn.points[Split.PILOT][0].on == date(2026, 3, 11)
    assert Split.TRAIN not in drawn.points
    assert drawn.baseline is not None
    assert drawn.human is not None
    assert (drawn.baseline.value, drawn.target, drawn.human.value) == (62, 80, 78)
