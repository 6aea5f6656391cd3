"""Where labels find room."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from bot.charts.labels import Box, Wanted, place

PAGE = Box(0, 0, 300, 200)
WANTED = st.builds(
    Wanted,
    st.floats(0, 300),
    st.floats(0, 200),
    st.sampled_from([(("Menu helper", 60.0, 12.0), ("ML-1", 24.0, 12.0)), (("ML-2", 24.0, 12.0),)]),
)


@given(st.lists(WANTED, max_size=40), st.lists(st.builds(Box, st.just(0), st.just(0), st.just(50), st.just(20))))
def test_labels_are_inside_and_meet_nothing(wanted: list[Wanted], taken: list[Box]):
    placed = place(wanted, PAGE, taken, mark=8)
    assert len({one.at for one in placed}) == len(placed)
    assert all(PAGE.holds(one.box) for one in placed)
    assert not [pair for pair in combinations([one.box for one in placed], 2) if pair[0].meets(pair[1])]
    marks = [Box(one.x - 4, one.y - 4, one.x + 4, one.y + 4) for one in wanted]
    assert not [box for one in placed for box in (*taken, *marks) if one.box.meets(box)]


def test_a_label_alone_stands_right_of_its_mark():
    placed = place([Wanted(50, 100, (("Menu", 30, 12),))], PAGE, [], mark=8, gap=2)
    assert [(one.text, one.box, one.far) for one in placed] == [("Menu", Box(56, 94, 86, 106), False)]


def test_without_room_the_shorter_text_is_taken_and_then_none():
    narrow = Box(0, 0, 60, 200)
    texts = (("Menu helper", 80.0, 12.0), ("ML-1", 24.0, 12.0))
    assert [one.text for one in place([Wanted(10, 100, texts)], narrow, [], mark=8)] == ["ML-1"]
    assert place([Wanted(10, 100, texts[:1])], narrow, [], mark=8) == []


def test_what_is_spared_is_covered_only_for_want_of_room():
    one = Wanted(50, 100, (("Menu", 30, 12),))
    whisker = Box(20, 98, 100, 102)
    (aside,) = place([one], PAGE, [], mark=8, gap=2, spared=[whisker])
    assert not aside.box.meets(whisker)
    (covering,) = place([one], PAGE, [], mark=8, gap=2, spared=[PAGE])
    assert covering.text == "Menu"


def test_the_first_get_their_labels_first():
    wanted = [Wanted(100, 100, (("a", 20, 12),))] * 50
    assert [one.at for one in place(wanted, PAGE, [], mark=8, most=3)] == [0, 1, 2]
