"""Projects that may be the same as a new one."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

NAME, TEXT, BOTH = 84, 80, 66
"""From how much likeness (0-100) two names, two descriptions, or on average both, speak for the same project.

Reworded names and descriptions of one project reach them in English and Korean. Projects that share their field's
words or the pattern of a sentence stay below, for they are alike in one of the two only. The tests hold examples.
"""

CONTAINED = 90
"""The likeness of names of which one has all the words of the other, and these are two or more."""

SHORTEST = 4
"""Letters below which a name or text says too little to be compared."""

LONGEST = 600

Parts = tuple[str, str, str]
"""Name, problem and phenomenon, plain."""

_ACCENTS = re.compile("[\u0300-\u036f]")
_NO_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Described:
    """What a project is told apart by. `problem` and `phenomenon` are empty while not answered."""

    key: str
    name: str
    problem: str = ""
    phenomenon: str = ""


@dataclass(frozen=True, slots=True)
class Likely:
    """A project that may be the same; `likeness` is 0-100, of what speaks for it most."""

    project: Described
    likeness: int


def duplicates(new: Described, others: Iterable[Described], most: int = 3) -> tuple[Likely, ...]:
    """The projects most like the new one, best first, ties in the order given; a hint, never a refusal."""
    mine = _parts(new)
    found: list[Likely] = []
    for other, theirs in _near(mine, [one for one in others if one.key != new.key]):
        name = max(_alike(mine[0], theirs[0]), _contained(mine[0], theirs[0]))
        text = max(_alike(one, another) for one in mine[1:] for another in theirs[1:])
        both = (name + text) / 2
        if name >= NAME or text >= TEXT or both >= BOTH:
            found.append(Likely(other, round(max(name if name >= NAME else 0, text if text >= TEXT else 0, both))))
    return tuple(sorted(found, key=lambda one: -one.likeness)[:most])


def _near(mine: Parts, others: Sequence[Described]) -> Iterator[tuple[Described, Parts]]:
    """Those that can be alike at all, in the order given: few of thousands are looked at closely.

    On average both parts reach `BOTH` only where one of them does.
    """
    described = any(mine[1:])
    parts = [_parts(other) if described else (_plain(other.name), "", "") for other in others]
    names, texts = [theirs[0] for theirs in parts], [text for theirs in parts for text in theirs[1:]]
    near = set(_reaching(mine[0], names))
    for text in {*mine[1:]}:
        near |= {place // 2 for place in _reaching(text, texts)}
    words = set(mine[0].split())
    near |= {place for place, name in enumerate(names) if len(words) > 1 and not words.isdisjoint(name.split())}
    return ((others[place], parts[place]) for place in sorted(near))


def _reaching(text: str, choices: Sequence[str]) -> Iterator[int]:
    """The places of the choices that are alike enough to matter."""
    if not text:
        return iter(())
    alike = process.extract(text, choices, scorer=fuzz.ratio, limit=None, score_cutoff=BOTH)
    return (place for _, _, place in alike)


def _parts(project: Described) -> Parts:
    return _plain(project.name), _plain(project.problem), _plain(project.phenomenon)


@lru_cache(maxsize=8192)  # a channel's projects are looked through again with every new one
def _plain(text: str) -> str:
    """Its words in the order of their letters, in lower case letters and digits.

    Korean stays in its single sounds, so that particles weigh little.
    """
    composed = _ACCENTS.sub("", unicodedata.normalize("NFKD", text[:LONGEST]).casefold())
    return " ".join(sorted(_NO_LETTERS.sub(" ", composed).split()))


def _alike(one: str, other: str) -> float:
    """0-100; words may stand in another order, and one text may say a little more."""
    if min(len(one.replace(" ", "")), len(other.replace(" ", ""))) < SHORTEST:
        return 0.0
    return fuzz.ratio(one, other)


def _contained(one: str, other: str) -> float:
    fewer, more = sorted((set(one.split()), set(other.split())), key=len)
    return CONTAINED if len(fewer) > 1 and fewer <= more else 0
