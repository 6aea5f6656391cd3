"""How the checks of a project stand."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import assert_never

from flows.answers import values_of
from flows.conditions import Values, holds, matches
from flows.lifecycle.check import Check, Side
from flows.lifecycle.facts import FACTS
from flows.lifecycle.lifecycle import Lifecycle
from flows.lifecycle.needs import (
    AllOf,
    Answered,
    AnyOf,
    Chosen,
    HasRow,
    IfAsked,
    IsFact,
    Left,
    Need,
    NotChosen,
    NothingOpen,
    Ticked,
    looks_at,
)
from flows.lifecycle.stage import ACTIVE, Stage
from flows.lifecycle.standing import Standing
from flows.lifecycle.where import Override, Tick, Where
from flows.questions import Checklist, Level
from flows.scoring.verdict import can_override

VERDICT_CHECK = "IN-X2"
"""Overriding it overrides the verdict."""


class State(StrEnum):
    OPEN = "open"
    AUTOMATIC = "automatic"
    """It ticked itself."""
    BY_PERSON = "by_person"
    OVERRIDDEN = "overridden"


@dataclass(frozen=True, slots=True)
class Checked:
    """`by`, `at` and `note` are those of the tick or the override. `questions` are what is lacking while it is open:
    the questions whose answers would help, those first that come first in the check."""

    check: Check
    state: State
    by: str | None = None
    at: datetime | None = None
    note: str | None = None
    questions: tuple[str, ...] = ()

    @property
    def settled(self) -> bool:
        return self.state is not State.OPEN

    @property
    def blocks(self) -> bool:
        return self.check.mandatory and not self.settled


@dataclass(frozen=True)
class Checks:
    """The checks of one project at one moment."""

    lifecycle: Lifecycle
    where: Where
    standing: Standing

    @cached_property
    def values(self) -> Values:
        """The answers that count: those of questions that are asked."""
        return self.lifecycle.asked.counting(values_of(self.standing.answers))

    def of(self, stage: Stage, side: Side | None = None) -> tuple[Checked, ...]:
        """All checks of the stage that apply to this project, in order."""
        found = self.lifecycle.checks_of(stage, side)
        return tuple(self.checked(one) for one in found if self.applies(one))

    def named(self, codes: Iterable[str]) -> tuple[Checked, ...]:
        return tuple(self.checked(self.lifecycle.checks[code]) for code in codes)

    def applies(self, check: Check) -> bool:
        return check.applies is None or self.met(check.applies)

    def checked(self, check: Check) -> Checked:
        tick = self.tick(check)
        if self.met(check.when, ticked=tick is not None):
            if tick and not self.met(check.when):
                return Checked(check, State.BY_PERSON, tick.by, tick.at, tick.note)
            return Checked(check, State.AUTOMATIC)
        if override := self.override(check):
            return Checked(check, State.OVERRIDDEN, override.by, override.at, override.reason)
        lacking = dict.fromkeys(self._lacking(check.when, ticked=tick is not None))
        return Checked(check, State.OPEN, questions=tuple(lacking))

    def tick(self, check: Check) -> Tick | None:
        """Its tick, while it counts."""
        tick = self.where.ticks.get(check.code)
        if tick and check.tick and check.tick.days is not None:
            return tick if self.standing.now - tick.at <= timedelta(days=check.tick.days) else None
        return tick

    def override(self, check: Check) -> Override | None:
        """Its override, while it counts."""
        if check.code == VERDICT_CHECK and not can_override(self.standing.rules):
            return None
        return self.where.overrides.get(check.code)

    def open_to_leave(self, stage: Stage) -> tuple[Checked, ...]:
        """What is missing to leave the stage: mandatory checks first."""
        return _open(self.of(stage, Side.EXIT))

    def open_to_enter(self, stage: Stage) -> tuple[Checked, ...]:
        """What is missing to enter the stage from the one before it, mandatory checks first: its own entry checks,
        and the mandatory exit checks of the stage that they ask to have left."""
        entry = self.of(stage, Side.ENTRY)
        before = [] if self._has_entered(stage) else [one.check.follows for one in entry if one.check.follows]
        leaving = (one for other in before for one in self.of(other, Side.EXIT) if one.check.mandatory)
        return _open((*leaving, *(one for one in entry if one.check.follows is None)))

    def next(self) -> Checked | None:
        """The first open mandatory check of the stage it is in, of leaving and then of entering the next."""
        stage, after = self.where.stage, self.where.stage.next
        entering = self.open_to_enter(after) if after else ()
        every = (*(self.open_to_leave(stage) if stage is not Stage.OPERATION else ()), *entering)
        return next((one for one in every if one.blocks), None)

    def deepen(self) -> str | None:
        """The detail question to ask next: the first unanswered one that a mandatory exit check needs, else advice."""
        for one in self.open_to_leave(self.where.stage) if self.where.stage.active else ():
            for key in one.questions:
                if self.lifecycle.catalogue[key].level is Level.DETAIL and key not in self.standing.answers:
                    return key
        return None

    def met(self, need: Need, *, ticked: bool = False) -> bool:
        """Whether the need is true; `ticked` says whether a person ticked the check that has it."""
        values = self.values
        match need:
            case AllOf(needs=parts):
                return all(self.met(part, ticked=ticked) for part in parts)
            case AnyOf(needs=parts):
                return any(self.met(part, ticked=ticked) for part in parts)
            case Answered(answered=keys):
                return all(key in values for key in keys)
            case IfAsked(if_asked=keys):
                return all(key in values or not self._asked(key) for key in keys)
            case Chosen(question=key, values=wanted):
                return bool(_chosen(values, key).intersection(wanted))
            case NotChosen(question=key, values=refused):
                return key in values and not _chosen(values, key).intersection(refused)
            case HasRow(rows=key, where=where, filled=columns):
                rows = values.get(key) or ()
                return any(matches(row, where) and all(row.get(one) not in _EMPTY for one in columns) for row in rows)
            case NothingOpen(checklist=key, parts=parts_meant):
                return self._nothing_open(key, parts_meant)
            case IsFact(fact=name):
                return FACTS[name](self.standing, values, self.lifecycle.catalogue)
            case Left(left=stage):
                after = stage.next
                return (after is not None and self._has_entered(after)) or not any(
                    one.blocks for one in self.of(stage, Side.EXIT)
                )
            case Ticked():
                return ticked
            case _:
                assert_never(need)

    def _has_entered(self, stage: Stage) -> bool:
        """Whether the project is in the stage or past it; one that is paused or stopped is where it left."""
        now = self.where.stage if self.where.stage.active else self.where.left
        return now is not None and ACTIVE.index(now) >= ACTIVE.index(stage)

    def _asked(self, key: str) -> bool:
        return holds(self.lifecycle.catalogue[key].ask_if, self.values)

    def _nothing_open(self, key: str, parts: Iterable[str]) -> bool:
        question = self.lifecycle.catalogue[key]
        assert isinstance(question, Checklist)
        value = self.values.get(key) or {}
        items = [item.key for part in question.parts if part.key in parts for item in part.items]
        return all((value.get(item) or {}).get("state", "open") != "open" for item in items)

    def _lacking(self, need: Need, *, ticked: bool) -> Iterator[str]:
        """The questions whose answers would help, as far as they are asked."""
        if self.met(need, ticked=ticked):
            return
        match need:
            case AllOf(needs=parts) | AnyOf(needs=parts):
                for part in parts:
                    yield from self._lacking(part, ticked=ticked)
            case Answered(answered=keys) | IfAsked(if_asked=keys):
                yield from (key for key in keys if key not in self.values and self._asked(key))
            case _:
                yield from filter(self._asked, looks_at(need))


_EMPTY: tuple[object, ...] = (None, "", [], ())


def _chosen(values: Values, key: str) -> frozenset[str]:
    value = values.get(key)
    if value is None:
        return frozenset()
    return frozenset((value,) if isinstance(value, str) else value)


def _open(checks: Iterable[Checked]) -> tuple[Checked, ...]:
    return tuple(sorted((one for one in checks if not one.settled), key=lambda one: not one.check.mandatory))
