"""Putting a review off, and giving it to somebody else."""

from dataclasses import replace

import pytest

from flows.cadence.escalation import next_step
from flows.cadence.hand_over import accept, decline, offer
from flows.cadence.review import Level, Review, reviewed, told
from flows.cadence.snooze import Later, Refused, day_for, needs_reason, snooze
from tests.flows.cadence.dates import COLLEAGUE, OWNER, SEOUL, SEOUL_WITH_HOLIDAYS, day, review
from tests.flows.cadence.test_escalation import ladder

FRIDAY = day("2026-03-13")
ASKED = told(review(), Level.ASKED, FRIDAY)


def put_off(one: Review, until: str, today: str = "2026-03-13", reason: str = "") -> Review:
    found = snooze(one, day(until), day(today), SEOUL, reason)
    assert isinstance(found, Review)
    return found


@pytest.mark.parametrize(
    ("later", "today", "until"),
    [
        (Later.TOMORROW, "2026-03-12", "2026-03-13"),
        (Later.IN_THREE_DAYS, "2026-03-10", "2026-03-13"),
        (Later.NEXT_MONDAY, "2026-03-13", "2026-03-16"),
        (Later.NEXT_MONDAY, "2026-03-16", "2026-03-23"),
        (Later.NEXT_MONDAY, "2026-03-15", "2026-03-16"),
    ],
)
def test_what_is_offered(later: Later, today: str, until: str) -> None:
    assert day_for(later, day(today)) == day(until)


def test_a_snooze_asks_again_on_a_workday_and_holds_what_follows() -> None:
    assert put_off(ASKED, "2026-03-14").snoozed_until == day("2026-03-16")
    assert ladder(put_off(ASKED, "2026-03-20"), 4) == [
        "L0 2026-03-20 owner",
        "L1 2026-03-24 owner",
        "L2 2026-03-26 thread",
        "L3 2026-03-30 lead",
    ]


def test_a_short_snooze_leaves_the_dates_of_later_steps() -> None:
    assert ladder(put_off(ASKED, "2026-03-16"), 4) == [
        "L0 2026-03-16 owner",
        "L1 2026-03-18 owner",
        "L2 2026-03-20 thread",
        "L3 2026-03-27 lead",
    ]


def test_a_snooze_in_the_middle_of_the_ladder_asks_the_owner_again() -> None:
    in_thread = told(review(), Level.IN_THREAD, day("2026-03-20"))
    assert ladder(put_off(in_thread, "2026-03-30", today="2026-03-20"), 2) == [
        "L0 2026-03-30 owner",
        "L1 2026-04-01 owner",
    ]


def test_a_snooze_until_a_holiday_ends_after_it() -> None:
    snoozed = snooze(review("2026-02-06"), day("2026-02-16"), day("2026-02-13"), SEOUL_WITH_HOLIDAYS)
    assert isinstance(snoozed, Review)
    assert snoozed.snoozed_until == day("2026-02-19")


@pytest.mark.parametrize("until", ["2026-03-13", "2026-03-01", "2026-04-13"])
def test_a_snooze_is_for_one_to_thirty_days(until: str) -> None:
    refused = snooze(ASKED, day(until), FRIDAY, SEOUL)
    assert isinstance(refused, Refused)
    assert refused.problem.key == "cadence.snooze_day"
    assert put_off(ASKED, "2026-04-12").snoozed_until == day("2026-04-13")


def test_the_fourth_snooze_in_a_row_needs_a_reason() -> None:
    one = ASKED
    for until in ("2026-03-16", "2026-03-17", "2026-03-18"):
        assert not needs_reason(one)
        one = put_off(one, until)
    assert needs_reason(one)
    for reason in ("", "  "):
        refused = snooze(one, day("2026-03-19"), FRIDAY, SEOUL, reason)
        assert isinstance(refused, Refused)
        assert refused.problem.key == "cadence.snooze_reason"
    assert put_off(one, "2026-03-19", reason="the labels come on Thursday").snoozes == 4
    assert not needs_reason(reviewed(one, day("2026-03-18")))


def test_until_it_is_accepted_the_owner_stays_the_owner() -> None:
    offered = offer(ASKED, COLLEAGUE)
    assert isinstance(offered, Review)
    assert offered.clock == ASKED.clock
    assert next_step(offered, SEOUL) == next_step(ASKED, SEOUL)
    assert decline(offered, COLLEAGUE) == ASKED


def test_who_accepts_is_asked_from_the_beginning() -> None:
    accepted = accept(replace(ASKED, offered_to=COLLEAGUE), COLLEAGUE, day("2026-03-16"))
    assert isinstance(accepted, Review)
    assert (accepted.clock.owner, accepted.offered_to) == (COLLEAGUE, None)
    assert ladder(accepted, 2) == ["L0 2026-03-16 owner", "L1 2026-03-18 owner"]


def test_nobody_accepts_what_was_not_offered_to_them() -> None:
    offered = replace(ASKED, offered_to=COLLEAGUE)
    for answer in (accept(offered, "U0OTHER", FRIDAY), accept(ASKED, COLLEAGUE, FRIDAY), decline(ASKED, COLLEAGUE)):
        assert isinstance(answer, Refused)
        assert answer.problem.key == "cadence.hand_over_gone"
    same = offer(ASKED, OWNER)
    assert isinstance(same, Refused)
    assert same.problem.key == "cadence.hand_over_same"
