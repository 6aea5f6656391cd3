"""Stored values as people write them, in both languages."""

import string
from datetime import date
from decimal import Decimal

from flows.text import Language, Text

_NO_SIGNS = string.ascii_letters + "."
"""A symbol that ends so is set apart from the number."""


def number_words(stored: str, language: Language) -> str:
    """`1200.5` is 1,200.5 in both languages."""
    from babel.numbers import format_decimal

    return str(format_decimal(Decimal(stored), locale=language.value, decimal_quantization=False))


def money_words(amount: str, currency: str, language: Language) -> str:
    """₩120,000,000, $1,234.50 or CHF 20; all decimals are kept."""
    from babel.numbers import format_currency, get_currency_symbol

    exact = Decimal(amount)
    gap = " " if get_currency_symbol(currency, language.value)[-1] in _NO_SIGNS else ""
    decimals = "" if exact == exact.to_integral_value() else ".00"
    pattern = f"¤{gap}#,##0{decimals}"
    shown = format_currency(exact, currency, pattern, language.value, currency_digits=False, decimal_quantization=False)
    return str(shown).replace("\xa0", " ").replace("\u202f", " ")


def date_words(stored: str, language: Language) -> str:
    from babel.dates import format_date

    return str(format_date(date.fromisoformat(stored), format="full", locale=language.value))


def date_text(day: date) -> Text:
    stored = day.isoformat()
    return Text(en=date_words(stored, Language.EN), ko=date_words(stored, Language.KO))


def duration_words(days: int, language: Language) -> str:
    """Whole weeks as weeks, everything else as days."""
    count, unit = (days // 7, "week") if days and days % 7 == 0 else (days, "day")
    if language is Language.KO:
        return f"{count:,}{'주' if unit == 'week' else '일'}"
    return f"{count:,} {unit}{'' if count == 1 else 's'}"
