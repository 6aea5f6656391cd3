"""The ML test score."""

import shutil
from fractions import Fraction
from importlib.resources import files
from pathlib import Path

import pytest

from flows.catalog.errors import CatalogueError
from flows.results.ml_test_score import Done, load_ml_tests, ml_test_score
from flows.translations import read_translations

TESTS = load_ml_tests()


def some(section: str, points: float) -> dict[str, Done]:
    """Tests of a section that add up to these points."""
    keys = [key for key in TESTS.tests if key.startswith(f"{section}.")]
    whole, half = divmod(points, 1)
    done = dict.fromkeys(keys[: int(whole)], Done.AUTOMATED)
    return done | ({keys[int(whole)]: Done.BY_HAND} if half else {})


def test_there_are_28_tests_in_four_sections():
    assert len(TESTS.tests) == len(set(TESTS.tests)) == 28
    assert list(TESTS.sections) == ["data", "model", "infrastructure", "monitoring"]


def test_the_weakest_section_is_the_score():
    done = some("data", 3.5) | some("model", 2) | some("infrastructure", 1.5) | some("monitoring", 4)
    scored = ml_test_score(TESTS, done)
    assert scored.score == Fraction(3, 2)
    assert scored.band == "first_pass"
    assert list(scored.sections.values()) == [Fraction(7, 2), 2, Fraction(3, 2), 4]


@pytest.mark.parametrize(
    ("points", "band"),
    [
        (0, "research"),
        (0.5, "gaps"),
        (1, "gaps"),
        (1.5, "first_pass"),
        (2, "first_pass"),
        (2.5, "reasonable"),
        (3, "reasonable"),
        (3.5, "strong"),
        (5, "strong"),
        (5.5, "exceptional"),
        (7, "exceptional"),
    ],
)
def test_bands(points: float, band: str) -> None:
    done = {key: value for section in TESTS.sections for key, value in some(section, points).items()}
    assert ml_test_score(TESTS, done).band == band


def test_what_is_no_test_is_refused():
    with pytest.raises(KeyError, match=r"data\.nothing"):
        ml_test_score(TESTS, {"data.nothing": Done.AUTOMATED})


def test_no_translation_is_left_over():
    used = {(f"ml_test.{key}", one.label.en) for key, one in TESTS.sections.items()}
    used |= {
        (f"ml_test.{key}.item.{item.key}", item.label.en) for key, one in TESTS.sections.items() for item in one.items
    }
    used |= {(f"ml_score.{key}", band.label.en) for key, band in TESTS.bands.items()}
    assert set(read_translations(files("flows.results") / "ko.po")) == used


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        (
            "ml_tests.yaml",
            "    - {key: schema, label: Feature expectations written in a schema}\n",
            "",
            "`items` has 6",
        ),
        ("ml_tests.yaml", "Feature code is tested", "Feature code", "there is no Korean"),
        ("ml_score_bands.yaml", "at_most: 2", "at_most: 1", "cover every score once"),
        ("ml_score_bands.yaml", "at_most: 2", "at_least: 2", "not a field here"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, file: str, old: str, new: str, complaint: str) -> None:
    folder = Path(str(files("flows.results")))
    for one in (*folder.glob("*.yaml"), folder / "ko.po"):
        shutil.copy(one, tmp_path)
    text = (tmp_path / file).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueError, match=complaint):
        load_ml_tests(tmp_path)
