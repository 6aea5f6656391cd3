"""Exact scores as whole numbers, and how they are shown."""

from fractions import Fraction

SIXTHS = 6
"""Factor points are counted in sixths: thirds come from the flywheel, halves from a median of ballots."""

WHOLE = 900
"""A multiple of every sum of applicable weights inside a component (90 or 100)."""

UNIT = SIXTHS * WHOLE * 200
"""Parts of one score point; fine enough for components, Impact, Feasibility and the default Priority."""


def exact(parts: int) -> Fraction:
    """Points 0-100 of a score counted in parts of `UNIT`."""
    return Fraction(parts, UNIT)


def shown(parts: int, unit: int = UNIT) -> str:
    """A score as a person reads it: one decimal, half up. Not for negative numbers."""
    tenths = (20 * parts + unit) // (2 * unit)
    return f"{tenths // 10}.{tenths % 10}"


def shown_fraction(value: Fraction) -> str:
    """As `shown`, for a Fraction."""
    return shown(value.numerator, value.denominator)


def rounded(value: Fraction, places: int) -> str:
    """Any Fraction with so many decimals, half up (away from zero)."""
    step = 10**places
    size = (abs(value) * 2 * step + 1) // 2
    sign = "-" if value < 0 and size else ""
    return f"{sign}{size // step}.{size % step:0{places}}" if places else f"{sign}{size}"
