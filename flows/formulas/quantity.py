"""Numbers as people and forms give them, made exact."""

from decimal import Decimal, InvalidOperation
from fractions import Fraction

Quantity = Fraction | Decimal | int | str
"""A number, or one written as a decimal ("0.95"), as questions store it. No floats: they are not exact."""


def exactly(quantity: Quantity) -> Fraction:
    """Raises ValueError for what is no finite number."""
    try:
        number = Decimal(quantity) if isinstance(quantity, str) else quantity
        return Fraction(number)
    except (InvalidOperation, OverflowError, ValueError) as broken:
        raise ValueError(f"{quantity!r} is no number") from broken
