"""Reading percentages."""

from decimal import Decimal

from flows.questions import Percent
from flows.reading.numbers import range_problem
from flows.reading.numerals import decimal_string, is_range, scan
from flows.reading.result import Reading, Understood, Unreadable
from flows.reading.tidy import ROUGHLY, tidy, word_set, words_in
from flows.text import phrase

_SIGNS = word_set("% percent percentage per cent pct 퍼센트 프로 퍼")


def read_percent(question: Percent, text: str) -> Reading:
    """A decimal string from 0 to 100. `0.95` is 0.95 %, and a note says so."""
    tidied = tidy(text)
    if is_range(tidied):
        return Unreadable(range_problem())
    found = scan(tidied)
    around = words_in(found.before + " " + found.after) if found else []
    clear = found is not None and not any(sign.isdigit() for sign in found.before + found.after)
    if found is None or not clear or any(word not in _SIGNS | ROUGHLY for word in around):
        return Unreadable(phrase("reading.percent", "Please give one percentage from 0 to 100, such as 95%."))
    if not 0 <= found.amount <= 100:
        return Unreadable(
            phrase("reading.percent_bounds", "A percentage here lies between 0 and 100; please check it.")
        )
    if found.amount != round(found.amount, question.decimals):
        return Unreadable(
            phrase("reading.percent_decimals", "Please give at most {count} decimals.", count=question.decimals)
        )
    value = decimal_string(found.amount)
    if 0 < found.amount < 1 and not _SIGNS.intersection(around):
        note = phrase(
            "reading.percent_small",
            "I read that as {value}%; if you meant {other}%, please write it so.",
            value=value,
            other=decimal_string(found.amount * Decimal(100)),
        )
        return Understood(value, note)
    return Understood(value)
