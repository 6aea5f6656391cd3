"""Instants as a person reads them: in their zone, in their language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time

from sandbox.page.wording import language, phrases

DAY = {"en": "EEEE, MMMM d", "ko": "M월 d일 EEEE"}
SHORT = {"en": "MMM d", "ko": "M월 d일"}
HEAD = {"en": "EEE, MMM d", "ko": "M월 d일 (E)"}
YEAR = {"en": "{day}, {year}", "ko": "{year}년 {day}"}

NARROW, WHOLE = "\u202f", "\u00a0"
"""Spaces that do not break. Many fonts draw the narrow one as none at all."""


@dataclass(frozen=True, slots=True)
class Times:
    """How one person reads instants, at one present instant."""

    timezone: str
    locale: str
    now: datetime

    @property
    def _words(self) -> Mapping[str, str]:
        return phrases(self.locale)

    def local(self, ts: str) -> datetime:
        """A message timestamp in the person's zone."""
        return datetime.fromtimestamp(float(ts), UTC).astimezone(ZoneInfo(self.timezone))

    @property
    def here(self) -> datetime:
        """The present in the person's zone."""
        return self.now.astimezone(ZoneInfo(self.timezone))

    def time(self, moment: datetime) -> str:
        """`10:05 AM`, `10:05` or `오전 10:05`."""
        if language(self.locale) == "ko":
            return format_time(moment, "aaaa h:mm", locale="ko")  # its short form says AM and PM
        written = format_time(moment, "short", locale=self.locale.replace("-", "_"))
        return written.replace(NARROW, WHOLE)

    def day(self, day: date) -> str:
        """A day of the list: `Today`, `Yesterday` or `Monday, November 23`."""
        return self._near(day) or self._dated(day, DAY)

    def when(self, ts: str) -> str:
        """`today at 10:05 AM`, `Nov 23 at 10:05 AM`."""
        moment = self.local(ts)
        day = self._near(moment.date()).lower() or self._dated(moment.date(), SHORT)
        return self._words["at"].format(day=day, time=self.time(moment))

    def full(self, ts: str) -> str:
        """Day and time, for a tooltip."""
        moment = self.local(ts)
        return self._words["at"].format(day=self._dated(moment.date(), DAY), time=self.time(moment))

    def head(self) -> str:
        """The present: `Mon, Nov 23, 10:05 AM`."""
        day = format_date(self.here, HEAD[language(self.locale)], locale=language(self.locale))
        return f"{day} {self.time(self.here)}"

    def monday_morning(self) -> datetime:
        """The next Monday at 09:30 in the person's zone."""
        morning = self.here.replace(hour=9, minute=30, second=0, microsecond=0)
        morning += timedelta(days=-morning.weekday())
        return morning if morning > self.here else morning + timedelta(days=7)

    def _near(self, day: date) -> str:
        match (self.here.date() - day).days:
            case 0:
                return self._words["today"]
            case 1:
                return self._words["yesterday"]
            case _:
                return ""

    def _dated(self, day: date, form: dict[str, str]) -> str:
        spoken = language(self.locale)
        text = format_date(day, form[spoken], locale=spoken)
        return text if day.year == self.here.year else YEAR[spoken].format(day=text, year=day.year)
