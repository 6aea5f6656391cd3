"""How often something is reviewed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from flows.cadence.calendar import Calendar

LONGEST = 180
"""Days, of a cadence that somebody chooses."""


class Drift(StrEnum):
    """How fast the world behind the data changes; the values of `drift_speed`."""

    STATIC = "static"
    YEARLY = "yearly"
    MONTHLY = "monthly"
    WEEKLY = "weekly"
    DAILY = "daily"


class Aim(StrEnum):
    """What is reviewed: an objective of a kind, or the project as a whole."""

    OPTIMISE = "optimise"
    SATISFICE = "satisfice"
    PROJECT = "project"


class Profile(StrEnum):
    """How much a channel wants to be asked."""

    LIGHT = "light"
    STANDARD = "standard"
    ACTIVE = "active"


@dataclass(frozen=True, slots=True)
class Cadence:
    """So many days, or so many workdays, from one review to the next."""

    count: int
    workdays: bool = False

    def after(self, last: date, calendar: Calendar, times: int = 1) -> date:
        """The day that is so many cadences after `last`, whatever day that is."""
        count = self.count * times
        return calendar.workdays_after(last, count) if self.workdays else last + timedelta(days=count)


def cadence(stage: str, aim: Aim, drift: Drift | None = None, profile: Profile = Profile.STANDARD) -> Cadence | None:
    """What nobody chose: by drift speed in operation, by stage before. None where nothing is reviewed."""
    days = _STAGES.get(stage)
    if days is None:
        return None
    if stage == "operation":
        return _as_wanted(_OPERATION[drift][aim], profile)
    return _as_wanted(Cadence(2 * days if aim is Aim.SATISFICE else days), profile)


def _as_wanted(every: Cadence, profile: Profile) -> Cadence:
    match profile:
        case Profile.LIGHT:
            return Cadence(min(2 * every.count, LONGEST), every.workdays)
        case Profile.STANDARD:
            return every
        case Profile.ACTIVE:
            return Cadence((every.count + 1) // 2, every.workdays)


_STAGES = {"intake": 7, "planning": 7, "data": 7, "training": 7, "deployment": 3, "operation": 30, "paused": 30}


def _row(optimise: Cadence, satisfice: Cadence, project: Cadence) -> Mapping[Aim, Cadence]:
    return {Aim.OPTIMISE: optimise, Aim.SATISFICE: satisfice, Aim.PROJECT: project}


_OPERATION: Mapping[Drift | None, Mapping[Aim, Cadence]] = {
    Drift.STATIC: _row(Cadence(90), Cadence(90), Cadence(90)),
    Drift.YEARLY: _row(Cadence(90), Cadence(90), Cadence(90)),
    Drift.MONTHLY: _row(Cadence(30), Cadence(60), Cadence(30)),
    Drift.WEEKLY: _row(Cadence(7), Cadence(14), Cadence(14)),
    Drift.DAILY: _row(Cadence(1, workdays=True), Cadence(2, workdays=True), Cadence(7)),
    None: _row(Cadence(30), Cadence(60), Cadence(30)),
}
