"""Weeks as ISO 8601 counts them, and the stretch of time a digest tells of."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo


class Week(NamedTuple):
    """The year is the ISO one: 2027-01-01 is in the last week of 2026. Compared in order of time."""

    year: int
    number: int

    def day(self, weekday: int) -> date:
        """`weekday` counts from Monday, 0."""
        return date.fromisocalendar(self.year, self.number, weekday + 1)

    @property
    def next(self) -> "Week":
        return week_of(self.day(0) + timedelta(days=7))

    @property
    def previous(self) -> "Week":
        return week_of(self.day(0) - timedelta(days=7))

    def begins(self, zone: ZoneInfo) -> datetime:
        """Midnight before Monday on the wall of `zone`, in UTC."""
        return datetime.combine(self.day(0), time.min, tzinfo=zone).astimezone(UTC)

    def span(self, zone: ZoneInfo) -> "Span":
        """167 to 169 hours, where the clock is changed."""
        return Span(self.begins(zone), self.next.begins(zone), zone)

    def key(self, channel: str) -> str:
        """What makes a channel's digest of a week one."""
        return f"{channel}:{self}"

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02}"


def week_of(day: date) -> Week:
    year, number, _ = day.isocalendar()
    return Week(year, number)


def read_week(written: str) -> Week:
    """From the form that `str` gives. Raises ValueError."""
    year, _, number = written.partition("-W")
    return week_of(date.fromisocalendar(int(year), int(number), 1))


@dataclass(frozen=True, slots=True)
class Span:
    """From one digest (`since`, not part of it any more for the next one) to the next (`until`). Aware instants."""

    since: datetime
    until: datetime
    zone: ZoneInfo

    def __contains__(self, at: datetime) -> bool:
        return self.since <= at < self.until

    @property
    def today(self) -> date:
        """The day on which it is posted."""
        return self.until.astimezone(self.zone).date()


def span_to(until: datetime, zone: ZoneInfo, since: datetime | None = None) -> Span:
    """Up to a digest since the one before, or of seven days where there was none; one after the other, digests tell
    everything once."""
    return Span(min(since, until) if since else until - timedelta(days=7), until, zone)
