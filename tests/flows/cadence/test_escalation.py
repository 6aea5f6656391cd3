"""From due to asleep: dates, states, and whom it goes to."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from flows.cadence.cadence import Cadence
from flows.cadence.calendar import Calendar
from flows.cadence.clocks import Subject
from flows.cadence.escalation import Audience, Step, escalated, next_instant, next_step, reviews_due
from flows.cadence.freshness import Freshness, dormant_from, freshness
from flows.cadence.review import Level, Presence, Review, changed, next_due, reviewed, told
from flows.cadence.silence import silent_interview
from tests.flows.cadence.dates import (
    COLLEAGUE,
    OWNER,
    SEOUL,
    SEOUL_WITH_HOLIDAYS,
    at,
    day,
    review,
    wall,
)

WORKDAY = Cadence(1, workdays=True)


def ladder(one: Review, steps: int, calendar: Calendar = SEOUL, presence: Presence = Presence.HERE) -> list[str]:
    """`L0 2026-03-13 owner` and so on, each step taken on its day."""
    taken = []
    for _ in range(steps):
        step = next_step(one, calendar, presence)
        if step is None:
            break
        taken.append(f"L{step.level.value} {step.day} {'+'.join(step.to)}{' new owner' if step.new_owner else ''}")
        one = told(one, step.level, step.day)
    return taken


@pytest.mark.parametrize(
    ("last", "every", "calendar", "due"),
    [
        ("2026-03-06", Cadence(7), SEOUL, "2026-03-13"),
        ("2026-03-06", Cadence(1), SEOUL, "2026-03-09"),
        ("2026-03-06", WORKDAY, SEOUL, "2026-03-09"),
        ("2026-03-06", Cadence(2, workdays=True), SEOUL, "2026-03-10"),
        ("2026-03-06", Cadence(2), SEOUL, "2026-03-09"),
        ("2026-02-09", Cadence(7), SEOUL, "2026-02-16"),
        ("2026-02-09", Cadence(7), SEOUL_WITH_HOLIDAYS, "2026-02-19"),
        ("2026-12-20", Cadence(14), SEOUL, "2027-01-04"),
        ("2028-02-22", Cadence(7), SEOUL, "2028-02-29"),
    ],
)
def test_due_is_last_and_cadence_moved_to_a_workday(last: str, every: Cadence, calendar: Calendar, due: str) -> None:
    assert next_due(review(last, every), calendar) == day(due)


def test_the_ladder_goes_from_the_owner_to_the_thread_to_the_lead() -> None:
    assert ladder(review(), 7) == [
        "L0 2026-03-13 owner",
        "L1 2026-03-17 owner",
        "L2 2026-03-20 thread",
        "L3 2026-03-27 lead",
        "L4 2026-04-06 lead",  # dormant from Saturday 4 April
        "L4 2026-05-06 lead",
        "L4 2026-06-05 lead",
    ]


def test_with_a_short_cadence_the_lead_still_hears_that_it_waits_before_that_it_sleeps() -> None:
    assert ladder(review(every=1), 6) == [
        "L0 2026-03-09 owner",
        "L1 2026-03-11 owner",
        "L2 2026-03-16 thread",
        "L3 2026-03-23 lead",
        "L4 2026-03-25 lead",
        "L4 2026-04-24 lead",
    ]


def test_nothing_is_said_before_its_day_and_one_step_on_it() -> None:
    asked = told(review(), Level.ASKED, day("2026-03-13"))
    assert escalated(review(), day("2026-03-12"), SEOUL) is None
    assert escalated(review(), day("2026-03-13"), SEOUL) == Step(Level.ASKED, day("2026-03-13"), (Audience.OWNER,))
    assert escalated(asked, day("2026-03-16"), SEOUL) is None
    assert escalated(asked, day("2026-03-17"), SEOUL) == Step(Level.STILL_WAITING, day("2026-03-17"), (Audience.OWNER,))


def test_after_an_outage_the_owner_is_asked_first_and_has_time_to_answer() -> None:
    down_until = day("2026-04-01")
    step = escalated(review(), down_until, SEOUL)
    assert step is not None
    assert step.level is Level.ASKED
    assert ladder(told(review(), step.level, down_until), 4) == [
        "L1 2026-04-03 owner",
        "L2 2026-04-07 thread",
        "L3 2026-04-09 lead",
        "L4 2026-04-13 lead",
    ]


def test_somebody_out_of_office_is_not_asked_the_thread_is() -> None:
    assert ladder(review(), 3, presence=Presence.AWAY) == [
        "L2 2026-03-13 thread",
        "L3 2026-03-27 lead",
        "L4 2026-04-06 lead",
    ]
    asked = told(review(), Level.ASKED, day("2026-03-13"))
    left_since = next_step(asked, SEOUL, Presence.AWAY)
    assert left_since == Step(Level.IN_THREAD, day("2026-03-13"), (Audience.THREAD,))


def test_when_the_account_is_gone_the_lead_names_a_new_owner() -> None:
    assert ladder(review(), 2, presence=Presence.GONE) == [
        "L2 2026-03-13 thread+lead new owner",
        "L3 2026-03-27 lead new owner",
    ]


def test_any_review_resets_the_ladder_and_an_old_result_does_not_turn_it_back() -> None:
    waiting = replace(told(review(), Level.TO_LEAD, day("2026-03-27")), snoozes=3, snoozed_until=day("2026-03-30"))
    fresh = reviewed(waiting, day("2026-03-28"))
    assert fresh == review("2026-03-28")
    assert ladder(fresh, 1) == ["L0 2026-04-06 owner"]
    assert reviewed(fresh, day("2026-03-20")) == fresh


def test_a_new_cadence_counts_at_once_and_a_new_owner_begins_anew() -> None:
    asked = told(review(), Level.STILL_WAITING, day("2026-03-17"))
    slower = changed(asked, replace(asked.clock, every=Cadence(30)), day("2026-03-18"))
    assert ladder(slower, 1) == ["L2 2026-04-13 thread"]
    handed = changed(asked, replace(asked.clock, owner=COLLEAGUE), day("2026-03-18"))
    assert (handed.clock.owner, handed.last) == (COLLEAGUE, asked.last)
    assert ladder(handed, 3) == ["L0 2026-03-18 owner", "L1 2026-03-20 owner", "L2 2026-03-24 thread"]


@pytest.mark.parametrize(
    ("every", "states"),
    [
        (
            Cadence(7),
            [
                ("2026-03-13", "fresh"), ("2026-03-14", "due"), ("2026-03-17", "due"), ("2026-03-18", "overdue"),
                ("2026-03-20", "overdue"), ("2026-03-21", "stale"), ("2026-04-03", "stale"), ("2026-04-04", "dormant"),
            ],
        ),
        (
            Cadence(3),  # due on Monday: no time left to be overdue
            [
                ("2026-03-09", "fresh"), ("2026-03-11", "due"), ("2026-03-12", "overdue"), ("2026-03-13", "stale"),
                ("2026-03-18", "stale"), ("2026-03-19", "dormant"),
            ],
        ),
        (
            Cadence(2),
            [("2026-03-09", "fresh"), ("2026-03-11", "due"), ("2026-03-12", "stale"), ("2026-03-15", "dormant")],
        ),
        (Cadence(1), [("2026-03-09", "fresh"), ("2026-03-11", "due"), ("2026-03-12", "dormant")]),
        (
            WORKDAY,
            [("2026-03-09", "fresh"), ("2026-03-11", "due"), ("2026-03-12", "stale"), ("2026-03-13", "dormant")],
        ),
        (None, [("2026-03-06", "fresh"), ("2030-03-06", "fresh")]),
    ],
)  # fmt: skip
def test_freshness_by_age(every: Cadence | None, states: list[tuple[str, str]]) -> None:
    one = review(every=every)
    assert [(written, freshness(one, day(written), SEOUL).value) for written, _ in states] == states


def test_freshness_only_ever_gets_worse_and_dormant_begins_when_it_says() -> None:
    order = list(Freshness)
    for every in (Cadence(1), Cadence(2), Cadence(3), Cadence(7), Cadence(30), WORKDAY, Cadence(5, workdays=True)):
        one = review(every=every)
        days = [one.last + timedelta(days=ahead) for ahead in range(140)]
        states = [order.index(freshness(one, today, SEOUL_WITH_HOLIDAYS)) for today in days]
        assert states == sorted(states)
        first = next(today for today in days if freshness(one, today, SEOUL_WITH_HOLIDAYS) is Freshness.DORMANT)
        assert dormant_from(one, SEOUL_WITH_HOLIDAYS) == first


def test_what_is_old_is_trusted_less() -> None:
    assert [state.trust for state in Freshness] == [1, 1, 1, Fraction(3, 4), Fraction(1, 2)]


def test_a_snooze_changes_no_freshness() -> None:
    snoozed = replace(review(), snoozed_until=day("2026-04-10"), snoozes=1)
    assert freshness(snoozed, day("2026-04-06"), SEOUL) is Freshness.DORMANT


def test_the_next_instant_is_ten_o_clock_of_the_owner() -> None:
    instant = next_instant(review(), SEOUL)
    assert instant is not None
    assert wall(instant, SEOUL) == "2026-03-13 10:00"


def test_due_are_those_whose_hour_has_come() -> None:
    other = review("2026-03-09", row="r1")
    both = [other, review()]
    assert [one.key for one, _ in reviews_due(both, at("2026-03-13 09:59"), SEOUL)] == []
    assert [one.key for one, _ in reviews_due(both, at("2026-03-13 10:00"), SEOUL)] == [review().key]
    assert [one.key for one, _ in reviews_due(both, at("2026-03-16 10:00"), SEOUL)] == [other.key, review().key]


@pytest.mark.parametrize(
    ("active", "nudged"),
    [
        ("2026-03-11 09:00", "2026-03-12 10:00"),
        ("2026-03-11 10:00", "2026-03-12 10:00"),
        ("2026-03-11 10:01", "2026-03-13 10:00"),
        ("2026-03-12 15:00", "2026-03-16 10:00"),
        ("2026-03-13 23:59", "2026-03-16 10:00"),
    ],
)
def test_a_silent_interview_is_nudged_after_a_day_and_never_again(active: str, nudged: str) -> None:
    nudge = silent_interview("P1", OWNER, at(active), SEOUL)
    instant = next_instant(nudge, SEOUL)
    assert instant is not None
    assert wall(instant, SEOUL) == nudged
    assert nudge.clock.subject is Subject.INTERVIEW
    assert next_due(nudge, SEOUL) is None
    assert next_step(told(nudge, Level.ASKED, date(2026, 3, 16)), SEOUL) is None
