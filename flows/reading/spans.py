"""Spans of time as people write them: `2 weeks`, `1주 3일`, `한 달`, `열흘`, `every other week`."""

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from flows.reading.numerals import scan

_UNITS = {
    "hour": ("hours", "hour", "hrs", "hr", "h", "시간"),
    "day": ("days", "day", "d", "일간", "일"),
    "week": ("weeks", "week", "wks", "wk", "w", "주일", "주간", "주"),
    "month": ("months", "month", "mos", "mo", "개월", "달"),
    "quarter": ("quarters", "quarter", "분기"),
    "year": ("years", "year", "yrs", "yr", "y", "년"),
}
_DAYS = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words}
_WHOLE = {
    "하루": "1 day", "이틀": "2 day", "사흘": "3 day", "나흘": "4 day", "닷새": "5 day", "엿새": "6 day",
    "이레": "7 day", "여드레": "8 day", "아흐레": "9 day", "열흘": "10 day", "보름": "15 day", "반년": "6 month",
    "half a year": "6 month", "half year": "6 month", "fortnight": "14 day", "fortnightly": "14 day",
    "every other day": "2 day", "every other week": "2 week", "every other month": "2 month", "격주": "2 week",
    "격월": "2 month", "bi-weekly": "2 week", "biweekly": "2 week", "every day": "1 day", "every week": "1 week",
    "every month": "1 month", "every quarter": "1 quarter", "every year": "1 year", "daily": "1 day",
    "weekly": "1 week", "monthly": "1 month", "quarterly": "1 quarter", "yearly": "1 year", "annually": "1 year",
    "매일": "1 day", "매주": "1 week", "매달": "1 month", "매월": "1 month", "매분기": "1 quarter", "매년": "1 year",
    "분기마다": "1 quarter", "each week": "1 week", "each month": "1 month", "each day": "1 day",
    "once a week": "1 week", "once a month": "1 month", "once a day": "1 day", "일주일": "1 week",
    "일주": "1 week", "일 년": "1 year", "일년": "1 year", "half a month": "15 day",
}  # fmt: skip
_ONCE = re.compile("once every|once|한 ?번|1회|1번|씩")
_WORDS = re.compile(
    r"(?<![a-z가-힣])(?:" + "|".join(map(re.escape, sorted(_WHOLE, key=len, reverse=True))) + r")(?![a-z])"
)
_NUMBER = (
    r"\d[\d,.]{0,12}|[.]\d{1,6}|한|두|세|네|다섯|여섯|일곱|여덟|아홉|열두|열한|열|스무|일|이|삼|사|오|육|칠|팔|구|십"
    # A word is apart from its unit: the `an d` in `and` is no day.
    r"|(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty)(?=[\s-])"
)
_COUNTED = re.compile(
    rf"(?<![\w.,])(?P<sign>[-−]\s?)?(?P<number>{_NUMBER})[\s-]?"
    rf"(?P<unit>{'|'.join(sorted(_UNIT_OF, key=len, reverse=True))})(?![a-z])(?P<half>\s?(?:반|and a half))?"
)


@dataclass(frozen=True, slots=True)
class Span:
    """Counts by unit (hour, day, week, month, quarter, year), and what stands around them."""

    counts: tuple[tuple[Decimal, str], ...]
    before: str
    after: str

    def days(self) -> Decimal:
        """A month counts 30 days, a quarter 91, a year 365."""
        length = {"hour": Decimal(1) / 24} | {unit: Decimal(days) for unit, days in _DAYS.items()}
        return sum((count * length[unit] for count, unit in self.counts), Decimal(0))

    def months_and_days(self) -> tuple[Decimal, Decimal]:
        """By the calendar: (months, days)."""
        months = {"month": 1, "quarter": 3, "year": 12}
        whole = sum((count * months[unit] for count, unit in self.counts if unit in months), Decimal(0))
        days = {"day": 1, "week": 7}
        return whole, sum((count * days[unit] for count, unit in self.counts if unit in days), Decimal(0))


def spans_in(tidied: str) -> Span | None:
    """The span of time in a tidy text: words such as 열흘, or all of its counted units added up."""
    if whole := _WORDS.search(tidied):
        count, unit = _WHOLE[whole[0]].split()
        return Span(((Decimal(count), unit),), tidied[: whole.start()].strip(), tidied[whole.end() :].strip())
    text = _ONCE.sub(" ", tidied)
    found = list(_COUNTED.finditer(text))[:6]
    counts = tuple(counted for match in found if (counted := _count(match)))
    if not found or len(counts) < len(found):
        return None
    between = "".join(text[one.end() : two.start()] for one, two in pairwise(found))
    return Span(counts, text[: found[0].start()].strip(), f"{between} {text[found[-1].end() :]}".strip())


def _count(match: re.Match[str]) -> tuple[Decimal, str] | None:
    amount = _amount(match["number"])
    if amount is None:
        return None
    half = Decimal("0.5") if match["half"] else Decimal(0)
    return (amount + half) * (-1 if match["sign"] else 1), _UNIT_OF[match["unit"]]


def _amount(number: str) -> Decimal | None:
    if number in ("a", "an"):
        return Decimal(1)
    scanned = scan(number)
    return scanned.amount if scanned and not scanned.after else None
