"""The ML test score (Breck et al. 2017): as good as the weakest of four sections."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import assert_never

from pydantic import Field

from flows.catalog.errors import CatalogueError
from flows.fact import Fact
from flows.questions import Item
from flows.results.declared import declared
from flows.text import Text


class Done(StrEnum):
    """How far one test is: not at all, by hand and written down, or automated."""

    NONE = "none"
    BY_HAND = "by_hand"
    AUTOMATED = "automated"

    @property
    def points(self) -> Fraction:
        match self:
            case Done.NONE:
                return Fraction(0)
            case Done.BY_HAND:
                return Fraction(1, 2)
            case Done.AUTOMATED:
                return Fraction(1)
            case _:
                assert_never(self)


class Section(Fact):
    label: Text
    items: tuple[Item, ...] = Field(min_length=7, max_length=7)


class ScoreBand(Fact):
    """Scores up to `at_most`; None is without end."""

    label: Text
    at_most: int | None = None


@dataclass(frozen=True, slots=True)
class MlTests:
    """The declared tests: sections by key, bands from the lowest. A test goes by `section.item`."""

    sections: Mapping[str, Section]
    bands: Mapping[str, ScoreBand]

    @property
    def tests(self) -> tuple[str, ...]:
        return tuple(f"{key}.{item.key}" for key, section in self.sections.items() for item in section.items)


@dataclass(frozen=True, slots=True)
class MlTestScore:
    """`sections` are the sums; `score` is the lowest of them; `band` is its key."""

    sections: Mapping[str, Fraction]
    score: Fraction
    band: str


def ml_test_score(tests: MlTests, done: Mapping[str, Done]) -> MlTestScore:
    """The score of what is done, by test. What is not named is not done; KeyError for what is no test."""
    if unknown := sorted(set(done) - set(tests.tests)):
        raise KeyError(unknown[0])
    sections = {
        key: sum((done.get(f"{key}.{item.key}", Done.NONE).points for item in section.items), Fraction(0))
        for key, section in tests.sections.items()
    }
    score = min(sections.values())
    band = next(key for key, band in tests.bands.items() if band.at_most is None or score <= band.at_most)
    return MlTestScore(sections, score, band)


def load_ml_tests(folder: Path | None = None) -> MlTests:
    """The tests in this folder, or those that ship with the program. Raises CatalogueError."""
    return _shipped() if folder is None else _load(folder)


@cache
def _shipped() -> MlTests:
    return _load(files("flows.results"))


def _load(folder: Traversable) -> MlTests:
    sections = declared(folder, "ml_tests.yaml", "ml_test", Section)
    bands = declared(folder, "ml_score_bands.yaml", "ml_score", ScoreBand)
    if len(sections) != 4:
        raise CatalogueError("ml_tests.yaml", "the file", f"it has {len(sections)} sections", "Give four.")
    limits = [band.at_most for band in bands.values()]
    rising = [limit for limit in limits[:-1] if limit is not None]
    if not limits or limits[-1] is not None or len(rising) != len(limits) - 1 or rising != sorted(set(rising)):
        raise CatalogueError(
            "ml_score_bands.yaml",
            next(reversed(bands), "the file"),
            "the bands do not cover every score once",
            "Let `at_most` rise from band to band, and leave it out of the last.",
        )
    return MlTests(sections, bands)
