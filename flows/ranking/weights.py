"""What a team cares about: presets, the two sliders and weights of one's own."""

import re
from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from math import lcm

from flows.scoring.factors import SHARES
from flows.scoring.priority import BALANCED, Weights

MOST = 100


class WeightsRefused(ValueError):
    """The weights cannot rank anything; the message is one sentence for the person who gave them."""


class Preset(StrEnum):
    BALANCED = "balanced"
    IMPACT_FIRST = "impact_first"
    EASY_FIRST = "easy_first"
    DATA_FIRST = "data_first"
    LOW_RISK = "low_risk"
    WELL_KNOWN = "well_known"


PRESETS: Mapping[Preset, Weights] = {
    Preset.BALANCED: BALANCED,
    Preset.IMPACT_FIRST: Weights(100, 16, 10, 8, 6, 0),
    Preset.EASY_FIRST: Weights(40, 40, 25, 20, 15, 0),
    Preset.DATA_FIRST: Weights(50, 100, 10, 10, 10, 0),
    Preset.LOW_RISK: Weights(50, 20, 100, 20, 20, 0),
    Preset.WELL_KNOWN: Weights(60, 24, 15, 12, 9, 60),
}

# Digits are bounded so that 1e999999999 stays a typing error and not an hour of arithmetic.
_NUMBER = re.compile(r"[0-9]{1,3}(\.[0-9]{1,12})?")


def simple(alpha: Fraction | int, beta: Fraction | int) -> Weights:
    """The two sliders, 0-100: alpha for Impact, beta for Feasibility with its shares. Raises WeightsRefused."""
    data, accuracy, difficulty, readiness = (Fraction(beta) * share / 100 for share in SHARES.values())
    return checked(Weights(alpha, data, accuracy, difficulty, readiness, confidence=0))


def checked(weights: Weights) -> Weights:
    """The same weights. Raises WeightsRefused unless each is 0-100 and one is above 0."""
    for name, alpha in weights._asdict().items():
        if not 0 <= alpha <= MOST:
            raise WeightsRefused(f"The weight of {name} is a number from 0 to {MOST}.")
    if not any(weights):
        raise WeightsRefused("At least one weight has to be above 0.")
    return weights


def weights_named(said: str) -> Weights:
    """A preset by name, or `impact=60,data=40`, where what is not named weighs 0. Raises WeightsRefused."""
    name = said.strip().lower()
    if name in set(Preset):
        return PRESETS[Preset(name)]
    if "=" not in name:
        raise WeightsRefused(f"There is no preset {said!r}: use {', '.join(Preset)}, or impact=60,data=40.")
    given: dict[str, Fraction] = {}
    for part in name.split(","):
        key, _, value = (word.strip() for word in part.partition("="))
        if key not in Weights._fields:
            raise WeightsRefused(f"There is no weight {key!r}: use {', '.join(Weights._fields)}.")
        if key in given:
            raise WeightsRefused(f"The weight of {key} is given twice.")
        if not _NUMBER.fullmatch(value):
            raise WeightsRefused(f"The weight of {key} is a number from 0 to {MOST}.")
        given[key] = Fraction(value)
    return checked(Weights(*(given.get(key, Fraction(0)) for key in Weights._fields)))


def whole(weights: Weights) -> tuple[int, ...]:
    """The same proportions in whole numbers, which rank the same and much faster."""
    common = lcm(*(Fraction(alpha).denominator for alpha in weights))
    return tuple(int(alpha * common) for alpha in weights)
