"""The rules that turn answers and scores into a verdict."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from flows.scoring.exact import UNIT
from flows.scoring.factors import FACTORS, Component
from flows.scoring.facts import Facts
from flows.scoring.money import costs_more
from flows.scoring.verdict import Verdict


class Kind(StrEnum):
    """A HARD rule is a gate, a SOFT one rests on an answer, a SCORE one on computed scores."""

    HARD = "hard"
    SOFT = "soft"
    SCORE = "score"


@dataclass(frozen=True, slots=True)
class Rule:
    """`looks_at` are the questions whose answers can have caused it."""

    code: str
    kind: Kind
    verdict: Verdict
    looks_at: tuple[str, ...]
    when: Callable[[Facts], bool]


def _is(question: str, value: str) -> Callable[[Facts], bool]:
    return lambda facts: facts.answer(question) == value


def _lacks(condition: str) -> Callable[[Facts], bool]:
    return lambda facts: facts.conditions is not None and condition not in facts.conditions


def _catastrophic_unproven(facts: Facts) -> bool:
    # An open net benefit is no proof of one: the rule fires then as well.
    catastrophic = facts.answer("error_cost") == "catastrophic"
    return catastrophic and facts.answer("net_benefit") != "no" and not facts.guarded


def _not_worth_it(facts: Facts) -> bool:
    if facts.answer("cost_outlook") == "no":
        return True
    value, cost = facts.answer("annual_value"), facts.answer("annual_cost")
    return value is not None and cost is not None and costs_more(value, cost)


def _pattern(facts: Facts) -> bool:
    ticks = facts.conditions
    return ticks is not None and ("pattern_seen" in ticks or "pattern_suspected" in ticks)


def _both_low(facts: Facts) -> bool:
    low, middle = 30 * UNIT, 50 * UNIT
    return low <= facts.impact < middle and low <= facts.feasibility < middle


def _questions(*components: Component) -> tuple[str, ...]:
    return tuple(dict.fromkeys(factor.question for factor in FACTORS if factor.component in components))


_HARD, _SOFT, _SCORE = Kind
_NO, _RECONSIDER, _DATA, _RULES, _GO = Verdict
_CATASTROPHE = ("error_cost", "net_benefit", "error_handling")
_CONDITIONS = ("ml_conditions",)
_MONEY = ("annual_value", "annual_cost", "cost_outlook")
_FEASIBILITY = (Component.DATA, Component.ACCURACY, Component.DIFFICULTY, Component.READINESS)

RULES: tuple[Rule, ...] = (
    Rule("G_ETHICS", _HARD, _NO, ("ethics_check",), _is("ethics_check", "unacceptable")),
    Rule(
        "G_CATASTROPHIC",
        _HARD,
        _NO,
        ("error_cost", "net_benefit"),
        lambda facts: facts.answer("error_cost") == "catastrophic" and facts.answer("net_benefit") == "no",
    ),
    Rule("G_SIMPLE", _HARD, _NO, ("simple_solution",), _is("simple_solution", "solves_fully")),
    Rule("G_EXACT_RULES", _HARD, _NO, ("explainability_need",), _is("explainability_need", "every_exact")),
    Rule(
        "G_NO_PATTERN",
        _HARD,
        _NO,
        _CONDITIONS,
        lambda facts: facts.conditions is not None and not _pattern(facts),
    ),
    Rule("G_NO_DATA_NO_PLAN", _HARD, _DATA, ("label_status",), _is("label_status", "none_no_plan")),
    Rule("R_ETHICS_OPEN", _SOFT, _RECONSIDER, ("ethics_check",), _is("ethics_check", "serious_open")),
    Rule(
        "R_ETHICS_UNKNOWN",
        _SOFT,
        _RECONSIDER,
        ("ethics_check",),
        lambda facts: facts.answer("ethics_check") is None,
    ),
    Rule("R_CATASTROPHIC", _SOFT, _RECONSIDER, _CATASTROPHE, _catastrophic_unproven),
    Rule(
        "R_PERFECT",
        _SOFT,
        _RECONSIDER,
        ("required_correctness", "error_handling"),
        lambda facts: facts.answer("required_correctness") == "never_wrong" and "human_review" not in facts.safeguards,
    ),
    Rule("R_NO_OBJECTIVE", _SOFT, _RECONSIDER, _CONDITIONS, _lacks("objective_definable")),
    Rule("R_NOT_PREDICTION", _SOFT, _RECONSIDER, _CONDITIONS, _lacks("prediction_answers")),
    Rule("R_DATA_IMPOSSIBLE", _SOFT, _RECONSIDER, ("data_access",), _is("data_access", "impossible")),
    Rule("R_PRIVACY_BLOCKED", _SOFT, _RECONSIDER, ("data_privacy",), _is("data_privacy", "blocked")),
    Rule("R_NO_VALUE", _SOFT, _RECONSIDER, ("value_size",), _is("value_size", "none")),
    Rule("R_COST", _SOFT, _RECONSIDER, _MONEY, _not_worth_it),
    Rule(
        "R_COST_LATER",
        _SOFT,
        _RECONSIDER,
        ("cost_outlook",),
        lambda facts: facts.answer("cost_outlook") == "later" and not _not_worth_it(facts),
    ),
    Rule(
        "R_LOW_IMPACT",
        _SCORE,
        _RECONSIDER,
        _questions(Component.IMPACT),
        lambda facts: facts.impact < 30 * UNIT,
    ),
    Rule(
        "R_LOW_FEASIBILITY",
        _SCORE,
        _RECONSIDER,
        _questions(*_FEASIBILITY),
        lambda facts: facts.feasibility < 30 * UNIT,
    ),
    Rule("R_BOTH_LOW", _SCORE, _RECONSIDER, _questions(*Component), _both_low),
    Rule("R_NO_DATA_YET", _SOFT, _DATA, ("label_status",), _is("label_status", "none_plan")),
    Rule("R_DATA_UNKNOWN", _SOFT, _DATA, ("label_status",), lambda facts: facts.answer("label_status") is None),
    Rule(
        "R_PATTERN_UNCHECKED",
        _SOFT,
        _DATA,
        _CONDITIONS,
        lambda facts: facts.conditions is not None and "pattern_suspected" in facts.conditions,
    ),
    Rule("R_SHIFT", _SOFT, _DATA, _CONDITIONS, _lacks("future_like_past")),
    Rule("R_DATA_TINY", _SOFT, _DATA, ("data_volume",), _is("data_volume", "tiny")),
    Rule("R_DATA_WEAK", _SCORE, _DATA, _questions(Component.DATA), lambda facts: facts.data < 35 * UNIT),
    Rule("R_RULES_FIRST", _SOFT, _RULES, ("simple_solution",), _is("simple_solution", "solves_mostly")),
    Rule("R_NOT_TRIED", _SOFT, _RULES, ("simple_solution",), _is("simple_solution", "not_tried")),
    Rule(
        "R_PATTERN_SIMPLE",
        _SOFT,
        _RULES,
        _CONDITIONS,
        lambda facts: _pattern(facts) and "pattern_complex" not in (facts.conditions or ()),
    ),
    Rule(
        "R_EXPLAIN_ALL",
        _SOFT,
        _RULES,
        ("explainability_need",),
        _is("explainability_need", "every_interpretable"),
    ),
    Rule(
        "R_CONTESTED",
        _SOFT,
        _RECONSIDER,
        ("ethics_check", *_CATASTROPHE),
        lambda facts: facts.circumstances.contested,
    ),
)
"""In table order, which decides between rules of the same verdict."""

RULE: Mapping[str, Rule] = {rule.code: rule for rule in RULES}

_DISPLAYED = tuple(sorted(RULES, key=lambda rule: -rule.verdict.severity))
_PROVISIONAL = tuple(rule for rule in _DISPLAYED if rule.kind is not Kind.SCORE)


def rules_raised(facts: Facts) -> tuple[str, ...]:
    """Codes of the rules that fire, most severe first, then in table order.

    Rules on scores are silent while the score is provisional.
    """
    tested = _PROVISIONAL if facts.provisional else _DISPLAYED
    return tuple([rule.code for rule in tested if rule.when(facts)])


def verdict_of(rules: tuple[str, ...]) -> Verdict:
    """The most severe outcome of rules in display order; go when there is none."""
    return RULE[rules[0]].verdict if rules else Verdict.GO
