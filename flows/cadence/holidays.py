"""Public holidays by country."""

from datetime import date
from functools import cache


def is_holiday(day: date, country: str) -> bool:
    """`country` is ISO 3166, perhaps with a part of it: KR, US-NY, DE-BY. A country nobody knows has no holidays."""
    return day in _holidays(country, day.year)


def knows_country(country: str) -> bool:
    """Whether there are holidays for this code; ask before it is stored."""
    from holidays import list_supported_countries

    code, _, part = country.upper().partition("-")
    parts = list_supported_countries().get(code)
    return parts is not None and (not part or part in parts)


@cache
def _holidays(country: str, year: int) -> frozenset[date]:
    if not knows_country(country):
        return frozenset()
    from holidays import country_holidays

    code, _, part = country.upper().partition("-")
    return frozenset(country_holidays(code, subdiv=part or None, years=year))
