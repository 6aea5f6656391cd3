"""Reading amounts of money."""

import re
from typing import Any

from flows.questions import Money
from flows.reading.context import Context
from flows.reading.currencies import currencies_in
from flows.reading.numbers import HUGE, range_problem, unit_words
from flows.reading.numerals import decimal_string, is_range, scan
from flows.reading.result import Reading, Understood, Unreadable
from flows.reading.tidy import LONGEST, ROUGHLY, word_set, words_in
from flows.text import Phrase, phrase

_YEAR = word_set("year yearly annual annually annum pa yr y 연 년 연간 매년 매해 해 1년")
_ERROR = word_set("error errors mistake case 오류 건 한 실수 번")
_OTHER_PERIOD = word_set(
    "month monthly months week weekly day daily quarter quarterly hour hourly mo wk qtr hr 월 "
    "매월 매달 달 월간 주 매주 일 매일 분기 시간 시급"
)
_FILLER = word_set("per a an each every p in 원 돈 매 각") | ROUGHLY


def read_money(question: Money, text: str, context: Context) -> Reading:
    """{"amount": decimal string, "currency": ISO 4217}; nothing typed means the currency of the other answer."""
    named, rest = currencies_in(text) if len(text) <= LONGEST else ([], "")
    rest = _with_counts_apart(rest)
    if is_range(rest):
        return Unreadable(range_problem())
    found = scan(rest)
    if found is None or len(set(named)) > 1 or any(sign.isdigit() for sign in found.before + found.after):
        return Unreadable(_unreadable())
    if problem := _words_problem(question, words_in(f"{found.before} {found.after}")):
        return Unreadable(problem)
    if found.amount < 0:
        return Unreadable(phrase("reading.money_negative", "Please give an amount of 0 or more."))
    if found.amount >= HUGE:
        return Unreadable(phrase("reading.number_huge", "That number is too large for me; please check it."))
    shared = _shared_currency(question, context)
    currency = named[0] if named else shared or context.currency
    if currency is None:
        return Unreadable(phrase("reading.money_currency", "Please say which currency, as in $20k or ₩3,000."))
    if shared and currency != shared:
        return Unreadable(
            phrase(
                "reading.money_same_currency",
                "Please give that in {currency}, the currency of the amount it is compared with.",
                currency=shared,
            )
        )
    return Understood({"amount": decimal_string(found.amount), "currency": currency})


def _with_counts_apart(tidied: str) -> str:
    """`1년에` and `한 건당` count what the amount is for; they are no second number."""
    return re.sub(r"(?<!\d)(?:1|한)\s?(년|해|건|번)(?:에|당|마다)?", r" \1 ", tidied)


def _shared_currency(question: Money, context: Context) -> str | None:
    other: Any = context.answers.get(question.same_currency_as) if question.same_currency_as else None
    return str(other["currency"]) if isinstance(other, dict) and other.get("currency") else None


def _words_problem(question: Money, words: list[str]) -> Phrase | None:
    """Why the words around the amount do not belong to it; per what it is may be said or not."""
    per = unit_words(question.per)
    allowed = _FILLER | per | (_YEAR if per & _YEAR else frozenset()) | (_ERROR if per & _ERROR else frozenset())
    strange = [word for word in words if word not in allowed]
    if not strange:
        return None
    if question.per and any(word in _OTHER_PERIOD | _YEAR for word in strange):
        return phrase("reading.money_per", "Please give the amount {per}.", per=question.per)
    return _unreadable()


def _unreadable() -> Phrase:
    return phrase("reading.money", "Please give one amount with its currency, such as ₩3,000, $20k or EUR 1.5m.")
