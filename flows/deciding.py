"""What is typed behind `decide`: a project, what is decided, until when or into what, and why."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from flows.decisions import LEAST_REASON, Choice, no_end
from flows.questions import Date, Level, Need
from flows.reading import Context, Reading, Understood, Unreadable, read
from flows.text import Phrase, Text, phrase

SPELLINGS: dict[Choice, tuple[str, ...]] = {
    Choice.ACCEPT: ("accept", "approve", "수락", "승인", "채택"),
    Choice.DECLINE: ("decline", "reject", "거절", "반려"),
    Choice.DEFER: ("defer", "postpone", "연기", "보류"),
    Choice.MERGE: ("merge", "병합", "합병"),
}
_CHOICE_OF = {spelling: choice for choice, spellings in SPELLINGS.items() for spelling in spellings}

YEARS = 3
LONGEST_DAY = 6
LONGEST_NAME = 12
"""Words of a day, and of a project's name."""

_UNTIL = frozenset(("until", "till", "by"))
_WHEN = frozenset(("when", "once", "after", "unless", "if", *_UNTIL))
_KOREAN_WHEN = re.compile(r".+(?:까지|면|때|후에|뒤에|다음에)")
_BREAK = re.compile(r"\s*(?:[:;]|\s[-–—]\s|,?\s*\bbecause\b|,?\s*왜냐하면)\s*", re.IGNORECASE)
_JOINTS = " ,.:;-–—"
_QUOTES = "\"'“”‘’`"
_INTO = frozenset(("into", "with", "to"))
_NOT_OF_A_DAY = frozenset(
    ("the", "a", "an", "and", "as", "at", "because", "but", "for", "in", "of", "on", "since", "so")
)
"""Words that a day does not end with: reading days passes over some of them."""


class Wish(NamedTuple):
    """Perhaps a project's name, what is decided about it, and the rest of the line."""

    name: str
    choice: Choice
    rest: str


class Deferral(NamedTuple):
    """Until a day or until something is the case."""

    until: date | None
    condition: str | None
    reason: str


def wished(typed: str) -> tuple[Wish, ...]:
    """What can be meant, the shortest name first: a project may be called `Merge queue`."""
    words = typed.split()
    return tuple(
        Wish(" ".join(words[:place]).strip(_QUOTES), choice, " ".join(words[place + 1 :]))
        for place, word in enumerate(words)
        if (choice := _CHOICE_OF.get(word.casefold().strip(_JOINTS)))
    )


def deferral(text: str, today: date) -> Deferral | Phrase:
    """`until 2026-12-24 the budget is short`, `3주 뒤 예산이 부족해요`, `until the contract is signed: we wait`."""
    words = text.split()
    problem: Phrase | None = None
    for count in range(min(len(words), LONGEST_DAY), 0, -1):
        found = _first_day(words[:count], today)
        if isinstance(found, date):
            return Deferral(found, None, _reason(words[count:]))
        problem = found or problem
    for count in range(min(len(words), LONGEST_DAY), 1, -1):
        last = words[-count:]
        found = _day(last, today) if last[0].casefold() in _UNTIL or last[-1].endswith("까지") else None
        if isinstance(found, date):
            return Deferral(found, None, _reason(words[:-count]))
        problem = found or problem
    return problem or _condition(text) or no_end()


def merge_targets(text: str) -> Iterator[tuple[str, str]]:
    """(name, reason) as they can be meant, the longest name first."""
    words = text.split()
    if words and words[0].casefold() in _INTO:
        words = words[1:]
    for count in range(min(len(words), LONGEST_NAME), 0, -1):
        name, reason = " ".join(words[:count]), _reason(words[count:])
        for bare in dict.fromkeys((name, name.strip(_QUOTES + _JOINTS), _without_particle(name))):
            if bare:
                yield bare, reason


def day_of(text: str, today: date) -> date | Phrase:
    """The day that was picked or typed; or a sentence why it cannot be it."""
    reading = read(_day_question(), text, Context(today=today))
    if isinstance(reading, Understood):
        day = date.fromisoformat(reading.value)
        return day if day > today else phrase("decide.today", "That is today; please give a later day.")
    return reading.problem if isinstance(reading, Unreadable) else no_end()


def _first_day(words: list[str], today: date) -> date | Phrase | None:
    """The day that these words name; without `until` only where nothing had to be assumed, as with `may`."""
    said = words[0].casefold() in _UNTIL
    if words[-1].casefold() in _NOT_OF_A_DAY:
        return None
    reading = read(_day_question(), " ".join(words).strip(_JOINTS), Context(today=today))
    if isinstance(reading, Understood) and (said or reading.note is None):
        return day_of(reading.value, today)
    return _past_or_far(reading) if said or any(map(str.isdigit, "".join(words))) else None


def _day(words: list[str], today: date) -> date | Phrase | None:
    reading = read(_day_question(), " ".join(words).strip(_JOINTS), Context(today=today))
    return day_of(reading.value, today) if isinstance(reading, Understood) else _past_or_far(reading)


def _past_or_far(reading: Reading) -> Phrase | None:
    known = isinstance(reading, Unreadable) and reading.problem.key in ("reading.date_past", "reading.date_far")
    return reading.problem if known and isinstance(reading, Unreadable) else None


def _condition(text: str) -> Deferral | None:
    """Something that has to be the case first. Where nothing more is said, it is the reason, too."""
    before, *after = _BREAK.split(text, maxsplit=1)
    words = before.split()
    if not words:
        return None
    if words[0].casefold() not in _WHEN:
        last = next((place for place, word in enumerate(words, 1) if _KOREAN_WHEN.fullmatch(word)), None)
        if last is None:
            return None
        if not after and last < len(words):
            before, after = " ".join(words[:last]), [" ".join(words[last:])]
    condition = before.strip(_JOINTS)
    reason = _reason(after[0].split()) if after else condition
    return Deferral(None, condition, reason) if len(condition) >= LEAST_REASON or after else None


def _reason(words: list[str]) -> str:
    return re.sub(r"^(?:because|since|as)\s+", "", " ".join(words).lstrip(_JOINTS).rstrip(" ,:;"), flags=re.IGNORECASE)


def _without_particle(name: str) -> str:
    return re.sub(r"(?:으로|로|에|와|과)$", "", name.strip(_QUOTES + _JOINTS))


@cache
def _day_question() -> Date:
    nothing = Text(en="", ko="")
    return Date(
        key="until",
        id="DC-01",
        section="decisions",
        level=Level.DETAIL,
        need=Need.REQUIRED,
        question=nothing,
        help=nothing,
        example=nothing,
        offers_unknown=False,
        years_ahead=YEARS,
    )
