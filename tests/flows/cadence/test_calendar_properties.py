"""What is true of every calendar, and of weeks in which the program runs only now and then."""

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from flows.cadence.agenda import LATE, MOST, agenda, message_day
from flows.cadence.cadence import Cadence
from flows.cadence.calendar import Calendar, Quiet
from flows.cadence.clocks import Clock, Subject
from flows.cadence.escalation import next_step, reviews_due
from flows.cadence.holidays import is_holiday
from flows.cadence.review import Level, Review, next_due, told

ZONES = st.sampled_from(
    [
        "Asia/Seoul", "America/New_York", "Europe/London", "America/Sao_Paulo", "Pacific/Apia", "Australia/Lord_Howe",
        "Asia/Kathmandu", "Africa/Casablanca", "America/St_Johns", "Pacific/Kiritimati", "Asia/Tehran", "UTC",
    ]
)  # fmt: skip
QUIET = st.sampled_from(
    [Quiet(), Quiet(time(22), time(7)), Quiet(time(18), time(11)), Quiet(time(0), time(0)), Quiet(time(12), time(14))]
)
CALENDARS = st.builds(
    Calendar,
    zone=ZONES.map(ZoneInfo),
    workdays=st.sampled_from([frozenset(range(5)), frozenset({6, 0, 1, 2, 3}), frozenset({1, 3}), frozenset({5})]),
    country=st.sampled_from([None, "KR", "US", "GB", "BR"]),
    quiet=QUIET,
)
INSTANTS = st.datetimes(datetime(2010, 1, 1), datetime(2030, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001


def disturbs(at: datetime, calendar: Calendar) -> bool:
    """By the definition, not by the code."""
    wall = at.astimezone(calendar.zone)
    begins, ends = calendar.quiet.begins, calendar.quiet.ends
    quiet = begins <= wall.time() < ends if begins <= ends else not ends <= wall.time() < begins
    holiday = calendar.country is not None and is_holiday(wall.date(), calendar.country)
    return quiet or holiday or wall.weekday() not in calendar.workdays


@given(CALENDARS, INSTANTS, st.integers(-3, 3))
def test_no_message_is_planned_for_the_night_a_weekend_or_a_holiday(
    calendar: Calendar, now: datetime, since: int
) -> None:
    last = calendar.day_of(now) + timedelta(days=since)
    found = message_day(now, calendar, last)
    assert found.at >= now
    assert found.day == calendar.day_of(found.at)
    assert found.day > last
    assert not disturbs(found.at, calendar)
    assert not disturbs(calendar.opens(now), calendar)


@given(CALENDARS, INSTANTS)
def test_no_earlier_slot_was_missed(calendar: Calendar, now: datetime) -> None:
    slot = calendar.slot_after(now)
    assert slot > now
    days = (calendar.day_of(now) + timedelta(days=ahead) for ahead in range((slot - now).days + 3))
    missed = [other for day in days if now < (other := calendar.slot(day)) < slot and calendar.is_workday(day)]
    assert missed == []


@given(CALENDARS, st.dates(date(2010, 1, 1), date(2030, 12, 1)), st.integers(0, 15))
def test_workdays_are_counted_one_by_one(calendar: Calendar, day: date, count: int) -> None:
    found = calendar.workdays_after(day, count)
    assert calendar.is_workday(found)
    between = [day + timedelta(days=ahead) for ahead in range(1, (found - day).days + 1)]
    passed = [one for one in between if calendar.is_workday(one)]
    assert len(passed) == count if count else passed in ([], [found])


CADENCES = st.one_of(st.builds(Cadence, st.sampled_from([1, 3, 7])), st.just(Cadence(1, workdays=True)))
REVIEWS = st.lists(st.tuples(st.integers(0, 12), CADENCES), max_size=13)
HOUR = timedelta(hours=1)


@given(CALENDARS, INSTANTS, REVIEWS, st.lists(st.integers(0, 24 * 21), max_size=3))
def test_three_weeks_of_reminders(
    calendar: Calendar, start: datetime, ages: list[tuple[int, Cadence]], outages: list[int]
) -> None:
    """The program looks every hour, except in outages of a day; nobody answers."""
    today = calendar.day_of(start)
    reviews = {
        f"r{place}": Review(Clock("P", Subject.OBJECTIVE, f"r{place}", "U", every), last=today - timedelta(days=age))
        for place, (age, every) in enumerate(ages)
    }
    messages: dict[date, list[str]] = defaultdict(list)
    last: date | None = None
    for tick in range(24 * 21):
        now = start + tick * HOUR
        if any(down <= tick < down + 24 for down in outages):
            continue
        due = list(reviews_due(reviews.values(), now, calendar))
        if not due:
            continue
        found = agenda(due, now, calendar, last)
        assert len(found.ask) + len(found.rolled) == len(due)
        slot = calendar.slot(calendar.day_of(now))
        chance = slot <= now <= slot + LATE and not disturbs(now, calendar)
        assert bool(found.ask) == (chance and calendar.day_of(now) != last), "no chance is missed, no other taken"
        if not found.ask:
            assert found.rolled_to > now
            assert found.rolled_to == calendar.slot_after(now)
            continue
        day = calendar.day_of(now)
        assert found.when.day == day
        assert day not in messages
        assert len(found.ask) == min(MOST, len(due)), "who is disturbed is asked as much as fits"
        oldest_rolled = min((_waits_since(one, calendar) for one in found.rolled), default=date.max)
        assert all(_waits_since(one, calendar) <= oldest_rolled for one, _ in found.ask)
        last = day
        for one, step in found.ask:
            messages[day].append(one.key)
            reviews[one.clock.row] = told(one, step.level, day)


def _waits_since(one: Review, calendar: Calendar) -> date:
    due = next_due(one, calendar)
    assert due is not None
    return due


@given(CALENDARS, INSTANTS, st.sampled_from([1, 3, 7, 30, 90]), st.integers(0, 200))
def test_steps_follow_in_order_and_apart(calendar: Calendar, start: datetime, every: int, late: int) -> None:
    one = Review(Clock("P", Subject.PROJECT, "", "U", Cadence(every)), last=calendar.day_of(start))
    days: list[date] = []
    levels: list[Level] = []
    for _ in range(7):
        step = next_step(one, calendar)
        assert step is not None
        assert calendar.is_workday(step.day)
        day = step.day if days else calendar.workday_from(step.day + timedelta(days=late))
        days.append(day)
        levels.append(step.level)
        one = told(one, step.level, day)
    assert levels == [*Level, Level.ASLEEP, Level.ASLEEP]
    assert all(later >= calendar.workdays_after(earlier, 2) for earlier, later in pairwise(days))
