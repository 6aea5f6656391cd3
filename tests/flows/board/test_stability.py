"""Stable or a close call, against the definition worked out the slow way."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from flows.board.board import board
from flows.board.setting import Setting
from flows.board.stability import close_call
from flows.ranking.order import rank
from flows.ranking.turning import turning_points
from flows.scoring.priority import BALANCED, Weights
from tests.flows.board.boards import WEIGHTS, entry, stand, stands


@given(st.data(), WEIGHTS, st.integers(1, 4))
def test_a_call_is_close_when_a_tenth_of_a_weight_changes_the_places_on_show(
    data: st.DataObject, weights: Weights, shown: int
):
    contenders = [data.draw(stands(number)).contender for number in range(data.draw(st.integers(0, 6)))]
    ranking = rank(contenders, weights)
    now = [one.key for one in ranking.order[:shown]]
    changes = False
    for name, alpha in weights._asdict().items():
        for by in (Fraction(11, 10), Fraction(9, 10)):
            # Weights a tenth above the limit are fine here: only their proportions count.
            half = Weights(*(Fraction(one) / 2 for one in weights))._replace(**{name: Fraction(alpha) / 2 * by})
            then = [one.key for one in rank(contenders, half).order[:shown]]
            changes = changes or then != now
    assert (close_call(ranking, shown) is not None) is changes


@given(st.data(), WEIGHTS)
def test_the_change_named_is_where_the_two_tie(data: st.DataObject, weights: Weights):
    ranking = rank([data.draw(stands(number)).contender for number in range(5)], weights)
    call = close_call(ranking)
    if call is None:
        return
    points = {one.weight: one.change for one in turning_points(call.ahead, call.behind, weights)}
    assert points[call.weight] == call.change
    assert abs(call.change) <= Fraction(1, 10)


def test_the_nearest_swap_is_the_one_named():
    near = entry(stand(1, (60, 40, 50, 50, 50, 100)))
    next_to_it = entry(stand(2, (50, 64, 50, 50, 50, 100)))
    found = board([near, next_to_it, entry(stand(3, (5, 5)))], Setting(BALANCED)).close
    assert found is not None
    assert (found.ahead.key, found.behind.key, found.weight) == ("ML-1", "ML-2", "impact")
    assert found.change == Fraction(-4, 100)


def test_projects_that_are_level_are_the_closest_call():
    found = board([entry(stand(1, (60, 40))), entry(stand(2, (40, 60)))], Setting()).close
    assert found is not None
    assert found.change == 0


def test_projects_that_are_the_same_cannot_swap():
    assert board([entry(stand(1, (60, 40))), entry(stand(2, (60, 40)))], Setting()).close is None


def test_what_comes_from_far_behind_counts_when_it_reaches_the_first_places():
    first = [stand(number, (90 - number, 90 - number)) for number in range(10)]
    far = [stand(20 + number, (80.9 - number / 10, 80.9 - number / 10)) for number in range(3)]
    entries = [entry(one) for one in (*first, *far, stand(40, (100, 50)))]
    assert board(entries, Setting()).close is None
    closer = board([entry(one) for one in (*first, *far, stand(40, (100, 61)))], Setting(), most=20)
    assert closer.close is not None
    assert (closer.close.ahead.key, closer.close.behind.key) == ("ML-9", "ML-40")
    assert closer.rows[-1].entry.key == "ML-40"
