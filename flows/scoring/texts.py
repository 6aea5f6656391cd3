"""What verdicts, rules, flags, coach lines and scores are called and say."""

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
from flows.scoring.components import CostDriver
from flows.scoring.confidence import Band
from flows.scoring.factors import Component
from flows.scoring.quadrant import Quadrant
from flows.scoring.verdict import Verdict
from flows.text import Text
from flows.translations import Translations, read_translations


class VerdictTexts(Fact):
    label: Text
    line: Text


class RuleTexts(Fact):
    """Why the rule fired, and what to do next."""

    reason: Text
    next: Text


class QuadrantTexts(Fact):
    label: Text
    advice: Text


class Sentences(Fact):
    """`held` has the slots verdict and reason; `go` has verdict, best and worst."""

    go: Text
    held: Text


class ScoringTexts(Fact):
    """Rules, flags and coach lines by code, factors by key (`impact.value`), scores by their name.

    Texts of flags and coach lines may hold `{slots}`; those of flags that need the stage or the time are
    here as well.
    """

    verdict: Mapping[Verdict, VerdictTexts]
    sentence: Sentences
    rule: Mapping[str, RuleTexts]
    flag: Mapping[str, Text]
    coach: Mapping[str, Text]
    quadrant: Mapping[Quadrant, QuadrantTexts]
    band: Mapping[Band, Text]
    cost_driver: Mapping[CostDriver, Text]
    score: Mapping[str, Text]
    component: Mapping[Component, Text]
    factor: Mapping[str, Text]


class UntranslatedText(ValueError):
    """A text has no translation; names its dotted key."""


@cache
def scoring_texts() -> ScoringTexts:
    """The texts that come with the program. Raises UntranslatedText or pydantic's ValidationError."""
    here = files("flows.scoring")
    declared = yaml.load((here / "texts.yaml").read_text(encoding="utf-8"), Loader=Loader)
    texts = _with_translations(declared, read_translations(here / "ko.po"))
    factors = {f"{of}.{name}": text for of, names in texts["factor"].items() for name, text in names.items()}
    return ScoringTexts.model_validate({**texts, "factor": factors})


def _with_translations(declared: Mapping[str, Any], korean: Translations) -> dict[str, Any]:
    return dict(_branches(declared, korean, ""))


def _branches(declared: Mapping[str, Any], korean: Translations, above: str) -> Iterator[tuple[str, Any]]:
    for name, said in declared.items():
        key = f"{above}{name}"
        if isinstance(said, Mapping):
            yield name, dict(_branches(said, korean, f"{key}."))
        elif (key, said) in korean:
            yield name, Text(en=said, ko=korean[key, said])
        else:
            raise UntranslatedText(f"{key} has no Korean in ko.po")
