"""Reading numbers, with or without their unit."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from flows.questions import Number
from flows.reading.numerals import decimal_string, is_range, scan, thousands
from flows.reading.result import Reading, Understood, Unreadable
from flows.reading.tidy import ROUGHLY, tidy, word_set, words_in
from flows.text import Phrase, Text, phrase

HUGE = Decimal(10**18)
_PER = word_set("per a an each every in 매 각")
_KINDRED = (
    word_set("people person persons users user guests guest customers 명 인 사람 분"),
    word_set("month months monthly mo 월 달 매월 매달 한달"),
    word_set("second seconds sec s 초 초당 매초"),
    word_set("queries query requests request req reqs calls q qps rps 쿼리 요청 건 회"),
    word_set("person months month man pm mm m 인월 맨먼스 인 월"),
    word_set("ms millisecond milliseconds msec 밀리초"),
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Decimal strings; `above` is a minimum that is itself refused."""

    minimum: str | None = None
    above: str | None = None
    maximum: str | None = None
    whole: bool = False

    @classmethod
    def of(cls, question: Number) -> Self:
        return cls(question.minimum, question.above, question.maximum, question.whole)

    def problem(self, amount: Decimal) -> Phrase | None:
        """Why the number is not one of those asked for."""
        if self.minimum is not None and amount < Decimal(self.minimum):
            return phrase(
                "reading.number_low", "Please give a number of at least {minimum}.", minimum=thousands(self.minimum)
            )
        if self.above is not None and amount <= Decimal(self.above):
            return phrase("reading.number_above", "Please give a number above {minimum}.", minimum=self.above)
        if self.maximum is not None and amount > Decimal(self.maximum):
            return phrase(
                "reading.number_high", "Please give a number of at most {maximum}.", maximum=thousands(self.maximum)
            )
        if self.whole and amount != amount.to_integral_value():
            return phrase("reading.number_whole", "Please give a whole number, without a fraction.")
        if abs(amount) >= HUGE:
            return phrase("reading.number_huge", "That number is too large for me; please check it.")
        return None


def read_number(question: Number, text: str) -> Reading:
    return number_in(text, Bounds.of(question), question.unit)


def number_in(text: str, bounds: Bounds, unit: Text | None, also: Iterable[str] = ()) -> Reading:
    """A number, stored as a decimal string. Words of its unit, and those `also` allowed, may stand around it."""
    tidied = tidy(text)
    if is_range(tidied):
        return Unreadable(range_problem())
    found = scan(tidied)
    if found is None or any(sign.isdigit() for sign in found.before + found.after):
        return Unreadable(_unreadable(unit))
    allowed = ROUGHLY | unit_words(unit, also)
    if any(word not in allowed for word in words_in(found.before) + words_in(found.after)):
        return Unreadable(_unreadable(unit))
    if problem := bounds.problem(found.amount):
        return Unreadable(problem)
    return Understood(decimal_string(found.amount))


def unit_words(unit: Text | None, also: Iterable[str] = ()) -> frozenset[str]:
    """The words that may name the unit: its own, and what people write for them."""
    if unit is None:
        return frozenset(also)
    own = {word for spelling in unit.both() for word in words_in(spelling.casefold())}
    own |= {spelling.casefold() for spelling in unit.both()}
    kindred = [words for words in _KINDRED if own & words and ("person" in own) == ("person" in words & own)]
    return frozenset(own | _PER | set(also)).union(*kindred)


def range_problem() -> Phrase:
    return phrase("reading.number_range", "Please give one number instead of a range; the middle will do.")


def _unreadable(unit: Text | None) -> Phrase:
    if unit is None:
        return phrase("reading.number", "Please give one number, such as 1,200 or 1.2k.")
    return phrase("reading.number_unit", "Please give one number in {unit}, such as 1,200 or 1.2k.", unit=unit)
