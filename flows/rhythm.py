"""When a channel works, and how much its people want to hear."""

from datetime import time
from enum import StrEnum
from zoneinfo import ZoneInfo

from pydantic import Field

from flows.cadence.cadence import Cadence, Profile
from flows.cadence.calendar import Calendar, Quiet
from flows.cadence.typed import Switch
from flows.digest.weekly import WeeklyTime
from flows.fact import Fact


class Starters(StrEnum):
    """Who may start a project: MEMBERS are everybody but guests."""

    EVERYBODY = "everybody"
    MEMBERS = "members"
    LEAD = "lead"


class Shared(StrEnum):
    """What all projects of a channel can build on."""

    TRACKING = "tracking"
    VERSIONING = "versioning"
    SERVING = "serving"
    MONITORING = "monitoring"


class Built(StrEnum):
    """How far that is."""

    IN_PLACE = "in_place"
    PLANNED = "planned"
    MISSING = "missing"


class Weekly(Fact):
    """A time of the week on the wall; `weekday` counts from Monday, 0."""

    weekday: int = Field(default=0, ge=0, le=6)
    at: time = time(9, 30)


class Rhythm(Fact):
    """A channel's settings. `zone` None is the lead's own; `country` is ISO 3166; `digest` None is none."""

    zone: str | None = None
    workdays: tuple[int, ...] = Field(default=(0, 1, 2, 3, 4), min_length=1)
    country: str | None = None
    quiet_begins: time = time(19)
    quiet_ends: time = time(9)
    digest: Weekly | None = Weekly()
    profile: Profile = Profile.STANDARD
    starters: Starters = Starters.EVERYBODY
    shared: dict[Shared, Built] = Field(default_factory=dict)
    """As the lead sees it; what nobody said anything about is not in it."""

    def calendar(self, zone: ZoneInfo) -> Calendar:
        """On the wall of somebody's own zone."""
        quiet = Quiet(self.quiet_begins, self.quiet_ends)
        return Calendar(zone, frozenset(self.workdays), self.country, quiet)

    @property
    def weekly(self) -> WeeklyTime | None:
        return WeeklyTime(self.digest.weekday, self.digest.at) if self.digest else None


class Choice(Fact):
    """What people chose for one project's reviews: how often, and who took over which objective."""

    every: Cadence | Switch | None = None
    owners: dict[str, str] = Field(default_factory=dict)
    """Person by row, of objectives and metrics that were handed over."""
