"""Loading the use cases. They are read when somebody first asks, not at the start."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML without libyaml: slower, the same result
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

from pydantic import Field

from flows.fact import Fact
from flows.text import Text
from flows.translations import Translations, read_translations

HERE = "flows.library"


class UseCase(Fact):
    """One kind of use. `archetype` and `error_cost` are options of those questions.

    `words` are beginnings of words that point to it; `known_at` are companies that told of it.
    """

    key: str
    name: Text
    data: Text
    archetype: str
    error_cost: str
    words: tuple[str, ...] = Field(min_length=1)
    known_at: tuple[str, ...] = ()


class UntranslatedCase(ValueError):
    """A text of the library has no Korean; names its context."""


@cache
def use_cases() -> tuple[UseCase, ...]:
    """All of them, in the order of the library. Raises UntranslatedCase or pydantic's ValidationError."""
    folder = files(HERE)
    korean = read_translations(folder / "ko.po")
    declared: Mapping[str, Mapping[str, Any]] = yaml.load(
        (folder / "cases.yaml").read_text(encoding="utf-8"), Loader=Loader
    )
    return tuple(_use_case(korean, key, said) for key, said in declared.items())


def _use_case(korean: Translations, key: str, said: Mapping[str, Any]) -> UseCase:
    texts = {part: _text(korean, f"case.{key}.{part}", said[part]) for part in ("name", "data")}
    return UseCase.model_validate({**said, **texts, "key": key})


def _text(korean: Translations, context: str, english: str) -> Text:
    if (context, english) not in korean:
        raise UntranslatedCase(f"{context} has no Korean in ko.po")
    return Text(en=english, ko=korean[context, english])
