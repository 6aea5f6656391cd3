"""The tip of the week."""

from flows.digest.tips import next_tip

TIPS = ("a", "b", "c")


def test_tips_come_in_turn_and_begin_again() -> None:
    shown: list[str | None] = [None]
    for _ in range(4):
        shown.append(next_tip(TIPS, shown[-1]))
    assert shown == [None, "a", "b", "c", "a"]


def test_one_that_fits_an_open_flag_goes_first_but_not_twice_in_a_row() -> None:
    assert next_tip(TIPS, "a", fitting={"c"}) == "c"
    assert next_tip(TIPS, "c", fitting={"c"}) == "a"
    assert next_tip(TIPS, "b", fitting={"a", "c"}) == "c"


def test_without_tips_there_is_none() -> None:
    assert next_tip((), None) is None
    assert next_tip(("a",), "a") == "a"
    assert next_tip(TIPS, "gone") == "a"
