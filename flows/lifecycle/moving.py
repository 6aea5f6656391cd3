"""Moving a project: forward, back, aside and out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flows.lifecycle.check import Side
from flows.lifecycle.checked import Checked, Checks
from flows.lifecycle.history import apply
from flows.lifecycle.lifecycle import Lifecycle
from flows.lifecycle.reason import Kind, Reason
from flows.lifecycle.stage import Stage
from flows.lifecycle.standing import Standing
from flows.lifecycle.where import Step, Where
from flows.text import Phrase, Text, phrase

NOTE_CHARS = (3, 1000)
MOST_WAIT = timedelta(days=3 * 365)
COST_LATER_DAYS = 180
"""When to ask again about a project whose answers say that it will be cheaper later."""


@dataclass(frozen=True, slots=True)
class Order:
    """Move `to` a stage for the reason `code`; either may be left out where the other one says it.

    `wakes_on` is for a pause: when to ask again. `day` is that person's own today.
    """

    by: str
    day: date
    to: Stage | None = None
    code: str | None = None
    note: str = ""
    wakes_on: date | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """`reopened` are questions to ask again; `answered` are answers that the note gave; `coach` is a line to show.

    `too_often` says that the project came back for this reason for the third time or more.
    """

    where: Where
    step: Step
    reopened: tuple[str, ...]
    answered: dict[str, str]
    coach: str | None
    too_often: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing happened. `missing` are checks to be settled first; `choices` are the reasons of which one is needed."""

    problem: Phrase
    missing: tuple[Checked, ...] = ()
    choices: tuple[Reason, ...] = ()


def move(lifecycle: Lifecycle, where: Where, order: Order, standing: Standing) -> Moved | Refused:
    """Carry out the order, or say why not."""
    chosen = _reason(lifecycle, where, order)
    if isinstance(chosen, Refused):
        return chosen
    reason, target = chosen
    checks = Checks(lifecycle, where, standing)
    if refused := refusal(checks, reason, target, order.by):
        return refused
    note = order.note.strip()
    if refused := _note_refusal(reason, note):
        return refused
    wakes_on = _wakes_on(reason, order, standing) if reason.kind is Kind.PAUSE else None
    if wakes_on and (problem := wake_problem(wakes_on, order.day)):
        return Refused(problem)
    step = Step(
        code=reason.code,
        kind=reason.kind,
        origin=where.stage,
        target=target,
        by=order.by,
        at=standing.now,
        note=note or None,
        reopens=reason.reopens,
        cleared=_cleared(lifecycle, where, target) if reason.kind.clears_ticks else (),
        wakes_on=wakes_on,
        new_round=reason.new_round,
    )
    after = apply(where, step)
    return Moved(
        where=after,
        step=step,
        reopened=reason.reopens,
        answered={reason.answers: note} if reason.answers else {},
        coach=reason.coach,
        too_often=reason.code in after.repeated and reason.kind is Kind.BACK,
    )


def refusal(checks: Checks, reason: Reason, target: Stage, by: str) -> Refused | None:
    """Why this move cannot be made now, apart from the note it may need."""
    if reason.kind is Kind.REOPEN and by != checks.standing.owner:
        return Refused(phrase("move.owner_reopens", "Only the owner can take up a stopped project again."))
    if reason.when and not checks.met(reason.when):
        if reason.help is None:
            return Refused(phrase("move.not_yet", "This is not possible yet: “{move}”.", move=reason.label))
        return Refused(
            phrase("move.condition", "This is not possible yet: “{move}”. {why}", move=reason.label, why=reason.help)
        )
    if missing := _missing(checks, reason, target):
        return Refused(
            phrase(
                "move.missing",
                "Still open before “{stage}”: {checks}",
                stage=checks.lifecycle.stages[target].label,
                checks=listed(one.check.label for one in missing),
            ),
            missing,
        )
    return None


