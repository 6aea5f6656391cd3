"""Measured values as people read them."""

from decimal import Decimal
from fractions import Fraction

from flows.reading.numerals import decimal_string, thousands
from flows.text import Phrase, phrase

PERCENT = frozenset({"%", "percent", "퍼센트"})


def value_in_words(value: Fraction, unit: str) -> str:
    """All its decimals, with thousands marks and its unit: `82%`, `1,200 ms`."""
    number = thousands(decimal_of(value))
    return f"{number}%" if unit in PERCENT else f"{number} {unit}".strip()


def difference_in_words(difference: Fraction, unit: str) -> str | Phrase:
    """The size of a difference. Between percentages it is counted in points, which are not percent."""
    size = abs(difference)
    if unit in PERCENT:
        return phrase("result.points", "{size} percentage points", size=thousands(decimal_of(size)))
    return value_in_words(size, unit)


def decimal_of(value: Fraction) -> str:
    """A fraction that came of decimals, as a decimal string."""
    return decimal_string(Decimal(value.numerator) / Decimal(value.denominator))
