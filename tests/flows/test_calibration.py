"""How far off estimates were."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from flows.calibration import AFTER, CRITERIA, LEAST, OBJECTIVE, Told, asked_after, calibration, off, predicted
from flows.catalog.loader import load_catalogue
from flows.questions import OneOf
from tests.flows.results.samples import answers, objective

CATALOGUE = load_catalogue()
SIZES = (
    [option.value for option in CATALOGUE["value_size"].options] if isinstance(CATALOGUE["value_size"], OneOf) else []
)


def told(
    project: str, came: Mapping[str, Any] | None, *, after: int = 90, stage: str = "operation", **expected: Any
) -> Told:
    return Told(project, stage, after, expected or {"value_size": "large"}, came)


def test_what_is_expected_is_what_was_answered():
    values = answers(objective(), heuristic="62") | {"value_size": "large", "label_cost": "cheap", "goal": "x"}
    found = predicted(values, CATALOGUE)
    assert {key: found[key] for key in found if key != OBJECTIVE} == {"value_size": "large", "label_cost": "cheap"}
    assert (found[OBJECTIVE]["target"], found[OBJECTIVE]["start"]) == ("80", "62")
    assert set(found) <= set(CRITERIA)


def test_an_objective_is_off_by_the_part_of_the_way_that_is_missing():
    high = {"target": "80", "start": "62", "direction": "higher"}
    low = {"target": "100", "start": None, "direction": "lower"}
    assert off(CATALOGUE, OBJECTIVE, high, "71") == 50
    assert off(CATALOGUE, OBJECTIVE, high, "89") == -50
    assert off(CATALOGUE, OBJECTIVE, low, "120") == 20
    assert off(CATALOGUE, OBJECTIVE, low, "80") == -20
    assert off(CATALOGUE, OBJECTIVE, high | {"start": "80"}, "80") is None


def test_better_than_it_came_is_too_optimistic():
    assert off(CATALOGUE, "value_size", "large", "small") == 50
    assert off(CATALOGUE, "label_cost", "expensive", "free") == -85
    assert off(CATALOGUE, "value_size", "large", "gone since") is None


def test_below_five_closed_projects_nothing_is_said():
    some = [told(f"p{number}", {"value_size": "small"}) for number in range(LEAST - 1)]
    still_open = [told("q", {"value_size": "small"}, after=30), told("r", None)]
    assert calibration([*some, *still_open], CATALOGUE).offs == ()
    ended = told("s", {"value_size": "small"}, after=30, stage="stopped")
    found = calibration([*some, *still_open, ended], CATALOGUE)
    assert (found.closed, [one.criterion for one in found.offs]) == (LEAST, ["value_size"])


def test_the_last_thing_told_counts():
    every = [told(f"p{number}", {"value_size": "large"}) for number in range(LEAST)]
    earlier = [told(f"p{number}", {"value_size": "none"}, after=30) for number in range(LEAST)]
    (found,) = calibration([*every, *earlier], CATALOGUE).offs
    assert (found.count, found.mean, found.size) == (LEAST, 0, 0)


@given(st.lists(st.tuples(st.sampled_from(SIZES), st.sampled_from(SIZES)), min_size=LEAST, max_size=20))
def test_the_mean_is_never_further_off_than_the_distance_and_who_told_does_not_matter(pairs: list[tuple[str, str]]):
    some = [told(f"p{place}", {"value_size": came}, value_size=hoped) for place, (hoped, came) in enumerate(pairs)]
    (found,) = calibration(some, CATALOGUE).offs
    assert abs(found.mean) <= found.size <= 100
    assert calibration(reversed(some), CATALOGUE).offs == (found,)
    turned = [told(one.project, {"value_size": one.predicted["value_size"]}, **(one.realised or {})) for one in some]
    assert calibration(turned, CATALOGUE).offs[0].mean == -found.mean
    assert isinstance(found.mean, Fraction)


def test_each_moment_asks_what_can_be_known_by_then():
    assert {key for after in AFTER for key in asked_after(after)} == set(CRITERIA)
    assert "value_size" not in asked_after(0)
