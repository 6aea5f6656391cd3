"""The terms that a text uses."""

import re
from collections.abc import Iterable
from functools import cache

from flows.glossary.loader import Term, spellings, terms
from flows.glossary.names import spelled
from flows.text import Language

MOST = 5
SHORTEST = 2
EVERYDAY = frozenset({"규제", "보정", "반복", "weights"})
"""Names that in a question mostly mean something else."""
_HYPHEN = re.compile(r"\\?[ -]")


def terms_in(texts: Iterable[str], language: Language) -> tuple[Term, ...]:
    """The first few terms that occur, in the order of the text. English by whole words, Korean anywhere."""
    pattern, key_of = _pattern(language)
    found = (match.group().casefold() for match in pattern.finditer("\n".join(texts)))
    keys = (key_of.get(spelled(text)) or key_of[spelled(text.removesuffix("s"))] for text in found)
    return tuple(terms()[key] for key in dict.fromkeys(keys))[:MOST]


@cache
def _pattern(language: Language) -> tuple[re.Pattern[str], dict[str, str]]:
    key_of: dict[str, str] = {}
    looked_for: set[str] = set()
    for key, term in terms().items():
        for spelling, whole in spellings(term.name.of(language)):
            if len(spelling) < SHORTEST or spelling.casefold() in EVERYDAY:
                continue
            looked_for.add(spelling)
            if whole or spelled(spelling) not in key_of:
                key_of[spelled(spelling)] = key
    longest_first = sorted(looked_for, key=lambda spelling: (-len(spelling), spelling))
    return re.compile("|".join(map(_found_as, longest_first)), re.IGNORECASE), key_of


def _found_as(spelling: str) -> str:
    if spelling.isascii():  # Korean puts particles right behind a foreign word
        return rf"(?<![A-Za-z0-9]){_HYPHEN.sub('[ -]', re.escape(spelling))}s?(?![A-Za-z0-9])"
    return re.escape(spelling)
