"""When a person may be disturbed."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from flows.cadence.calendar import Calendar, NoWorkday, Quiet
from flows.cadence.holidays import is_holiday, knows_country
from tests.flows.cadence.dates import LONDON, NEW_YORK, SAO_PAULO, SEOUL, SEOUL_WITH_HOLIDAYS, at, day, wall


@pytest.mark.parametrize(
    ("holiday", "country"),
    [
        ("2026-02-17", "KR"),  # Lunar New Year
        ("2026-09-25", "KR"),  # Chuseok
        ("2026-07-03", "US"),  # Independence Day, observed
        ("2027-12-31", "US"),  # New Year's Day of the year after, observed
        ("2026-04-06", "GB-ENG"),  # Easter Monday
        ("2026-06-04", "DE-BY"),  # Corpus Christi
    ],
)
def test_holidays_are_those_of_the_country(holiday: str, country: str) -> None:
    assert is_holiday(day(holiday), country)
    assert is_holiday(day(holiday), country.lower())
    assert not is_holiday(day(holiday), "AQ-NOWHERE")


def test_a_part_of_a_country_may_have_holidays_of_its_own() -> None:
    assert not is_holiday(day("2026-06-04"), "DE")
    assert [knows_country(code) for code in ("KR", "kr", "US-NY", "DE-BY", "DE-XX", "XX", "")] == [
        True, True, True, True, False, False, False,
    ]  # fmt: skip


def test_a_holiday_is_no_workday_and_neither_is_what_the_team_lists() -> None:
    seollal = day("2026-02-16")
    assert SEOUL_WITH_HOLIDAYS.workday_from(seollal) == day("2026-02-19")
    assert SEOUL.workday_from(seollal) == seollal
    away_day = Calendar(ZoneInfo("Asia/Seoul"), listed=frozenset({seollal}))
    assert away_day.workday_from(seollal) == day("2026-02-17")


def test_workdays_are_counted_over_weekends_and_holidays() -> None:
    friday = day("2026-03-13")
    assert [SEOUL.workdays_after(friday, count) for count in (0, 2, 5, 10)] == [
        friday, day("2026-03-17"), day("2026-03-20"), day("2026-03-27"),
    ]  # fmt: skip
    assert SEOUL.workdays_after(day("2026-03-14"), 1) == day("2026-03-16")
    assert SEOUL_WITH_HOLIDAYS.workdays_after(day("2026-02-13"), 1) == day("2026-02-19")


def test_other_teams_work_on_other_days() -> None:
    dubai = Calendar(ZoneInfo("Asia/Dubai"), workdays=frozenset({6, 0, 1, 2, 3}))
    assert dubai.workday_from(day("2026-03-13")) == day("2026-03-15")


def test_where_nobody_ever_works_it_says_so() -> None:
    with pytest.raises(NoWorkday):
        Calendar(ZoneInfo("UTC"), workdays=frozenset()).workday_from(day("2026-03-13"))


@pytest.mark.parametrize(
    ("quiet", "open_at", "closed_at"),
    [
        (Quiet(), ("09:00", "10:00", "18:59"), ("19:00", "23:59", "00:00", "08:59")),
        (Quiet(time(12), time(13)), ("11:59", "13:00", "03:00"), ("12:00", "12:59")),
        (Quiet(time(9), time(9)), ("00:00", "09:00", "23:59"), ()),
    ],
)
def test_quiet_hours_may_hold_midnight(quiet: Quiet, open_at: tuple[str, ...], closed_at: tuple[str, ...]) -> None:
    calendar = Calendar(ZoneInfo("Asia/Seoul"), quiet=quiet)
    assert [calendar.is_open(at(f"2026-03-13 {hour}")) for hour in open_at] == [True] * len(open_at)
    assert [calendar.is_open(at(f"2026-03-13 {hour}")) for hour in closed_at] == [False] * len(closed_at)
    assert not calendar.is_open(at("2026-03-14 11:00"))


@pytest.mark.parametrize(
    ("calendar", "friday", "monday"),
    [
        (SEOUL, "2026-03-06 01:00", "2026-03-09 01:00"),
        (NEW_YORK, "2026-03-06 15:00", "2026-03-09 14:00"),  # summer time from 8 March
        (NEW_YORK, "2026-10-30 14:00", "2026-11-02 15:00"),
        (LONDON, "2026-03-27 10:00", "2026-03-30 09:00"),
        (LONDON, "2026-10-23 09:00", "2026-10-26 10:00"),
        (SAO_PAULO, "2018-11-01 13:00", "2018-11-05 12:00"),  # a holiday on Friday, a change on Sunday
    ],
)
def test_ten_o_clock_is_ten_on_the_wall_whatever_the_clock_change(calendar: Calendar, friday: str, monday: str) -> None:
    before = datetime.fromisoformat(friday).replace(tzinfo=UTC)
    after = calendar.slot_after(before)
    assert wall(before, calendar).endswith("10:00")
    assert after == datetime.fromisoformat(monday).replace(tzinfo=UTC)


def test_a_time_that_is_skipped_comes_later_and_one_that_is_doubled_comes_first() -> None:
    assert wall(NEW_YORK.instant(day("2026-03-08"), time(2, 30)), NEW_YORK) == "2026-03-08 03:30"
    assert wall(SAO_PAULO.instant(day("2018-11-04"), time(0, 30)), SAO_PAULO) == "2018-11-04 01:30"
    doubled = NEW_YORK.instant(day("2026-11-01"), time(1, 30))
    assert wall(doubled, NEW_YORK) == wall(doubled + timedelta(hours=1), NEW_YORK) == "2026-11-01 01:30"


def test_a_day_that_never_was_is_no_workday() -> None:
    apia = Calendar(ZoneInfo("Pacific/Apia"))
    assert not apia.is_workday(day("2011-12-30"))
    assert apia.workdays_after(day("2011-12-29"), 1) == day("2012-01-02")


def test_a_slot_in_quiet_hours_moves_to_their_end() -> None:
    late_riser = Calendar(ZoneInfo("Asia/Seoul"), quiet=Quiet(time(20), time(11, 30)))
    assert wall(late_riser.slot(day("2026-03-13")), late_riser) == "2026-03-13 11:30"
    night_owl = Calendar(ZoneInfo("Asia/Seoul"), quiet=Quiet(time(10), time(9)))
    assert wall(night_owl.slot(day("2026-03-13")), night_owl) == "2026-03-13 09:00"


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-03-13 11:00", "2026-03-13 11:00"),
        ("2026-03-13 04:00", "2026-03-13 09:00"),
        ("2026-03-13 19:00", "2026-03-16 09:00"),
        ("2026-03-14 11:00", "2026-03-16 09:00"),
    ],
)
def test_what_cannot_wait_comes_as_soon_as_people_work(now: str, opens: str) -> None:
    assert wall(SEOUL.opens(at(now)), SEOUL) == opens
