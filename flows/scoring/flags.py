"""Remarks beside a verdict: flags qualify it and what to do right now, notes are advice for the planning."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from flows.scoring.facts import Facts

Slots = Mapping[str, str]
"""What fills the slots of a flag's text."""

_PLAIN: Slots = {}


class Raised(NamedTuple):
    """A flag or note that is shown."""

    code: str
    slots: Slots


@dataclass(frozen=True, slots=True)
class Flag:
    """`when` gives the slots of its text, or None when it is not shown."""

    code: str
    when: Callable[[Facts], Slots | None]


def _if(test: Callable[[Facts], bool]) -> Callable[[Facts], Slots | None]:
    return lambda facts: _PLAIN if test(facts) else None


def _rows(facts: Facts, group: str) -> tuple[Mapping[str, Any], ...]:
    return tuple(facts.answer(group) or ())


def _quick_win(facts: Facts) -> Slots | None:
    for row in _rows(facts, "causes_and_solutions"):
        if row.get("can_start_now") == "yes" and row.get("kind") not in (None, "ml_model"):
            return {"solution": str(row.get("solution") or "")}
    return None


def _overridden(facts: Facts) -> Slots | None:
    override = facts.circumstances.override
    return {"user": override.user, "reason": override.reason} if override else None


def _stakeholder_conflict(facts: Facts) -> Slots | None:
    hard = {
        row["id"]: row
        for row in _rows(facts, "stakeholders")
        if row.get("hardness") == "hard" and isinstance(row.get("id"), str)
    }
    for row_id, row in hard.items():
        other = row.get("conflicts_with")
        if isinstance(other, str) and other != row_id and other in hard:
            return {"a": str(row.get("requirement") or ""), "b": str(hard[other].get("requirement") or "")}
    return None


def _unexamined_goal(facts: Facts) -> bool:
    reaches_people = {"customer_facing", "auto_action"}.intersection(facts.answer("output_use") or ())
    return bool(reaches_people and facts.answer("goal") and not facts.answer("side_effects"))


def _no_business_link(facts: Facts) -> bool:
    objectives = _rows(facts, "objectives")
    linked = facts.answer("metric_links") or any(row.get("business_metric") for row in objectives)
    return bool(objectives and not linked)


def _security(facts: Facts) -> bool:
    return "adversarial" in (facts.answer("hard_traits") or ()) or any(
        row.get("kind") == "security" for row in _rows(facts, "risks")
    )


FLAGS: tuple[Flag, ...] = (
    Flag("F_PROVISIONAL", _if(lambda facts: facts.provisional)),
    Flag("F_QUICK_WIN", _quick_win),
    Flag(
        "F_CATASTROPHIC_GUARDED",
        _if(lambda facts: facts.answer("error_cost") == "catastrophic" and facts.guarded),
    ),
    Flag("F_SINGLE_RATER", _if(lambda facts: facts.circumstances.ballots == 1)),
    Flag("F_OVERRIDE", _overridden),
)

NOTES: tuple[Flag, ...] = (
    Flag("F_SIDE_EFFECTS", _if(_unexamined_goal)),
    Flag("F_SINGLE_LOSS", _if(lambda facts: facts.answer("combination") == "single_loss")),
    Flag("F_STAKEHOLDER_CONFLICT", _stakeholder_conflict),
    Flag(
        "F_TOO_MANY_OPTIMISE",
        _if(lambda facts: sum(row.get("kind") == "optimise" for row in _rows(facts, "objectives")) > 3),
    ),
    Flag("F_NO_BUSINESS_LINK", _if(_no_business_link)),
    Flag(
        "F_FUN_NOT_NEEDED",
        _if(
            lambda facts: (
                facts.answer("product_need") == "not_needed" and facts.answer("value_size") in ("none", "small")
            )
        ),
    ),
    Flag("F_SECURITY", _if(_security)),
)


def raised(flags: tuple[Flag, ...], facts: Facts) -> tuple[Raised, ...]:
    """Those of the flags that are shown, in table order."""
    return tuple([Raised(flag.code, slots) for flag in flags if (slots := flag.when(facts)) is not None])
