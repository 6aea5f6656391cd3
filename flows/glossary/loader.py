"""Loading the glossary. It is read when somebody first asks, not at the start."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML without libyaml: slower, the same result
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

from flows.fact import Fact
from flows.glossary.names import Exact, Name, Nearest, Several, find, name
from flows.text import Text
from flows.translations import Translations, read_translations

HERE = "flows.glossary"


class Term(Fact):
    key: str
    name: Text
    meaning: Text


class Tip(Fact):
    """`source` says where it was published; `questions` are those whose help shows it."""

    text: Text
    source: str | None = None
    questions: tuple[str, ...] = ()


class UntranslatedTerm(ValueError):
    """A text of the glossary has no Korean; names its context."""


@cache
def terms() -> Mapping[str, Term]:
    """Every term by its key. Raises UntranslatedTerm or pydantic's ValidationError."""
    korean = _korean()
    return {
        key: Term(
            key=key,
            name=_text(korean, f"term.{key}.name", declared["name"]),
            meaning=_text(korean, f"term.{key}.meaning", declared["meaning"]),
        )
        for key, declared in _declared("terms.yaml").items()
    }


@cache
def tips() -> Mapping[str, Tip]:
    """Every tip by its key."""
    korean = _korean()
    return {
        key: Tip.model_validate({**declared, "text": _text(korean, f"tip.{key}", declared["text"])})
        for key, declared in _declared("tips.yaml").items()
    }


def tip_for(question: str) -> Tip | None:
    """The tip that belongs to a question."""
    return next((tip for tip in tips().values() if question in tip.questions), None)


def find_terms(text: str) -> Exact | Several | Nearest:
    """The term that goes by this name in either language."""
    return find(text, _names())


def spellings(called: str) -> Iterator[tuple[str, bool]]:
    """How a name may be typed, and whether that is all of it: `F1 score`, `Bias` of `Bias (unfairness)`."""
    yield called, True
    if inside := re.fullmatch(r"(.+?) ?\((.+)\)(.*)", called):
        before, within, after = inside.groups()
        yield f"{before}{after}", True
        for part in re.split(r", |·", within):
            yield f"{part}{after}", False
    elif " / " in called or "·" in called:
        one, *others = re.split(r" / |·", called)
        last = others[-1].split(" ")
        shared = last[1:] if " " not in one else []  # `Hard / soft requirement`, but `Business metric / KPI`
        for part in (" ".join((one, *shared)), *others):
            yield part, False


@cache
def _names() -> tuple[Name, ...]:
    return tuple(_all_names())


def _all_names() -> Iterator[Name]:
    for key, term in terms().items():
        for called in term.name.both():
            for spelling, whole in spellings(called):
                yield name(key, spelling, whole=whole)
        yield name(key, key.replace("_", " "), whole=False)


def _declared(file: str) -> Mapping[str, Mapping[str, Any]]:
    loaded: Mapping[str, Mapping[str, Any]] = yaml.load((files(HERE) / file).read_text(encoding="utf-8"), Loader=Loader)
    return loaded


@cache
def _korean() -> Translations:
    return read_translations(files(HERE) / "ko.po")


def _text(korean: Translations, context: str, english: str) -> Text:
    if (context, english) not in korean:
        raise UntranslatedTerm(f"{context} has no Korean in ko.po")
    return Text(en=english, ko=korean[context, english])
