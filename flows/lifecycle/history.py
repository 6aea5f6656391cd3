"""What happened to a project's place, and the place told again from it."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, tzinfo
from typing import Annotated, Literal, TypeVar, assert_never

from pydantic import AwareDatetime, Field

from flows.fact import Fact
from flows.lifecycle.stage import Stage
from flows.lifecycle.where import Override, Step, Tick, Where


class Started(Fact):
    event: Literal["started"] = "started"
    by: str
    at: AwareDatetime


class Ticked(Fact):
    event: Literal["ticked"] = "ticked"
    check: str
    by: str
    at: AwareDatetime
    note: str | None = None


class Unticked(Fact):
    event: Literal["unticked"] = "unticked"
    check: str
    by: str
    at: AwareDatetime


class Overridden(Fact):
    event: Literal["overridden"] = "overridden"
    check: str
    by: str
    at: AwareDatetime
    reason: str


class SubstageNamed(Fact):
    event: Literal["substage_named"] = "substage_named"
    substage: str
    by: str
    at: AwareDatetime


class Waiting(Fact):
    """A paused project waits on, until that day."""

    event: Literal["waiting"] = "waiting"
    wakes_on: date
    by: str
    at: AwareDatetime


Event = Annotated[
    Started | Step | Ticked | Unticked | Overridden | SubstageNamed | Waiting, Field(discriminator="event")
]


Kept = TypeVar("Kept")


def apply(where: Where | None, event: Event) -> Where:
    """The place after one event. Before anything happened there is none: the first event is Started, or ValueError."""
    if where is None:
        if not isinstance(event, Started):
            raise ValueError("A project's history begins with Started")
        return Where(stage=Stage.INTAKE, since=event.at)
    match event:
        case Started():
            raise ValueError("A project starts once")
        case Step():
            return _moved(where, event)
        case Ticked(check=check):
            tick = Tick(by=event.by, at=event.at, note=event.note)
            return where.model_copy(update={"ticks": {**where.ticks, check: tick}})
        case Unticked(check=check):
            return where.model_copy(update={"ticks": _without(where.ticks, (check,))})
        case Overridden(check=check):
            override = Override(by=event.by, at=event.at, reason=event.reason)
            return where.model_copy(update={"overrides": {**where.overrides, check: override}})
        case SubstageNamed(substage=substage):
            return where.model_copy(update={"substage": substage})
        case Waiting(wakes_on=wakes_on):
            return where.model_copy(update={"wakes_on": wakes_on})
        case _:
            assert_never(event)


def replay(events: Iterable[Event]) -> Where | None:
    """The place after all events, in the order in which they happened; None for no events."""
    where: Where | None = None
    for event in events:
        where = apply(where, event)
    return where


def at(events: Iterable[Event], day: date, zone: tzinfo) -> Where | None:
    """The place at the end of a day in a zone; None before the project started."""
    return replay(event for event in events if event.at.astimezone(zone).date() <= day)


def _moved(where: Where, step: Step) -> Where:
    aside = step.target in (Stage.PAUSED, Stage.STOPPED, Stage.RETIRED)
    left = (where.stage if where.stage.active else where.left) if aside else None
    same = step.target is where.left or step.target is Stage.PAUSED
    return where.model_copy(
        update={
            "stage": step.target,
            "since": step.at,
            "substage": where.substage if same else None,
            "left": left,
            "wakes_on": step.wakes_on,
            "ticks": _without(where.ticks, step.cleared),
            "overrides": _without(where.overrides, step.cleared),
            "path": (*where.path, step),
            "round": where.round + step.new_round,
        }
    )


def _without(kept: Mapping[str, Kept], keys: Collection[str]) -> dict[str, Kept]:
    return {key: value for key, value in kept.items() if key not in keys}
