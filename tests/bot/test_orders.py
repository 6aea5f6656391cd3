"""What stands behind `/ml`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.orders import SPELLINGS, NotUnderstood, Order, Ordered, ordered

EVERY = [(spelling, order) for order, spellings in SPELLINGS.items() for spelling in spellings]


@pytest.mark.parametrize(("spelling", "order"), EVERY)
def test_every_spelling_is_its_order_with_the_rest_of_the_line(spelling: str, order: Order):
    assert ordered(spelling) == Ordered(order)
    assert ordered(f"  {spelling.upper()}   Menu   helper ") == Ordered(order, "Menu helper")
    assert ordered(f"{spelling}\nMenu\thelper") == Ordered(order, "Menu helper")


def test_every_order_has_a_word_in_both_languages_and_no_word_means_two():
    for order in Order:
        assert order.value in SPELLINGS[order]
        assert any(not spelling.isascii() for spelling in SPELLINGS[order])
    assert len(dict(EVERY)) == len(EVERY)


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_nothing_is_a_request_for_help(text: str):
    assert ordered(text) == Ordered(Order.HELP)


@pytest.mark.parametrize(
    ("text", "nearest"), [("nwe", "new"), ("lsit", "list"), ("Shwo ML-1", "show"), ("도움", "도움말")]
)
def test_a_slip_gets_the_nearest_order_in_its_own_language(text: str, nearest: str):
    found = ordered(text)
    assert isinstance(found, NotUnderstood)
    assert (found.word, found.nearest) == (text.split()[0], nearest)


@pytest.mark.parametrize("text", ["qqqqqq", "🙂", "a" * 40_000, "가" * 40_000, "...", "<!here>"])
def test_what_is_near_nothing_gets_no_guess(text: str):
    assert ordered(text) == NotUnderstood(text, None)


@given(st.text(max_size=200))
def test_whatever_is_typed_is_an_order_or_not_understood(text: str):
    found = ordered(text)
    if isinstance(found, Ordered):
        assert found.rest == " ".join(found.rest.split())
    else:
        assert found.word
        assert found.nearest is None or found.nearest in dict(EVERY)
