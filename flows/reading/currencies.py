"""Currencies by code, symbol and name, in both languages. From Babel's data, with what people say for them."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from flows.reading.tidy import tidy

_SAID = {
    "KRW": "won 원 원화 한국돈 krw",
    "USD": "$ us$ usd dollar dollars buck bucks 달러 불 미달러 미국달러 미화",
    "EUR": "€ euro euros 유로 유로화",
    "JPY": "¥ yen 엔 엔화 円",
    "CNY": "yuan rmb renminbi 위안 위안화 元",
    "GBP": "£ pound pounds sterling quid 파운드",
    "INR": "rupee rupees 루피 rs",
    "CHF": "franc francs sfr 프랑 스위스프랑",
    "AUD": "a$ au$ 호주달러",
    "CAD": "c$ ca$ 캐나다달러",
    "SGD": "s$ sg$ 싱가포르달러",
    "HKD": "홍콩달러",
    "TWD": "대만달러",
    "VND": "dong 동",
}
_ALSO_WORDS = ("ALL", "TRY", "TOP", "MOP", "RON", "CUP", "PEN", "MAD", "LAK", "BAM", "SOS", "BOB", "GEL", "COP")
"""Codes that are English words, too: they are money in capitals only."""
_CAPITALS = re.compile(rf"(?<![A-Za-z])(?:{'|'.join(_ALSO_WORDS)})(?![A-Za-z])")


@cache
def currency_codes() -> frozenset[str]:
    """The ISO 4217 codes that are money somewhere today."""
    from babel.core import get_global

    lists = get_global("territory_currencies").values()
    return frozenset(code for spans in lists for code, _, until, tender in spans if until is None and tender)


@cache
def currency_names() -> Mapping[str, str]:
    """Currency code by everything that may stand for it, in lower case."""
    from babel.core import Locale
    from babel.numbers import get_currency_symbol

    names: dict[str, str] = {}
    for code in sorted(currency_codes()):
        if code not in _ALSO_WORDS:
            names[code.casefold()] = code
        for language in ("en", "ko"):
            if (symbol := get_currency_symbol(code, language)) not in _ALSO_WORDS:
                names.setdefault(_plain(symbol), code)
            named = Locale(language).currencies.get(code, code)
            names.setdefault(named.casefold(), code)
            names.setdefault(f"{named}s".casefold(), code)
    for code, said in _SAID.items():
        names |= dict.fromkeys(said.split(), code)
    return names


def _plain(symbol: str) -> str:
    """As `tidy` writes it inside a text: lower case, with usual spaces."""
    return unicodedata.normalize("NFKC", symbol).casefold()


@cache
def _currency_pattern() -> re.Pattern[str]:
    """Any name of a currency, longest first; letters do not go on before or after Latin ones."""
    names = sorted(currency_names(), key=lambda name: (-len(name), name))
    return re.compile(
        "|".join(
            (r"(?<![a-z])" if re.match("[a-z]", name) else "")
            + re.escape(name)
            + (r"(?![a-z])" if re.search("[a-z]$", name) else "")
            for name in names
        )
    )


def currencies_in(text: str) -> tuple[list[str], str]:
    """(the currencies that a short text names, the text made tidy without their names)."""
    found = _CAPITALS.findall(text)

    def take(match: re.Match[str]) -> str:
        found.append(currency_names()[match[0]])
        return " "

    rest = _currency_pattern().sub(take, tidy(_CAPITALS.sub(" ", text)))
    return found, re.sub(r" +", " ", rest).strip()
