"""One message per person and day."""

from dataclasses import replace

import pytest

from flows.cadence.agenda import Agenda, Ask, agenda, may_deepen, message_day
from flows.cadence.clocks import Subject
from flows.cadence.escalation import reviews_due
from flows.cadence.review import Level, Review, told
from flows.cadence.silence import silent_interview
from tests.flows.cadence.dates import LONDON, NEW_YORK, OWNER, SEOUL, SEOUL_WITH_HOLIDAYS, at, day, review, wall


def due(reviews: list[Review], now: str) -> list[Ask]:
    return list(reviews_due(reviews, at(now), SEOUL))


def asked(found: Agenda) -> list[str]:
    return [one.key for one, _ in found.ask]


@pytest.mark.parametrize(
    ("now", "last", "when"),
    [
        ("2026-03-13 08:00", None, "2026-03-13 10:00"),
        ("2026-03-13 10:00", None, "2026-03-13 10:00"),
        ("2026-03-13 11:59", None, "2026-03-13 11:59"),
        ("2026-03-13 12:00", None, "2026-03-13 12:00"),
        ("2026-03-13 12:01", None, "2026-03-16 10:00"),
        ("2026-03-13 10:30", "2026-03-13", "2026-03-16 10:00"),
        ("2026-03-13 10:30", "2026-03-12", "2026-03-13 10:30"),
        ("2026-03-14 10:30", None, "2026-03-16 10:00"),
        ("2026-03-13 10:30", "2026-03-16", "2026-03-17 10:00"),  # the clock was turned back, or the person travelled
    ],
)
def test_a_message_goes_out_at_ten_or_up_to_two_hours_later(now: str, last: str | None, when: str) -> None:
    found = message_day(at(now), SEOUL, day(last) if last else None)
    assert wall(found.at, SEOUL) == when
    assert found.day == day(when[:10])


def test_the_key_is_the_person_s_own_day() -> None:
    morning_in_seoul = message_day(at("2026-03-13 10:00"), SEOUL)
    the_same_instant = message_day(at("2026-03-13 10:00"), NEW_YORK)
    assert morning_in_seoul.key(OWNER) == "U0OWNER:2026-03-13"
    assert the_same_instant.key(OWNER) == "U0OWNER:2026-03-13"
    assert wall(the_same_instant.at, NEW_YORK) == "2026-03-13 10:00"
    assert the_same_instant.at > morning_in_seoul.at


def test_a_holiday_has_no_message() -> None:
    assert message_day(at("2026-02-16 10:30"), SEOUL_WITH_HOLIDAYS).day == day("2026-02-19")
    assert message_day(at("2026-04-03 10:30", LONDON), LONDON).day == day("2026-04-07")  # Easter


def test_five_questions_oldest_first_and_the_rest_on_the_next_workday() -> None:
    lasts = ["2026-03-06", "2026-03-02", "2026-03-05", "2026-03-04", "2026-03-03", "2026-03-06", "2026-03-06"]
    reviews = [review(last, row=f"r{place}") for place, last in enumerate(lasts)]
    found = agenda(due(reviews, "2026-03-13 10:00"), at("2026-03-13 10:00"), SEOUL)
    assert asked(found) == [f"P1:objective:{row}" for row in ("r1", "r4", "r3", "r2", "r0")]
    assert [one.key for one in found.rolled] == ["P1:objective:r5", "P1:objective:r6"]
    assert wall(found.rolled_to, SEOUL) == "2026-03-16 10:00"


def test_of_the_same_day_what_went_furthest_comes_first() -> None:
    first, second = review(row="r1"), told(review(row="r2"), Level.ASKED, day("2026-03-13"))
    found = agenda(due([first, second], "2026-03-17 10:00"), at("2026-03-17 10:00"), SEOUL)
    assert asked(found) == [second.key, first.key]


def test_the_order_they_come_in_does_not_matter() -> None:
    waiting = due([review(row=f"r{place}") for place in range(7)], "2026-03-13 10:00")
    assert agenda(waiting, at("2026-03-13 10:00"), SEOUL) == agenda(waiting[::-1], at("2026-03-13 10:00"), SEOUL)


def test_what_comes_too_late_is_rolled_over_whole() -> None:
    found = agenda(due([review()], "2026-03-13 15:00"), at("2026-03-13 15:00"), SEOUL)
    assert found.ask == ()
    assert found.rolled == (review(),)
    assert wall(found.rolled_to, SEOUL) == "2026-03-16 10:00"


def test_a_nudge_is_part_of_the_same_message() -> None:
    nudge = silent_interview("P2", OWNER, at("2026-03-11 15:00"), SEOUL)
    found = agenda(due([nudge, review()], "2026-03-13 10:00"), at("2026-03-13 10:00"), SEOUL)
    assert [one.clock.subject for one, _ in found.ask] == [Subject.PROJECT, Subject.INTERVIEW]


def test_one_question_to_deepen_fits_once_a_week_beside_nothing_overdue() -> None:
    now = "2026-03-17 10:00"
    calm = agenda(due([review("2026-03-10")], now), at(now), SEOUL)
    assert asked(calm) == ["P1:project:"]
    assert may_deepen(calm, None)
    assert may_deepen(calm, day("2026-03-10"))
    assert not may_deepen(calm, day("2026-03-11"))
    overdue = agenda(due([told(review(), Level.ASKED, day("2026-03-13"))], now), at(now), SEOUL)
    assert not may_deepen(overdue, None)
    full = replace(calm, ask=calm.ask * 5)
    assert not may_deepen(full, None)
