"""Amounts of money, compared where that makes sense."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

_CURRENCY = re.compile(r"[A-Za-z]{3}")


class NotMoney(ValueError):
    """The value is neither an amount nor {amount, currency}."""


def money(value: object) -> tuple[Decimal, str | None] | None:
    """A stored or typed amount, exact, with its ISO 4217 currency where one is named.

    Takes a number, a number as a string, or {amount, currency}; None when no amount is given. Raises
    NotMoney for anything else, and for amounts that are negative or not finite.
    """
    if not isinstance(value, Mapping):
        found = _amount(value)
        return None if found is None else (found, None)
    if not value.keys() <= {"amount", "currency"}:
        raise NotMoney
    currency = value.get("currency")
    if currency in (None, ""):
        currency = None
    elif not isinstance(currency, str) or not _CURRENCY.fullmatch(currency):
        raise NotMoney
    found = _amount(value.get("amount"))
    return None if found is None else (found, currency and currency.upper())


def costs_more(value: object, cost: object) -> bool:
    """Whether the cost is above the value. Amounts in two different currencies are not compared."""
    brings, takes = money(value), money(cost)
    if brings is None or takes is None or (brings[1] and takes[1] and brings[1] != takes[1]):
        return False
    return brings[0] < takes[0]


def _amount(value: object) -> Decimal | None:
    if value is None or (isinstance(value, str) and value.strip() in ("", "unknown")):
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise NotMoney
    try:
        amount = Decimal(str(value) if isinstance(value, float) else value)
    except InvalidOperation as broken:
        raise NotMoney from broken
    if not amount.is_finite() or amount < 0:
        raise NotMoney
    return amount