def no_way(lifecycle: Lifecycle, where: Where, target: Stage) -> Refused:
    possible = lifecycle.reachable(where.stage, where.left)
    slots = {"left": lifecycle.stages[where.stage].label, "wanted": lifecycle.stages[target].label}
    if not possible:
        return Refused(phrase("move.nowhere", "You cannot go from “{left}” to “{wanted}”: it ends here.", **slots))
    return Refused(
        phrase(
            "move.no_way",
            "You cannot go from “{left}” to “{wanted}”. Possible: {possible}.",
            possible=listed(lifecycle.stages[stage].label for stage in possible),
            **slots,
        )
    )


def wake_problem(wakes_on: date, day: date) -> Phrase | None:
    if day < wakes_on <= day + MOST_WAIT:
        return None
    return phrase("move.wakes_on", "Please give a day after today, at most three years ahead.")


def listed(texts: Iterable[Text]) -> Text:
    """Several texts as one."""
    every = tuple(texts)
    return Text(en="; ".join(one.en for one in every), ko="; ".join(one.ko for one in every))


def _reason(lifecycle: Lifecycle, where: Where, order: Order) -> tuple[Reason, Stage] | Refused:
    named = lifecycle.reasons.get(order.code) if order.code else None
    target = order.to or (named.target(where.stage, where.left) or named.to if named else None)
    if target is None:
        if named and named.kind is Kind.FORWARD and where.stage is Stage.OPERATION:
            return Refused(phrase("move.last", "There is no stage after this one."))
        if order.code is None:
            return Refused(phrase("move.whereto", "Please say which stage to go to."))
    between = lifecycle.reasons_between(where.stage, target, where.left) if target else ()
    if target and not between:
        return no_way(lifecycle, where, target)
    if named and named in between and target:
        return named, target
    if order.code is None and len(between) == 1 and target:
        return between[0], target
    here = tuple(one for one in lifecycle.reasons.values() if one.target(where.stage, where.left))
    return Refused(_choose(order.code), choices=between or here)


def _choose(code: str | None) -> Phrase:
    if code is None:
        return phrase("move.reason", "Please give the reason.")
    return phrase("move.other_reason", "That reason does not fit this move. Please choose another one.")


def _note_refusal(reason: Reason, note: str) -> Refused | None:
    least, most = NOTE_CHARS
    if len(note) > most:
        return Refused(phrase("move.note_long", "Please shorten the note to {most} characters.", most=most))
    if reason.kind.needs_note and len(note) < least:
        if reason.question is None:
            return Refused(phrase("move.note", "Please add a short note."), choices=(reason,))
        return Refused(
            phrase("move.note_on", "Please add a short note. {question}", question=reason.question), choices=(reason,)
        )
    return None


def _missing(checks: Checks, reason: Reason, target: Stage) -> tuple[Checked, ...]:
    """The checks that hold the move up. What it needs by name holds it up even where it is only advice elsewhere."""
    origin = checks.where.stage
    leaving = checks.of(origin, Side.EXIT) if reason.kind.settles_exit else ()
    entering: Sequence[Checked] = ()
    if reason.kind is Kind.REOPEN:
        entering = checks.open_to_enter(target)
    elif reason.kind.settles_entry:
        # That the stage before was left is what the move itself is about.
        entering = [one for one in checks.of(target, Side.ENTRY) if one.check.follows is None]
    named = [one for one in checks.named(reason.needs) if not one.settled]
    every = [*named, *(one for one in (*leaving, *entering) if one.blocks)]
    in_order = list(checks.lifecycle.checks)
    unique = {one.check.code: one for one in every}
    return tuple(sorted(unique.values(), key=lambda one: in_order.index(one.check.code)))


def _cleared(lifecycle: Lifecycle, where: Where, target: Stage) -> tuple[str, ...]:
    """What people ticked or overrode in the stage it comes back to."""
    codes = (check.code for check in lifecycle.checks_of(target))
    return tuple(code for code in codes if code in where.ticks or code in where.overrides)


def _wakes_on(reason: Reason, order: Order, standing: Standing) -> date | None:
    """The day that was asked for; else the usual one of a project that waits until it gets cheaper."""
    if order.wakes_on:
        return order.wakes_on
    outlook = standing.answers.get("cost_outlook")
    later = outlook is not None and outlook.value == "later"
    days = reason.wakes_in_days or (COST_LATER_DAYS if later else None)
    return order.day + timedelta(days=days) if days else None
