"""People whose names were erased: the id that stands for one of them, and a name taken out of what was said."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from flows.text import Phrase, Text, phrase

STEM = "UERASED"
SOMEONE = Text(en="someone who left", ko="떠난 사람")
"""What stands in texts where the name stood."""

_STANDS_IN = re.compile(rf"{STEM}[1-9][0-9]*")
_MENTIONED = re.compile(rf"<@(?:{_STANDS_IN.pattern})(?:\|[^<>]*)?>")
_HANGUL = re.compile(r"[가-힣ㄱ-ㆎ]")
_WORD_OF_A_PROGRAM = re.compile(r"[a-z0-9_.:/+-]*")
_SHORTEST = 2  # characters of a name: a single letter is too often no name
_HONORIFICS = ("님", "씨", "군", "양")
_AFTER_VOWEL = {
    "는": "은",
    "가": "이",
    "를": "을",
    "와": "과",
    "로": "으로",
    "랑": "이랑",
    "나": "이나",
    "라고": "이라고",
    "라는": "이라는",
    "라": "이라",
    "야": "이야",
    "예요": "이에요",
}
"""Particles that follow a vowel, and what they are behind SOMEONE, which ends in a consonant."""

_OTHERS = """
의 에 에게 에게서 에게는 에게도 한테 한테서 한테는 께 께서 께서는 도 만 만은
부터 까지 보다 처럼 같이 하고 이고 이며 입니다 이다 이면 네 쪽 측
"""
_PARTICLES = (*_AFTER_VOWEL, *_AFTER_VOWEL.values(), *_OTHERS.split())


def is_erased(person: str | None) -> bool:
    return person is not None and _STANDS_IN.fullmatch(person) is not None


def stand_in(number: int) -> str:
    """The id of the so-many-th person erased in a workspace. Nobody can tell from it who it was."""
    return f"{STEM}{number}"


def number_of(person: str) -> int:
    return int(person.removeprefix(STEM))


def left() -> Phrase:
    """How such a person is called."""
    return phrase("person.left", "someone who left")


def spoken(text: str, say: Callable[[Phrase], str]) -> str:
    """A message's text without mentions of people who are not there any more."""
    return _MENTIONED.sub(lambda _: say(left()), text) if STEM in text else text


@dataclass(frozen=True, slots=True)
class Erasure:
    """Takes one person out of values: the id becomes `stand_in`, the names become SOMEONE.

    A name counts where it stands as a word, also with Korean particles behind it. One of a single word has to be
    written as it is: many are words as well.
    """

    person: str
    stand_in: str
    names: tuple[str, ...] = ()
    _id: re.Pattern[str] = field(init=False, repr=False, compare=False)
    _mention: re.Pattern[str] = field(init=False, repr=False, compare=False)
    _named: tuple[re.Pattern[str], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        person = re.escape(self.person)
        object.__setattr__(self, "_id", re.compile(rf"(?<![A-Za-z0-9]){person}(?![A-Za-z0-9])"))
        object.__setattr__(self, "_mention", re.compile(rf"<@{person}(?:\|[^<>]*)?>"))
        object.__setattr__(self, "_named", tuple(_name(one) for one in names_in(self.names)))

    def text(self, text: str) -> str:
        """Of what people wrote, or a word of the program."""
        text = self._id.sub(self.stand_in, text)
        if _WORD_OF_A_PROGRAM.fullmatch(text):
            return text
        for named in self._named:
            text = named.sub(_replaced, text)
        return text

    def value(self, value: Any) -> Any:
        """The same in every text of a JSON value; keys are ids at most."""
        match value:
            case str():
                return self.text(value)
            case list():
                return [self.value(one) for one in value]
            case dict():
                return {self._id.sub(self.stand_in, name): self.value(one) for name, one in value.items()}
            case _:
                return value

    def document(self, text: str) -> str:
        """The same in JSON as pydantic writes it."""
        told = json.loads(text)
        erased = self.value(told)
        return text if erased == told else json.dumps(erased, ensure_ascii=False, separators=(",", ":"))

    def message(self, value: Any) -> Any:
        """The same in a message that is still to be posted: nobody is mentioned in it who is not there."""
        match value:
            case str():
                return self.text(self._mention.sub(lambda found: _someone(value), value))
            case list():
                return [self.message(one) for one in value]
            case dict():
                return {name: self.message(one) for name, one in value.items()}
            case _:
                return value


def names_in(names: Iterable[str]) -> tuple[str, ...]:
    """Those that can be looked for, the longest first, so that none is left in pieces."""
    wanted = {" ".join(name.split()) for name in names}
    return tuple(sorted((name for name in wanted if len(name) >= _SHORTEST), key=lambda name: (-len(name), name)))


def _name(name: str) -> re.Pattern[str]:
    written = r"\s+".join(map(re.escape, name.split()))
    behind = "|".join(sorted(map(re.escape, _PARTICLES), key=len, reverse=True))
    flags = re.IGNORECASE if " " in name else re.NOFLAG
    return re.compile(rf"(?<!\w){written}(?:{'|'.join(_HONORIFICS)})?(?P<particle>{behind})?(?!\w)", flags)


def _replaced(found: re.Match[str]) -> str:
    someone, particle = _someone(found.string), found["particle"] or ""
    return someone + (_AFTER_VOWEL.get(particle, particle) if someone == SOMEONE.ko else particle)


def _someone(text: str) -> str:
    return SOMEONE.ko if _HANGUL.search(text) else SOMEONE.en
