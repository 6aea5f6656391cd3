"""A result in one typed line: `recall 0.82 test`, `재현율 82% 테스트`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from flows.conditions import Values
from flows.glossary.loader import find_terms
from flows.glossary.names import Exact
from flows.reading.keys import Names, meant
from flows.reading.numbers import Bounds, number_in
from flows.reading.numerals import decimal_string
from flows.reading.result import Unreadable
from flows.reading.tidy import tidy, word_set
from flows.results.baseline import baselines
from flows.results.in_words import PERCENT
from flows.results.objective import Objective, objectives
from flows.results.result import Measured, Split
from flows.results.split_words import without_split
from flows.text import Phrase, Text, phrase

_PERCENT_WORDS = word_set("% percent pct 퍼센트 프로 퍼")
_PERCENT_SIGN = re.compile(r"(?<=\d)\s?(?:%|percent\b|pct\b|퍼센트|프로|퍼)")
_LINKS = word_set("is was at now of the reached got 지금 현재 값 결과 나왔어 나옴 달성 기준")
_LATENCY = re.compile(r"\b(?:latency|response time)\b|지연 ?시간|응답 ?시간")
_PARTICLES = r"(?:은|는|이|가|을|를|의|도)"


@dataclass(frozen=True, slots=True)
class ResultLine:
    """What was understood. `row` and `split` are None where the line does not say and more than one is possible.

    `note` says what was assumed about the value.
    """

    row: str | None
    value: str
    split: Split | None
    measured: Measured = Measured.OBJECTIVE
    note: Phrase | None = None


def read_result_line(text: str, values: Values, row: str | None = None) -> ResultLine | Unreadable:
    """Read one line. `values` are the answers; `row` is the objective it is about where the line names none."""
    known = objectives(values)
    if not known:
        return Unreadable(phrase("result.no_objectives", "There are no objectives yet; please describe one first."))
    # Whole names first: one of them may hold a word for a split, as "training time" does.
    named, rest = _named_in_full(tidy(text), known)
    rest, splits = without_split(rest)
    if len(splits) > 1:
        return Unreadable(
            phrase("result.two_splits", "Please give one result at a time, with one word for what it was measured on.")
        )
    split = splits[0] if splits else None
    if not named and (latency := _latency(rest, values)):
        latency_row, rest = latency
        return _measure(rest, None, latency_row, split, values)
    if not named:
        named, rest = _named_in_part(rest, known)
    if len(named) > 1:
        return Unreadable(
            phrase(
                "result.which_objective",
                "That could be “{first}” or “{second}”. Please type more of the name.",
                first=named[0].name,
                second=named[1].name,
            )
        )
    if not named and (left := _words_before(rest)):
        return Unreadable(
            phrase(
                "result.no_such_objective",
                "I know no objective called “{words}”. There are: {objectives}.",
                words=left,
                objectives=", ".join(one.name for one in known),
            )
        )
    chosen = named[0] if named else _only(known, row)
    return _measure(rest, chosen, None, split, values)


def _only(known: Sequence[Objective], row: str | None) -> Objective | None:
    if row is not None:
        return next((one for one in known if one.row == row), None)
    return known[0] if len(known) == 1 else None


def _measure(
    rest: str, objective: Objective | None, latency_row: str | None, split: Split | None, values: Values
) -> ResultLine | Unreadable:
    if latency_row is not None:
        read = number_in(rest, Bounds(minimum="0"), Text(en="ms", ko="ms"), _LINKS)
        if isinstance(read, Unreadable):
            return read
        return ResultLine(latency_row, read.value, split, Measured.LATENCY)
    percent = _PERCENT_SIGN.search(rest) is not None
    unit = objective.unit if objective else ""
    also = _LINKS | _PERCENT_WORDS if percent and (unit in PERCENT or not unit) else _LINKS
    shown_unit = Text(en=unit, ko=unit) if unit else None
    read = number_in(_PERCENT_SIGN.sub(" % ", rest) if percent else rest, Bounds(), shown_unit, also)
    if isinstance(read, Unreadable):
        return read
    value, note = _in_unit(Decimal(read.value), objective, values, percent=percent)
    return ResultLine(objective.row if objective else None, decimal_string(value), split, note=note)


def _in_unit(
    amount: Decimal, objective: Objective | None, values: Values, *, percent: bool
) -> tuple[Decimal, Phrase | None]:
    """The value in the objective's unit: 82% where shares are counted from 0 to 1 is 0.82, and the other way round."""
    if objective is None:
        return amount, None
    known = _known(objective, values)
    if percent and objective.unit not in PERCENT and all(abs(one) <= 1 for one in known):
        return amount / 100, None
    small = 0 < abs(amount) <= 1
    if not percent and small and objective.unit in PERCENT and all(abs(one) >= 10 for one in known):
        value = amount * 100
        return value, _assumed(amount, value)
    return amount, None


