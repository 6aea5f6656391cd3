"""Calendars, reviews and days for these tests."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from flows.cadence.cadence import Cadence
from flows.cadence.calendar import Calendar
from flows.cadence.clocks import Clock, Subject
from flows.cadence.review import Review

SEOUL = Calendar(ZoneInfo("Asia/Seoul"))
SEOUL_WITH_HOLIDAYS = Calendar(ZoneInfo("Asia/Seoul"), country="KR")
NEW_YORK = Calendar(ZoneInfo("America/New_York"), country="US")
LONDON = Calendar(ZoneInfo("Europe/London"), country="GB-ENG")
SAO_PAULO = Calendar(ZoneInfo("America/Sao_Paulo"), country="BR")

OWNER, COLLEAGUE = "U0OWNER", "U0MATE"


def day(written: str) -> date:
    return date.fromisoformat(written)


def at(written: str, calendar: Calendar = SEOUL) -> datetime:
    """`2026-03-13 10:00` on the wall."""
    return datetime.fromisoformat(written).replace(tzinfo=calendar.zone).astimezone(UTC)


def wall(instant: datetime, calendar: Calendar) -> str:
    return f"{instant.astimezone(calendar.zone):%Y-%m-%d %H:%M}"


def review(
    last: str = "2026-03-06",
    every: Cadence | int | None = 7,
    row: str = "",
    project: str = "P1",
    owner: str = OWNER,
) -> Review:
    cadence = Cadence(every) if isinstance(every, int) else every
    subject = Subject.OBJECTIVE if row else Subject.PROJECT
    return Review(Clock(project, subject, row, owner, cadence), last=day(last))
