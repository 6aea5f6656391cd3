"""What a person typed behind `weights`, in either language."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from flows.board.filter import EVERYTHING, Asked, read_filter
from flows.ranking.weights import MOST, PRESETS, simple
from flows.reading.keys import Names, meant, tight
from flows.scoring.factors import Component
from flows.scoring.priority import Weights
from flows.scoring.texts import scoring_texts
from flows.text import Phrase, phrase


@dataclass(frozen=True, slots=True)
class Show:
    """The weights as they are."""


@dataclass(frozen=True, slots=True)
class Undo:
    """Take the last change back."""


@dataclass(frozen=True, slots=True)
class History:
    """Every change so far."""


@dataclass(frozen=True, slots=True)
class Look:
    """A look at other weights."""

    weights: Weights


Wish = Show | Undo | History | Look

_UNDO = frozenset(map(tight, ("undo", "되돌리기", "취소")))
_HISTORY = frozenset(map(tight, ("history", "changes", "기록", "이력")))
_FEASIBILITY = "feasibility"


def read_wish(typed: str) -> Wish | Phrase:
    """A wish, or a sentence why it cannot be read.

    Weights are a preset's name, or `impact=80 data=20` in any order, where what is not named weighs 0;
    `impact=80 feasibility=60` shares feasibility out as usual.
    """
    said = tight(typed)
    if not said:
        return Show()
    if said in _UNDO:
        return Undo()
    if said in _HISTORY:
        return History()
    if "=" in typed or ":" in typed:
        return _numbers(typed)
    asked = read_filter(typed, "")
    if isinstance(asked, Asked) and asked.preset and asked.filter == EVERYTHING and not asked.everything:
        return Look(PRESETS[asked.preset])
    return phrase(
        "wish.unknown",
        "I cannot read these weights. A preset works, as in `weights data first`, or numbers, as in "
        "`weights impact=80 data=20`.",
    )


def _numbers(typed: str) -> Wish | Phrase:
    given: dict[str, Fraction] = {}
    for part in _parts(typed):
        name, _, value = part.partition("=")
        found = meant(name, _names())
        if len(found) != 1:
            return phrase("wish.name", "I know no weight called “{name}”.", name=name.strip()[:40])
        number = _number(value)
        if number is None:
            return phrase("wish.number", "A weight is a number from 0 to {most}, as in `impact=80`.", most=MOST)
        if found[0] in given:
            return phrase("wish.twice", "“{name}” is given twice.", name=name.strip()[:40])
        given[found[0]] = number
    if not any(given.values()):
        return phrase("wish.nothing", "At least one weight has to be above 0.")
    if _FEASIBILITY not in given:
        return Look(Weights(*(given.get(name, Fraction(0)) for name in Weights._fields)))
    if set(given) <= {_FEASIBILITY, Component.IMPACT}:
        return Look(simple(given.get(Component.IMPACT, Fraction(0)), given[_FEASIBILITY]))
    return phrase("wish.both", "Feasibility shares out what its parts weigh: please give it, or its parts.")


def _parts(typed: str) -> list[str]:
    """`impact = 80, data:20` as name=value pieces; names may have spaces in them."""
    pieces: list[str] = []
    for word in typed.replace(":", "=").replace(" =", "=").replace("= ", "=").replace(",", " ").split():
        if pieces and "=" not in pieces[-1]:
            pieces[-1] += f" {word}"
        else:
            pieces.append(word)
    return pieces


def _number(typed: str) -> Fraction | None:
    value = typed.strip().removesuffix("%")
    whole, _, decimals = value.partition(".")
    if not whole.isascii() or not whole.isdecimal() or len(whole) > 3 or len(decimals) > 12:
        return None
    if "." in value and not (decimals.isascii() and decimals.isdecimal()):
        return None
    number = Fraction(value)
    return number if number <= MOST else None


@cache
def _names() -> Mapping[str, Names]:
    texts = scoring_texts()
    labels = {name: texts.component[Component(name)] for name in Weights._fields if name in set(Component)}
    labels |= {name: texts.score[name] for name in ("confidence", _FEASIBILITY)}
    return {name: Names.of(name, *text.both()) for name, text in labels.items()}
