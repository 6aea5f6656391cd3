"""Words a person reads, in every language the bot speaks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from flows.fact import Fact


class Language(StrEnum):
    EN = "en"
    KO = "ko"


class Text(Fact):
    """One piece of the catalogue's content in all languages. Plain text, never markup."""

    en: str
    ko: str

    def of(self, language: Language) -> str:
        return self.ko if language is Language.KO else self.en

    def both(self) -> tuple[str, str]:
        return (self.en, self.ko)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence of the bot, not yet in anybody's language.

    `key` is the dotted context under which its translation stands; `english` is the source text with
    `{slots}`. A slot holds a plain value, a `Text` or another `Phrase`.
    """

    key: str
    english: str
    slots: Mapping[str, object] = field(default_factory=dict)


def phrase(key: str, english: str, /, **slots: object) -> Phrase:
    return Phrase(key, english, slots)