def _assumed(typed: Decimal, value: Decimal) -> Phrase:
    return phrase(
        "result.share_read",
        "I read {typed} as {value}%; if that is wrong, please correct it.",
        typed=decimal_string(typed),
        value=decimal_string(value),
    )


def _known(objective: Objective, values: Values) -> tuple[Fraction, ...]:
    every = [objective.target, *(one.value for one in baselines(objective, values).every)]
    return tuple(every if objective.current is None else [*every, objective.current])


def _named_in_full(line: str, known: Sequence[Objective]) -> tuple[list[Objective], str]:
    """The objectives with the longest name or metric in the line, and what is left of it without."""
    longest, found, rest = 0, list[Objective](), line
    for objective in known:
        for spelling in (objective.name, objective.metric):
            name = tidy(spelling)
            match = re.search(rf"(?<![\w@]){re.escape(name)}{_PARTICLES}?(?![\w@])", line) if name else None
            if match is None or len(name) < longest:
                continue
            if len(name) > longest:
                longest, found = len(name), []
            if objective not in found:
                found.append(objective)
            rest = f"{line[: match.start()]} {line[match.end() :]}".strip(" ,:=")
    return found, rest


def _named_in_part(line: str, known: Sequence[Objective]) -> tuple[list[Objective], str]:
    """The objectives that the words before the number can mean, and what is left without them."""
    words = _words_before(line)
    if not words:
        return [], line
    found = [one for one in known if _same_term(words, one.metric)]
    if not found:
        rows = meant(words, {one.row: Names.of(one.name, one.metric) for one in known})
        found = [one for one in known if one.row in rows]
    return found, line.replace(words, " ", 1).strip(" ,:=") if found else line


def _same_term(words: str, metric: str) -> bool:
    """Whether the glossary knows both as one thing: 재현율 is recall."""
    one, other = find_terms(re.sub(rf"(?<=[가-힣]){_PARTICLES}$", "", words)), find_terms(metric)
    return isinstance(one, Exact) and isinstance(other, Exact) and (one.key, True) == (other.key, one.named)


def _words_before(line: str) -> str:
    """What stands before the number, when that is more than a word that says nothing."""
    digit = re.search(r"(?<!\w)[-+.−]*\d", line)
    words = (line[: digit.start()] if digit else line).strip(" ,:=≈~")
    return "" if all(word in _LINKS for word in words.split()) else words


def _latency(line: str, values: Values) -> tuple[str, str] | None:
    """The row of the latency target that `p95` names, and the rest."""
    found = re.search(r"(?<!\w)p(\d{2}(?:[._]\d)?)(?!\w)", line)
    if not found:
        return None
    percentile = f"p{found[1].replace('.', '_')}"
    for row in values.get("latency_target") or ():
        if row.get("percentile") == percentile:
            rest = f"{line[: found.start()]} {line[found.end() :]}"
            return str(row["id"]), re.sub(r"\b(?:latency|response time)\b|지연 ?시간|응답 ?시간", " ", rest).strip(
                " ,:="
            )
    return None
