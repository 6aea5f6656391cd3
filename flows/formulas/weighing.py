"""Several objectives weighed into one number (DMLS, chapter 2)."""

from collections.abc import Mapping
from fractions import Fraction

from flows.formulas.quantity import Quantity, exactly

Named = Mapping[str, Quantity]
"""A number per objective."""


def combined(values: Named, weights: Named) -> Fraction:
    """The sum of weight x value over the weighted objectives.

    Of separate models it is an item's score, and weights change without training; of losses it is the one
    loss, and they do not. Weights are not normalised. Raises KeyError when a value is missing.
    """
    return sum((exactly(alpha) * exactly(values[name]) for name, alpha in weights.items()), Fraction(0))


def by_combined(items: Mapping[str, Named], weights: Named) -> tuple[str, ...]:
    """The items, best first, ties by name. Drop what fails a limit before."""
    return tuple(sorted(items, key=lambda item: (-combined(items[item], weights), item)))
