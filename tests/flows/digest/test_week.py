"""Weeks, and when the digest of one is due."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.cadence.calendar import Calendar
from flows.cadence.typed import Switch
from flows.digest.week import Week, read_week, span_to, week_of
from flows.digest.weekly import MONDAY_MORNING, Slot, WeeklyTime, next_digest, posted_at, read_weekly
from flows.reading.result import Unreadable

SEOUL = Calendar(ZoneInfo("Asia/Seoul"), country="KR")
NEW_YORK = Calendar(ZoneInfo("America/New_York"))
LONDON = Calendar(ZoneInfo("Europe/London"))
SAO_PAULO = Calendar(ZoneInfo("America/Sao_Paulo"))


def at(written: str, calendar: Calendar = SEOUL) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=calendar.zone).astimezone(UTC)


def shown(slot: Slot | None, calendar: Calendar = SEOUL) -> str:
    assert slot is not None
    return f"{slot.week} {slot.at.astimezone(calendar.zone):%a %Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("day", "week"),
    [
        ("2026-01-01", "2026-W01"),
        ("2025-12-29", "2026-W01"),
        ("2026-12-31", "2026-W53"),
        ("2027-01-03", "2026-W53"),
        ("2027-01-04", "2027-W01"),
        ("2024-12-30", "2025-W01"),
    ],
)
def test_weeks_are_those_of_iso_over_the_year_s_end(day: str, week: str) -> None:
    assert str(week_of(date.fromisoformat(day))) == week
    assert read_week(week) == week_of(date.fromisoformat(day))


@pytest.mark.parametrize("written", ["", "2026", "2026-W54", "2025-W53", "W01-2026"])
def test_what_is_no_week_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_week(written)


def test_a_week_is_an_hour_shorter_or_longer_where_the_clock_changes() -> None:
    hours = [
        (span.until - span.since) // timedelta(hours=1)
        for week, calendar in [
            (Week(2026, 10), NEW_YORK),
            (Week(2026, 44), NEW_YORK),
            (Week(2026, 13), LONDON),
            (Week(2026, 12), LONDON),
            (Week(2018, 44), SAO_PAULO),
        ]
        for span in [week.span(calendar.zone)]
    ]
    assert hours == [167, 169, 167, 168, 167]


@given(st.dates(date(2000, 1, 1), date(2099, 1, 1)), st.sampled_from([SEOUL, NEW_YORK, LONDON, SAO_PAULO]))
def test_weeks_follow_each_other_without_a_gap(day: date, calendar: Calendar) -> None:
    week = week_of(day)
    assert week.previous < week < week.next
    assert week.next.previous == week == read_week(str(week))
    assert week.span(calendar.zone).until == week.next.span(calendar.zone).since
    assert calendar.instant(day, time(12)) in week.span(calendar.zone)


def test_the_key_is_channel_and_week() -> None:
    assert Week(2026, 1).key("C1") == "C1:2026-W01"


@pytest.mark.parametrize(
    ("now", "next_one"),
    [
        ("2026-03-14 12:00", "2026-W12 Mon 2026-03-16 09:30"),
        ("2026-03-16 09:29", "2026-W12 Mon 2026-03-16 09:30"),
        ("2026-03-16 09:30", "2026-W13 Mon 2026-03-23 09:30"),
        ("2026-02-13 12:00", "2026-W08 Thu 2026-02-19 09:30"),  # Lunar New Year from Monday to Wednesday
        ("2026-12-30 12:00", "2027-W01 Mon 2027-01-04 09:30"),
    ],
)
def test_the_next_digest(now: str, next_one: str) -> None:
    assert shown(next_digest(MONDAY_MORNING, SEOUL, at(now))) == next_one


def test_a_digest_that_a_holiday_moves_into_the_next_week_keeps_its_week() -> None:
    friday = WeeklyTime(4, time(16))
    good_friday = Calendar(ZoneInfo("Europe/London"), country="GB-ENG")
    moved = next_digest(friday, good_friday, at("2026-04-02 12:00", good_friday))
    assert shown(moved, good_friday) == "2026-W14 Tue 2026-04-07 16:00"
    assert moved is not None
    following = next_digest(friday, good_friday, moved.at, moved.week)
    assert shown(following, good_friday) == "2026-W15 Fri 2026-04-10 16:00"


def test_a_digest_that_holidays_move_onto_the_next_one_is_left_out() -> None:
    break_of_a_week = frozenset(date(2026, 3, 16) + timedelta(days=ahead) for ahead in range(7))
    calendar = Calendar(ZoneInfo("Asia/Seoul"), listed=break_of_a_week)
    assert shown(next_digest(MONDAY_MORNING, calendar, at("2026-03-14 12:00"))) == "2026-W13 Mon 2026-03-23 09:30"


def test_a_weekend_chosen_on_purpose_stays() -> None:
    assert shown(next_digest(WeeklyTime(6, time(18)), SEOUL, at("2026-03-14 12:00"))) == "2026-W11 Sun 2026-03-15 18:00"


def test_changing_the_time_gives_no_second_digest_in_a_week() -> None:
    sent = Week(2026, 12)
    friday = WeeklyTime(4, time(16))
    assert shown(next_digest(friday, SEOUL, at("2026-03-16 12:00"), sent)) == "2026-W13 Fri 2026-03-27 16:00"


@pytest.mark.parametrize(
    ("weekly", "calendar", "now", "expected"),
    [
        # 02:30 is skipped on 8 March and comes twice on 1 November.
        (WeeklyTime(6, time(2, 30)), NEW_YORK, "2026-03-07 12:00", "2026-W10 Sun 2026-03-08 03:30"),
        (WeeklyTime(6, time(1, 30)), NEW_YORK, "2026-10-31 12:00", "2026-W44 Sun 2026-11-01 01:30"),
        (WeeklyTime(6, time(1, 30)), LONDON, "2026-03-28 12:00", "2026-W13 Sun 2026-03-29 02:30"),
        (WeeklyTime(6, time(0, 30)), SAO_PAULO, "2018-11-03 12:00", "2018-W44 Sun 2018-11-04 01:30"),
    ],
)
def test_a_change_of_the_clock_neither_skips_nor_doubles_it(
    weekly: WeeklyTime, calendar: Calendar, now: str, expected: str
) -> None:
    slot = next_digest(weekly, calendar, at(now, calendar))
    assert shown(slot, calendar) == expected
    assert slot is not None
    after = next_digest(weekly, calendar, slot.at, slot.week)
    assert after is not None
    assert after.week == slot.week.next
    assert next_digest(weekly, calendar, slot.at) == after, "the second time of the night is no other slot"


ZONES = ["Asia/Seoul", "America/New_York", "Europe/London", "America/Sao_Paulo", "Australia/Lord_Howe", "Pacific/Apia"]


@given(
    st.sampled_from(ZONES),
    st.builds(WeeklyTime, st.integers(0, 6), st.times().map(lambda one: one.replace(second=0, microsecond=0))),
    st.datetimes(datetime(2010, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.sampled_from([None, "KR", "US"]),
)
def test_once_a_week_whatever_the_time(zone: str, weekly: WeeklyTime, now: datetime, country: str | None) -> None:
    calendar = Calendar(ZoneInfo(zone), country=country)
    slots: list[Slot] = []
    last: Week | None = None
    for _ in range(12):
        slot = next_digest(weekly, calendar, now, last)
        assert slot is not None
        slots.append(slot)
        now, last = slot.at, slot.week
    assert len({slot.week for slot in slots}) == 12
    gaps = [later.at - earlier.at for earlier, later in pairwise(slots)]
    assert all(timedelta(0) < gap <= timedelta(days=20) for gap in gaps)


@pytest.mark.parametrize(
    ("now", "posted"),
    [
        ("2026-03-16 09:30", "2026-03-16 09:30"),
        ("2026-03-16 11:30", "2026-03-16 11:30"),
        ("2026-03-16 15:00", "2026-03-16 15:00"),
        ("2026-03-16 22:00", "2026-03-17 09:00"),
        ("2026-03-21 12:00", "2026-03-23 09:00"),
    ],
)
def test_a_late_digest_is_posted_when_people_work(now: str, posted: str) -> None:
    slot = Slot(Week(2026, 12), at("2026-03-16 09:30"))
    assert posted_at(slot, at(now), SEOUL) == at(posted)


def test_spans_of_digests_follow_each_other() -> None:
    first = span_to(at("2026-03-16 09:30"), SEOUL.zone)
    second = span_to(at("2026-03-23 09:30"), SEOUL.zone, since=first.until)
    assert first.since == at("2026-03-09 09:30")
    assert (first.until in first, first.until in second) == (False, True)
    assert second.today == date(2026, 3, 23)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("monday 09:30", WeeklyTime(0, time(9, 30))),
        ("Monday 9:30", WeeklyTime(0, time(9, 30))),
        ("mon 9", WeeklyTime(0, time(9))),
        ("on Fridays at 4pm", WeeklyTime(4, time(16))),
        ("fri 4:15 p.m.", WeeklyTime(4, time(16, 15))),
        ("9am tuesday", WeeklyTime(1, time(9))),
        ("wednesday", WeeklyTime(2, time(9, 30))),
        ("thu noon", WeeklyTime(3, time(12))),
        ("sat 12am", WeeklyTime(5, time(0))),
        ("sunday 12pm", WeeklyTime(6, time(12))),
        ("14:00", WeeklyTime(0, time(14))),
        ("월요일 09:30", WeeklyTime(0, time(9, 30))),
        ("월요일 오전 9시 30분", WeeklyTime(0, time(9, 30))),
        ("매주 금요일 오후 4시 반", WeeklyTime(4, time(16, 30))),
        ("화 9시", WeeklyTime(1, time(9))),
        ("수요일 정오", WeeklyTime(2, time(12))),
        ("목요일 오후 2시에", WeeklyTime(3, time(14))),
        ("일요일", WeeklyTime(6, time(9, 30))),
        ("off", Switch.OFF),
        ("끄기", Switch.OFF),
    ],
)
def test_a_weekly_time_is_read_as_people_type_it(typed: str, meant: WeeklyTime | Switch) -> None:
    assert read_weekly(typed) == meant


def test_what_is_not_said_stays_as_it_was() -> None:
    usual = WeeklyTime(4, time(16))
    assert read_weekly("thursday", usual) == WeeklyTime(3, time(16))
    assert read_weekly("10:00", usual) == WeeklyTime(4, time(10))


@pytest.mark.parametrize(
    "typed",
    ["", "someday", "monday 25:00", "monday 9:60", "monday 13pm", "monday tuesday", "월요일 오후 0시", "99", "x" * 999],
)
def test_what_is_no_weekly_time_gets_one_sentence(typed: str) -> None:
    refused = read_weekly(typed)
    assert isinstance(refused, Unreadable)
    assert refused.problem.key == "digest.time"
