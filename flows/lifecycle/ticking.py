"""What people say about single checks, about what they do, and about how long to wait."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flows.answers import values_of
from flows.lifecycle.check import OWNER, Check
from flows.lifecycle.checked import VERDICT_CHECK, Checked, Checks
from flows.lifecycle.history import Event, Overridden, SubstageNamed, Ticked, Unticked, Waiting, apply
from flows.lifecycle.lifecycle import Lifecycle
from flows.lifecycle.moving import NOTE_CHARS, Refused, wake_problem
from flows.lifecycle.stage import Stage
from flows.lifecycle.standing import Standing
from flows.lifecycle.where import Where
from flows.scoring.verdict import MIN_OVERRIDE_REASON, can_override
from flows.text import phrase

WAIT_DAYS = 30
"""How much longer a paused project waits where nobody says."""


@dataclass(frozen=True, slots=True)
class Done:
    """It is so now; `event` is what to record."""

    where: Where
    event: Event


def tick(lifecycle: Lifecycle, where: Where, code: str, by: str, standing: Standing, note: str = "") -> Done | Refused:
    """Tick a check by hand."""
    check = lifecycle.checks.get(code)
    if check is None:
        return _unknown(code)
    if not check.by_person:
        checked = Checks(lifecycle, where, standing).checked(check)
        return _ticks_itself(check, () if checked.settled else (checked,))
    note = note.strip()
    if refused := _tick_refusal(check, by, note, standing):
        return refused
    return _done(where, Ticked(check=code, by=by, at=standing.now, note=note or None))


def untick(lifecycle: Lifecycle, where: Where, code: str, by: str, standing: Standing) -> Done | Refused:
    """Take a tick back."""
    check = lifecycle.checks.get(code)
    if check is None:
        return _unknown(code)
    if code not in where.ticks:
        return Refused(phrase("check.not_ticked", "Nobody ticked “{check}”.", check=check.label))
    return _done(where, Unticked(check=code, by=by, at=standing.now))


def override(lifecycle: Lifecycle, where: Where, code: str, by: str, standing: Standing, reason: str) -> Done | Refused:
    """The owner lets a mandatory check be, for a reason that everybody sees. On IN-X2 it is the verdict's override."""
    check = lifecycle.checks.get(code)
    if check is None:
        return _unknown(code)
    if by != standing.owner:
        return Refused(phrase("check.owner_overrides", "Only the owner can decide to go on without this."))
    if check.follows:
        return _ticks_itself(check)
    if not check.mandatory:
        return Refused(
            phrase("check.only_advice", "“{check}” holds nothing up, so it needs no decision.", check=check.label)
        )
    if code == VERDICT_CHECK and not can_override(standing.rules):
        return Refused(
            phrase("check.never", "This verdict cannot be overridden: the team judged it wrong to let a model do this.")
        )
    if Checks(lifecycle, where, standing).checked(check).settled:
        return Refused(phrase("check.settled", "“{check}” is settled already.", check=check.label))
    reason = reason.strip()
    if not MIN_OVERRIDE_REASON <= len(reason) <= NOTE_CHARS[1]:
        return Refused(
            phrase(
                "check.override_reason",
                "Please give the reason in {least} to {most} characters; everybody will see it.",
                least=MIN_OVERRIDE_REASON,
                most=NOTE_CHARS[1],
            )
        )
    return _done(where, Overridden(check=code, by=by, at=standing.now, reason=reason))


def name_substage(lifecycle: Lifecycle, where: Where, substage: str, by: str, standing: Standing) -> Done | Refused:
    """Say what is being done inside the stage."""
    known = lifecycle.stages[where.stage].substages
    if substage not in known:
        return Refused(
            phrase("stage.no_substage", "“{stage}” has no such part.", stage=lifecycle.stages[where.stage].label)
        )
    return _done(where, SubstageNamed(substage=substage, by=by, at=standing.now))


def wait(where: Where, by: str, day: date, standing: Standing, until: date | None = None) -> Done | Refused:
    """Let a paused project wait until a day, else 30 days more. `day` is the person's own today."""
    if where.stage is not Stage.PAUSED:
        return Refused(phrase("stage.not_paused", "Only a paused project can wait."))
    wakes_on = until or day + timedelta(days=WAIT_DAYS)
    if problem := wake_problem(wakes_on, day):
        return Refused(problem)
    return _done(where, Waiting(wakes_on=wakes_on, by=by, at=standing.now))


def _tick_refusal(check: Check, by: str, note: str, standing: Standing) -> Refused | None:
    rule = check.tick
    if rule is None:
        return None
    if rule.by == OWNER and by != standing.owner:
        return Refused(phrase("check.owner_ticks", "Only the owner can confirm “{check}”.", check=check.label))
    if rule.by not in (None, OWNER) and by not in _people(values_of(standing.answers).get(rule.by)):
        return Refused(
            phrase(
                "check.others_tick", "“{check}” is for the people who were named to give feedback.", check=check.label
            )
        )
    if not rule.note <= len(note) <= NOTE_CHARS[1]:
        return Refused(
            phrase(
                "check.note",
                "Please add a note of {least} to {most} characters.",
                least=rule.note,
                most=NOTE_CHARS[1],
            )
        )
    return None


def _ticks_itself(check: Check, missing: tuple[Checked, ...] = ()) -> Refused:
    return Refused(phrase("check.ticks_itself", "“{check}” ticks itself once it is true.", check=check.label), missing)


def _people(value: object) -> Sequence[str]:
    return tuple(map(str, value)) if isinstance(value, list | tuple) else ()


def _unknown(code: str) -> Refused:
    return Refused(phrase("check.unknown", "There is no check “{code}”.", code=code))


def _done(where: Where, event: Event) -> Done:
    return Done(apply(where, event), event)
