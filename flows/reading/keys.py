"""Finding what a typed key names: by its key, its label in either language, or a beginning of them."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from flows.spoken import plain

LONGEST = 160
SHORTEST = 2
"""Fewer characters begin nothing; as a whole name one is enough (`값`)."""


@dataclass(frozen=True, slots=True)
class Names:
    """How one thing can be called, without spaces: whole names, and what is left of them after their first words."""

    whole: tuple[str, ...]
    later: tuple[str, ...]

    @classmethod
    def of(cls, *names: str) -> Self:
        words = [re.findall(r"\w+", plain(name).replace("_", " ")) for name in names]
        later = ("".join(one[begin:]) for one in words for begin in range(1, len(one)))
        return cls(tuple(tight(name) for name in names), tuple(later))


def tight(text: str) -> str:
    return re.sub(r"[\W_]+", "", plain(text))


def meant(word: str, names: Mapping[str, Names], taken: Collection[str] = ()) -> tuple[str, ...]:
    """The keys that a word can mean: exact names before beginnings, and these before later words.

    Where one name is the beginning of the others (`해결 방법` and `해결 방법의 종류`), it is meant.
    """
    wanted = tight(word) if len(word) <= LONGEST else ""
    if not wanted:
        return ()
    free = {key: spelled for key, spelled in names.items() if key not in taken}
    if exact := [key for key, spelled in free.items() if wanted in spelled.whole]:
        return tuple(exact)
    if len(wanted) < SHORTEST:
        return ()
    begun = {key: found for key, spelled in free.items() if (found := _begun(wanted, spelled.whole))}
    if not begun:
        return tuple(key for key, spelled in free.items() if _begun(wanted, spelled.later))
    shortest = min((name for found in begun.values() for name in found), key=len)
    if all(any(name.startswith(shortest) for name in found) for found in begun.values()):
        holders = [key for key, found in begun.items() if shortest in found]
        return tuple(holders)
    return tuple(begun)


def _begun(wanted: str, names: Iterable[str]) -> list[str]:
    return [name for name in names if name.startswith(wanted)]
