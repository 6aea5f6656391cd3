"""Finding something by what people call it: by name, by its beginning, by its words, else by nearness."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from flows.spoken import plain

LONGEST = 150  # characters; whoever types more does not name anything
MOST_NEAR = 5
NEAR = 0.7


@dataclass(frozen=True, slots=True)
class Name:
    """One name of the thing `key`. `whole` is false for a part of a longer name."""

    key: str
    spelled: str
    words: tuple[str, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Exact:
    """The one that is meant; `named` when its name was typed and not only the beginning."""

    key: str
    named: bool


@dataclass(frozen=True, slots=True)
class Several:
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Nearest:
    """Nothing goes by that name; these are spelled alike, nearest first."""

    keys: tuple[str, ...]


def name(key: str, spelling: str, *, whole: bool = True) -> Name:
    return Name(key, spelled(spelling), tuple(words_of(spelling)), whole)


def find(sought: str, names: Sequence[Name]) -> Exact | Several | Nearest:
    """What goes by the name that was typed."""
    wanted = spelled(sought)
    if not wanted or len(sought) > LONGEST:
        return Nearest(())
    for number, matching in enumerate(_ever_looser(wanted, tuple(words_of(sought)), names)):
        match tuple(dict.fromkeys(found.key for found in matching)):
            case (key,):
                return Exact(key, named=number < 3)
            case (_, *_) as keys:
                return Several(keys)
    return Nearest(_near(wanted, names))


def spelled(text: str) -> str:
    """Letters and digits alone, so that `A/B test`, `ab-test` and `AB Test` are one; British spelling."""
    british = re.sub("[iy]z(?=e|ing|ation)", "is", plain(text)).replace("label", "labell").replace("labelll", "labell")
    return "".join(sign for sign in british if sign.isalnum())


def words_of(text: str) -> Iterator[str]:
    yield from re.findall(r"[^\W_]+", plain(text))


def _ever_looser(wanted: str, typed: tuple[str, ...], names: Sequence[Name]) -> Iterator[Iterable[Name]]:
    yield (known for known in names if known.whole and known.spelled == wanted)
    yield (known for known in names if known.spelled == wanted)
    yield (known for known in names if wanted == f"{known.spelled}s")
    yield (known for known in names if known.spelled.startswith(wanted))
    yield (known for known in names if all(any(word.startswith(part) for word in known.words) for part in typed))


def _near(wanted: str, names: Sequence[Name]) -> tuple[str, ...]:
    by_letters = {unicodedata.normalize("NFD", known.spelled): known.key for known in reversed(names)}
    letters = unicodedata.normalize("NFD", wanted)  # a slip inside a Korean syllable is one letter of three
    close = get_close_matches(letters, by_letters, n=3 * MOST_NEAR, cutoff=NEAR)
    return tuple(dict.fromkeys(by_letters[spelling] for spelling in close))[:MOST_NEAR]
