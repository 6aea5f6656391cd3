"""The weights of a board and who set them."""

from dataclasses import dataclass
from datetime import datetime
from math import gcd

from flows.ranking.weights import PRESETS, Preset, whole
from flows.scoring.priority import BALANCED, Weights


@dataclass(frozen=True, slots=True)
class Setting:
    """`by` (a Slack id) and `at` are None while nobody has changed the weights."""

    weights: Weights = BALANCED
    by: str | None = None
    at: datetime | None = None

    @property
    def preset(self) -> Preset | None:
        """The preset that ranks the same, None for weights of one's own."""
        return preset_of(self.weights)


def preset_of(weights: Weights) -> Preset | None:
    """The preset with the same proportions."""
    wanted = _lowest(weights)
    return next((preset for preset, known in PRESETS.items() if _lowest(known) == wanted), None)


def same_proportions(one: Weights, other: Weights) -> bool:
    """Whether both rank everything the same."""
    return _lowest(one) == _lowest(other)


def _lowest(weights: Weights) -> tuple[int, ...]:
    numbers = whole(weights)
    common = gcd(*numbers) or 1
    return tuple(number // common for number in numbers)
