"""When a person, or a team, works: zone, workdays, holidays, quiet hours."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flows.cadence.holidays import is_holiday

MONDAY_TO_FRIDAY = frozenset(range(5))
ASKED_AT = time(10)
_NOON = time(12)
_LONGEST_BREAK = 400


class NoWorkday(ValueError):
    """Nobody works in this calendar for more than a year."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours without messages, by the wall clock; `begins` belongs to them, `ends` does not. Equal means none."""

    begins: time = time(19)
    ends: time = time(9)

    def covers(self, at: time) -> bool:
        if self.begins <= self.ends:
            return self.begins <= at < self.ends
        return at >= self.begins or at < self.ends


@dataclass(frozen=True, slots=True)
class Calendar:
    """`workdays` count from Monday, 0. `country` as for `is_holiday`. `listed` are holidays of the team's own.

    Days are dates on the wall of `zone`; instants are aware and in UTC.
    """

    zone: ZoneInfo
    workdays: frozenset[int] = MONDAY_TO_FRIDAY
    country: str | None = None
    quiet: Quiet = Quiet()
    listed: frozenset[date] = frozenset()

    def day_of(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()

    def instant(self, day: date, at: time) -> datetime:
        """A time that comes twice means the first; one that a change of the clock skips is that much later."""
        return datetime.combine(day, at, tzinfo=self.zone).astimezone(UTC)

    def is_workday(self, day: date) -> bool:
        return (
            day.weekday() in self.workdays
            and day not in self.listed
            and not (self.country and is_holiday(day, self.country))
            # Zones that crossed the date line have days that never were.
            and self.day_of(self.instant(day, _NOON)) == day
        )

    def workday_from(self, day: date) -> date:
        """This day, or the first workday after it. Raises NoWorkday."""
        for ahead in range(_LONGEST_BREAK):
            if self.is_workday(found := day + timedelta(days=ahead)):
                return found
        raise NoWorkday(f"no workday within {_LONGEST_BREAK} days of {day}")

    def workdays_after(self, day: date, count: int) -> date:
        """The workday that is the `count`-th after this day; with 0 as `workday_from`."""
        if count == 0:
            return self.workday_from(day)
        for _ in range(count):
            day = self.workday_from(day + timedelta(days=1))
        return day

    def is_open(self, at: datetime) -> bool:
        """Whether a message may arrive at this instant."""
        wall = at.astimezone(self.zone)
        return not self.quiet.covers(wall.time()) and self.is_workday(wall.date())

    def slot(self, day: date, at: time = ASKED_AT) -> datetime:
        """The instant of that day at which a message goes out: `at`, or the end of the quiet hours around it."""
        return self.instant(day, self.quiet.ends if self.quiet.covers(at) else at)

    def slot_after(self, now: datetime, at: time = ASKED_AT) -> datetime:
        """The first slot of a workday later than `now`."""
        slot = self.slot(self.workday_from(self.day_of(now)), at)
        if slot > now:
            return slot
        return self.slot(self.workdays_after(self.day_of(now), 1), at)

    def opens(self, now: datetime) -> datetime:
        """`now` in working hours, else the first instant of the next ones: for what cannot wait for a slot."""
        if self.is_open(now):
            return now
        wall = now.astimezone(self.zone)
        day = self.workday_from(wall.date())
        begin = self.quiet.ends if self.quiet.begins != self.quiet.ends else time.min
        start = self.instant(day, begin)
        return start if start > now else self.instant(self.workdays_after(wall.date(), 1), begin)
