"""Typed text made comparable before it is taken apart."""

import re
import unicodedata

LONGEST = 300
"""More characters than any number, amount, date or duration has: such a text is none."""

_INVISIBLE = re.compile("[\0-\x08\x0e-\x1f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_POLITE = re.compile(r"(?:이에요|예요|입니다|이요|정도요|요)$")
_PARTICLE = re.compile(r"(?<=[가-힣])(?:에는|에|당|마다|쯤|정도|가량|까지|이상|이하)$")


def tidy(text: str, longest: int = LONGEST) -> str:
    """Composed, lower case, in one line, without marks around it; empty when it is too long."""
    if len(text) > longest:
        return ""
    composed = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold()
    composed = re.sub(r"[*`_\"“”‘’]+", "", composed.replace("’", "'"))
    composed = re.sub(r"\s+", " ", composed).strip(" ,;:!?…。")
    return composed[:longest].removesuffix(".").strip()


def words_in(text: str) -> list[str]:
    """The words of a tidy text, Korean ones without their particles and polite endings."""
    found = re.findall(r"[^\W\d_]+|%", text)
    return [bare for word in found if (bare := _PARTICLE.sub("", _POLITE.sub("", word)))]


def word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


ROUGHLY = word_set(
    "about around approx approximately roughly circa ca some nearly almost maybe perhaps or "
    "so 약 대략 한 거의 정도 쯤 가량 아마 대충 이상 이하 at least most up to of the is it max min maximum "
    "minimum 최대 최소 총 모두 전부"
)
"""Words around a number that leave it what it is."""
