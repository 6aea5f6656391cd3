"""The modals in which weights are looked at: two sliders, or all six."""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from bot.i18n import Words
from bot.names import WEIGHING, Act
from bot.views.message import Block, button, context, plain_text, section
from bot.views.proposed import Proposed
from bot.views.weights_said import decimal, weight_label
from flows.board.setting import same_proportions
from flows.ranking.weights import MOST, simple
from flows.scoring.priority import Weights

INPUT = "weight"
"""The action id of every input; its block id says which weight."""

SLIDERS = ("impact", "feasibility")
_NUMBER = re.compile(r"[0-9]{1,3}(\.[0-9]{1,12})?")


def simple_view(words: Words, proposed: Proposed) -> dict[str, Any]:
    """Two numbers: how much impact counts, and how much feasibility with its usual shares."""
    impact, feasibility = sliders(proposed.weights)
    shares = words(
        "weights.simple.help",
        "Feasibility is shared out: 40% data, 25% accuracy, 20% difficulty, 15% readiness. "
        "Only you see the result until the weights are applied.",
    )
    told_apart = not any((impact, feasibility)) or not same_proportions(proposed.weights, simple(impact, feasibility))
    kept = words(
        "weights.simple.replaces",
        "The weights now were set one by one; two numbers would replace all six.",
    )
    return _view(
        words,
        proposed,
        section(shares),
        context(kept) if told_apart else None,
        _number(words, "impact", impact),
        _number(words, "feasibility", feasibility),
        _other(words("weights.expert", "All six weights"), Act.WEIGHTS_EXPERT, proposed),
    )


def expert_view(words: Words, proposed: Proposed) -> dict[str, Any]:
    """One number for each component and the confidence."""
    shares = words(
        "weights.expert.help",
        "Each weight is a number from 0 to 100; only their proportions count. "
        "Only you see the result until the weights are applied.",
    )
    return _view(
        words,
        proposed,
        section(shares),
        *(_number(words, name, alpha) for name, alpha in proposed.weights._asdict().items()),
        _other(words("weights.simple", "Two weights only"), Act.WEIGHTS_SIMPLE, proposed),
    )


def read_weights(words: Words, given: Mapping[str, str | None]) -> Weights | dict[str, str]:
    """What was typed, by block id: the weights, or what is wrong with each input."""
    names = SLIDERS if set(given) == set(SLIDERS) else Weights._fields
    numbers = {name: _read(given.get(name)) for name in names}
    wrong = words("weights.refused.number", "Please give a number from 0 to {most}.", most=MOST)
    if refused := {name: wrong for name, number in numbers.items() if number is None}:
        return refused
    alphas = [number for number in numbers.values() if number is not None]
    if not any(alphas):
        nothing = words("weights.refused.nothing", "At least one weight has to be above 0.")
        return {names[0]: nothing}
    return simple(*alphas) if names is SLIDERS else Weights(*alphas)


def sliders(weights: Weights) -> tuple[Fraction, Fraction]:
    """The two numbers that come nearest to six: impact, and the sum of the parts of feasibility."""
    parts = sum((Fraction(alpha) for alpha in weights[1:5]), Fraction(0))
    return Fraction(weights.impact), min(parts, Fraction(MOST))


def _read(typed: str | None) -> Fraction | None:
    said = (typed or "").strip().replace(",", ".")
    if not _NUMBER.fullmatch(said):
        return None
    number = Fraction(said)
    return number if number <= MOST else None


def _view(words: Words, proposed: Proposed, *blocks: Block | None) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": WEIGHING,
        "private_metadata": str(proposed),
        "title": plain_text(words("weights.title", "Weights"), 24),
        "submit": plain_text(words("weights.look", "Preview"), 24),
        "close": plain_text(words("weights.close", "Cancel"), 24),
        "blocks": [block for block in blocks if block],
    }


def _number(words: Words, name: str, value: Fraction | int) -> Block:
    return {
        "type": "input",
        "block_id": name,
        "label": plain_text(weight_label(words, name), 2000),
        "element": {
            "type": "number_input",
            "action_id": INPUT,
            "is_decimal_allowed": True,
            "min_value": "0",
            "max_value": str(MOST),
            "initial_value": decimal(value),
        },
    }


def _other(label: str, action: str, proposed: Proposed) -> Block:
    return {"type": "actions", "block_id": "switch", "elements": [button(action, label, str(proposed))]}
