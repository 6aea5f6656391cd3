"""The log of results keeps everything."""

from datetime import date

import pytest
from pydantic import ValidationError

from flows.results.log import Logged, NotLogged, log
from flows.results.result import Split, in_force
from tests.flows.results.samples import FIRST, result


def problem(came: Logged | NotLogged) -> str:
    assert isinstance(came, NotLogged)
    return came.problem.key


def test_a_correction_replaces_but_keeps():
    wrong = result("48")
    right = result("84", replaces=wrong.id)
    came = log([wrong], right, FIRST)
    assert came == Logged((wrong, right), wrong)
    assert isinstance(came, Logged)
    assert in_force(came.results) == (right,)


def test_a_correction_of_a_correction_stands():
    first = result("1")
    second = result("2", replaces=first.id)
    third = result("3", replaces=second.id)
    assert isinstance(log([first, second], third, FIRST), Logged)
    assert in_force([first, second, third]) == (third,)


def test_the_future_is_refused():
    assert problem(log([], result("48", day=1), FIRST)) == "result.future"
    assert isinstance(log([], result("48"), FIRST), Logged)


def test_only_a_result_of_the_same_row_can_be_corrected_and_only_once():
    one = result("48")
    assert problem(log([one], result("50", row="r2", replaces=one.id), FIRST)) == "result.nothing_to_correct"
    assert problem(log([], result("50", replaces="x"), FIRST)) == "result.nothing_to_correct"
    corrected = result("49", replaces=one.id)
    assert problem(log([one, corrected], result("50", replaces=one.id), FIRST)) == "result.corrected_before"


@pytest.mark.parametrize("value", ["", "nan", "1e5", "1,000", "82%", "Infinity"])
def test_a_value_is_a_plain_decimal(value: str) -> None:
    with pytest.raises(ValidationError):
        result(value)


def test_of_one_day_the_one_logged_last_counts():
    early = result("48")
    late = early.model_copy(update={"id": "a", "value": "50", "at": early.at.replace(hour=18)})
    assert in_force([late, early]) == (early, late)
    assert in_force([early, late])[-1].on == date(2026, 3, 2)
    assert early.split is Split.TEST
