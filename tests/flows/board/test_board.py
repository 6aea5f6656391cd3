"""The board: places, fronts, pages, and what a filter leaves."""

from fractions import Fraction
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.board.board import Board, board
from flows.board.entry import Entry, Stand, parts_of
from flows.board.filter import Filter
from flows.board.last_week import LastWeek
from flows.board.preview import preview
from flows.board.setting import Setting, preset_of, same_proportions
from flows.ranking.weights import PRESETS, Preset, WeightsRefused
from flows.scoring.exact import UNIT, shown_fraction
from flows.scoring.priority import BALANCED, Weights
from flows.scoring.verdict import Verdict
from tests.flows.board.boards import WEIGHTS, entry, stand, stands


def keys(found: Board) -> list[str]:
    return [row.entry.key for row in found.rows]


@given(st.data(), WEIGHTS)
def test_every_project_has_a_place_or_is_parked(data: st.DataObject, weights: Weights):
    entries = [entry(data.draw(stands(number))) for number in range(data.draw(st.integers(0, 7)))]
    found = board(entries, Setting(weights), most=100)
    assert {row.entry.key for row in found.rows} | {one.key for one in found.parked} == {one.key for one in entries}
    assert len(found.rows) + len(found.parked) == len(entries) == found.ranked + len(found.parked)
    assert [row.place for row in found.rows] == list(range(1, found.ranked + 1))
    assert [row.priority for row in found.rows] == sorted((row.priority for row in found.rows), reverse=True)


@given(st.data())
def test_a_front_is_what_nobody_beats_on_the_figures_shown(data: st.DataObject):
    entries = [entry(data.draw(stands(number))) for number in range(data.draw(st.integers(0, 7)))]
    rows = board(entries, Setting(), most=100).rows
    shown = {
        row.entry.key: (Fraction(shown_fraction(row.impact)), Fraction(shown_fraction(row.feasibility))) for row in rows
    }
    for row in rows:
        mine = shown[row.entry.key]
        beaten = any(other != mine and other[0] >= mine[0] and other[1] >= mine[1] for other in shown.values())
        assert row.best is not beaten


@given(st.data(), WEIGHTS, st.fractions(Fraction(1, 50), 1))
def test_scaling_all_weights_changes_nothing(data: st.DataObject, weights: Weights, by: Fraction):
    entries = [entry(data.draw(stands(number))) for number in range(data.draw(st.integers(0, 6)))]
    then = LastWeek.of(weights, [data.draw(stands(number)) for number in range(4)])
    scaled = Weights(*(alpha * by for alpha in weights))
    one = board(entries, Setting(weights), last_week=then)
    other = board(entries, Setting(scaled), last_week=then)
    assert one.rows == other.rows
    assert one.parked == other.parked
    assert one.close == other.close
    assert same_proportions(weights, scaled)
    assert preset_of(weights) == preset_of(scaled)


def test_equal_projects_stand_in_the_order_of_their_numbers():
    assert keys(board([entry(stand(number, (50, 50))) for number in (10, 2, 1)], Setting())) == [
        "ML-1",
        "ML-2",
        "ML-10",
    ]


def test_a_page_has_the_places_of_the_whole_board():
    entries = [entry(stand(number, (100 - number, 50))) for number in range(1, 26)]
    found = board(entries, Setting(), first=10, most=10)
    assert [row.place for row in found.rows] == list(range(11, 21))
    assert (found.first, found.matching, found.further) == (10, 25, 5)


def test_a_filter_keeps_places_and_fronts():
    entries = [
        entry(stand(number, (100 - number, 50), stage="data" if number % 2 else "intake")) for number in range(6)
    ]
    found = board(entries, Setting(), only=Filter(stages=frozenset({"data"})))
    assert [row.place for row in found.rows] == [2, 4, 6]
    assert not any(row.best for row in found.rows)
    assert (found.matching, found.ranked) == (3, 6)


def test_what_rests_or_should_not_use_ml_is_parked():
    entries = [
        entry(stand(1, (90, 90), stage="paused")),
        entry(stand(2, (80, 80), verdict=Verdict.DO_NOT_USE_ML)),
        entry(stand(3, (10, 10))),
    ]
    found = board(entries, Setting())
    assert keys(found) == ["ML-3"]
    assert [one.key for one in found.parked] == ["ML-1", "ML-2"]


def test_stored_points_come_back_exactly():
    exact = [UNIT * 63 + 1, UNIT * 100, 0, 7, UNIT // 3, 12345678]
    assert parts_of(part / UNIT for part in exact) == tuple(exact)


def test_provisional_is_what_is_less_than_half_answered():
    assert entry(stand(1, (50, 50), completeness=49.9)).provisional
    assert not entry(stand(1, (50, 50), completeness=50)).provisional


def test_presets_are_known_by_their_proportions():
    assert [preset_of(weights) for weights in PRESETS.values()] == list(Preset)
    assert preset_of(Weights(50, 20, Fraction(25, 2), 10, Fraction(15, 2), 0)) is Preset.BALANCED
    assert preset_of(Weights(1, 2, 3, 4, 5, 6)) is None


def test_weights_that_rank_nothing_are_refused():
    with pytest.raises(WeightsRefused):
        board([], Setting(Weights(0, 0, 0, 0, 0, 0)))


def test_a_preview_shows_both_places_and_who_would_leave_the_first_ones():
    entries = [entry(stand(1, (90, 10))), entry(stand(2, (10, 80))), entry(stand(3, (5, 5)))]
    found = preview(entries, BALANCED, PRESETS[Preset.EASY_FIRST], most=1)
    assert [(one.entry.key, one.now, one.then) for one in found.rows] == [("ML-2", 2, 1), ("ML-1", 1, 2)]
    assert found.moved == 2
    assert preview(entries, BALANCED, BALANCED).moved == 0


def test_ten_thousand_projects_are_no_wait():
    projects: list[Entry] = []
    then: list[Stand] = []
    for number in range(10_000):
        points = [(number * step) % 101 for step in (7, 11, 13, 17, 19, 23)]
        projects.append(entry(stand(number, points)))
        then.append(stand(number, points if number % 3 else points[::-1]))
    began = perf_counter()
    found = board(projects, Setting(), last_week=LastWeek.of(PRESETS[Preset.DATA_FIRST], then))
    assert len(found.rows) == 10
    assert perf_counter() - began < 5  # a tenth of a second on a quiet machine
