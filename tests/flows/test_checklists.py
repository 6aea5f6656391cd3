"""The ethics checklist by its parts, with who sees to what."""

import pytest

from flows.catalog.loader import load_catalogue
from flows.checklists import counted, summary
from flows.questions import Checklist
from flows.reading import Context, Understood, Unreadable, read

ETHICS = load_catalogue()["ethics_review"]
assert isinstance(ETHICS, Checklist)


def after(*typed: str) -> dict[str, dict[str, str]]:
    answers: dict[str, object] = {}
    for text in typed:
        reading = read(ETHICS, text, Context(speaker="UANA", answers=answers))
        assert isinstance(reading, Understood), reading
        answers["ethics_review"] = reading.value
    value = answers["ethics_review"]
    assert isinstance(value, dict)
    return value


def test_nothing_answered_means_all_is_open_and_nobody_owns_it() -> None:
    states = summary(ETHICS, None)

    assert [state.part.key for state in states] == ["A", "B", "C", "D", "E"]
    assert [len(state.open) for state in states] == [4, 3, 5, 5, 4]
    assert not any(state.done or state.not_applicable or state.owners or state.settled for state in states)
    assert counted(states).slots == {"still": 21, "everything": 21}


def test_each_part_says_what_is_done_what_does_not_apply_and_who_owns_it() -> None:
    value = after("A1 n/a: no personal data; A2 done", "A owner: <@UANA>", "B done; B 담당: <@UMINA>", "C1 owner me")

    collecting, storing, analysing, *_ = summary(ETHICS, value)

    assert [(item.key, reason) for item, reason in collecting.not_applicable] == [("A1", "no personal data")]
    assert [item.key for item in collecting.done] == ["A2"]
    assert [item.key for item in collecting.open] == ["A3", "A4"]
    assert collecting.owners == ("UANA",)
    assert storing.settled
    assert storing.owners == ("UMINA",)
    assert analysing.owners == ("UANA",)


def test_an_owner_stays_when_a_point_changes_its_state() -> None:
    value = after("A owner <@UANA>", "A1 done", "A1 open; A2 n/a: no personal data")

    assert value["A1"] == {"state": "open", "owner": "UANA"}
    assert value["A2"] == {"state": "not_applicable", "reason": "no personal data", "owner": "UANA"}


@pytest.mark.parametrize("typed", ["A owner: ana", "Z owner: <@UANA>", "owner: <@UANA>", "A owner: <@UANA> <@UMINA>"])
def test_an_owner_is_one_person_for_points_that_are_there(typed: str) -> None:
    assert isinstance(read(ETHICS, typed, Context()), Unreadable)


def test_when_everything_is_done_no_point_is_open() -> None:
    assert counted(summary(ETHICS, after("all done"))).key == "ethics.settled"
