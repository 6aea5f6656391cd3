"""What is typed behind `weights`."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.board.wish import History, Look, Show, Undo, Wish, read_wish
from flows.ranking.weights import PRESETS, Preset, checked, simple
from flows.scoring.priority import Weights
from flows.text import Phrase

OWN = Weights(80, 20, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("typed", "wish"),
    [
        ("", Show()),
        ("undo", Undo()),
        ("되돌리기", Undo()),
        ("History", History()),
        ("기록", History()),
        ("data first", Look(PRESETS[Preset.DATA_FIRST])),
        ("data_first", Look(PRESETS[Preset.DATA_FIRST])),
        ("데이터 우선", Look(PRESETS[Preset.DATA_FIRST])),
        ("impact=80 data=20", Look(OWN)),
        ("impact=80,data=20", Look(OWN)),
        ("data: 20, Impact : 80", Look(OWN)),
        ("영향도=80 데이터=20%", Look(OWN)),
        ("impact=80 feasibility=60", Look(simple(80, 60))),
        ("실현 가능성=60", Look(simple(0, 60))),
        ("impact=12.5", Look(Weights(Fraction(25, 2), 0, 0, 0, 0, 0))),
    ],
)
def test_wishes(typed: str, wish: Wish):
    assert read_wish(typed) == wish


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("purple", "wish.unknown"),
        ("planning", "wish.unknown"),
        ("data first all", "wish.unknown"),
        ("purple=3", "wish.name"),
        ("=3", "wish.name"),
        ("impact=101", "wish.number"),
        ("impact=-1", "wish.number"),
        ("impact=", "wish.number"),
        ("impact=½", "wish.number"),
        ("impact=1e2", "wish.number"),
        ("impact=٣", "wish.number"),
        ("impact=1.2.3", "wish.number"),
        ("impact=1 impact=2", "wish.twice"),
        ("impact=0 data=0", "wish.nothing"),
        ("feasibility=50 data=3", "wish.both"),
    ],
)
def test_what_cannot_be_read_gets_a_sentence(typed: str, key: str):
    found = read_wish(typed)
    assert isinstance(found, Phrase)
    assert found.key == key


@given(st.text(max_size=80))
def test_whatever_is_typed_is_a_wish_or_a_sentence(typed: str):
    found = read_wish(typed)
    if isinstance(found, Look):
        checked(found.weights)


@given(
    st.lists(st.tuples(st.sampled_from(Weights._fields), st.integers(0, 100)), max_size=6, unique_by=lambda one: one[0])
)
def test_numbers_come_back_as_typed(given_weights: list[tuple[str, int]]):
    found = read_wish(" ".join(f"{name}={alpha}" for name, alpha in given_weights))
    wanted = Weights(**{**dict.fromkeys(Weights._fields, 0), **dict(given_weights)})
    if any(wanted):
        assert found == Look(wanted)
