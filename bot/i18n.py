"""The bot's own sentences in a person's language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from flows.erased import spoken
from flows.text import Language, Phrase, Text, phrase
from flows.translations import read_translations

Escape = Callable[[str], str]


@cache
def korean() -> Mapping[tuple[str, str], str]:
    """Korean by context and English source text."""
    return read_translations(files("bot").joinpath("locales", "ko.po"))


@dataclass(frozen=True, slots=True)
class Words:
    """Says phrases in one language. `escape` treats what is put into a sentence's slots."""

    language: Language
    escape: Escape

    def __call__(self, key: str, english: str, /, **slots: object) -> str:
        return self.say(phrase(key, english, **slots))

    def say(self, sentence: Phrase) -> str:
        source = sentence.english
        if self.language is Language.KO:
            source = korean()[sentence.key, sentence.english]
        return source.format(**{slot: self._filled(value) for slot, value in sentence.slots.items()})

    def told(self, text: str) -> str:
        """Text that is ready for a message; who left and is named nowhere any more is told of in words."""
        return spoken(text, self.say)

    def _filled(self, value: object) -> str:
        match value:
            case Phrase():
                return self.say(value)
            case Text():
                return self.escape(value.of(self.language))
            case Markup():
                return self.told(value.text)
            case _:
                return self.escape(str(value))


@dataclass(frozen=True, slots=True)
class Markup:
    """Text that is already safe to put into a message, such as a mention or a link."""

    text: str


def language_of(locale: str | None, default: Language) -> Language:
    """The language for a Slack locale such as ko-KR; `default` when Slack does not say."""
    if not locale:
        return default
    return Language.KO if locale.casefold().startswith("ko") else Language.EN
