"""A board of which only a page is at hand says what the whole one says."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from flows.board.board import TOP, board
from flows.board.entry import Entry
from flows.board.excerpt import Excerpt, excerpted
from flows.board.moves import Cause, Move
from flows.board.setting import Setting
from flows.scoring.priority import Weights
from tests.flows.board.boards import WEIGHTS, entry, stand, stands


def of(entries: Sequence[Entry], setting: Setting) -> Excerpt:
    whole = board(entries, setting, most=1000)
    page = whole.rows[:TOP]
    return Excerpt(
        page=[(row.place, row.entry) for row in page],
        leading=[row.entry for row in whole.rows],
        parked=whole.parked[:2],
        best={row.entry.stand.number for row in page if row.best},
        first=0,
        ranked=whole.ranked,
        matching=whole.matching,
        parked_in_all=len(whole.parked),
    )


@given(st.integers(0, 25).flatmap(lambda count: st.tuples(*map(stands, range(count)))), WEIGHTS)
def test_an_excerpt_says_what_the_board_says(drawn: Sequence[object], weights: Weights):
    entries, setting = [entry(one) for one in drawn], Setting(weights)  # type: ignore[arg-type]
    wanted, found = board(entries, setting), excerpted(of(entries, setting), setting)
    assert [(row.place, row.entry, row.priority, row.impact, row.feasibility, row.best) for row in found.rows] == [
        (row.place, row.entry, row.priority, row.impact, row.feasibility, row.best) for row in wanted.rows
    ]
    assert (found.ranked, found.matching, found.further, found.close) == (
        wanted.ranked,
        wanted.matching,
        wanted.further,
        wanted.close,
    )
    assert len(found.parked) + found.parked_further == len(wanted.parked)


def test_places_of_last_week_become_moves_without_a_cause():
    entries = [entry(stand(number, (90 - number, 50))) for number in (1, 2, 3)]
    found = of(entries, Setting())
    excerpt = Excerpt(found.page, found.leading, (), found.best, 0, 3, 3, 0, then={1: 2, 2: None})
    moves = [row.move for row in excerpted(excerpt, Setting()).rows]
    assert moves == [Move(2, 1), Move(None, 2), Move(None, 3, Cause.NEW)]
