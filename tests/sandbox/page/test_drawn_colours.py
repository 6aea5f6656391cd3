"""Text can be read in light and in dark."""

import re
from pathlib import Path

import pytest

import sandbox.page

CSS = (Path(sandbox.page.__file__).parent / "static" / "blocks.css").read_text(encoding="utf-8")
DARK = ':root[data-theme="dark"]'
GROUNDS = ("ground", "raised", "sunken", "hover")
PAIRS = [
    *((text, ground) for text in ("text", "quiet", "link") for ground in GROUNDS),
    *((text, ground) for text in ("danger-text", "info", "warning", "success") for ground in GROUNDS[:3]),
    ("code", "code-ground"),
    ("text", "code-ground"),
    ("link", "mention-ground"),
    ("me", "me-ground"),
    ("on-primary", "primary"),
    ("on-primary", "primary-hover"),
    ("on-primary", "danger"),
]


def palette(selector: str) -> dict[str, str]:
    body = CSS.split(f"{selector} {{", 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--bk-([\w-]+): (#[0-9a-f]{6});", body))


def luminance(colour: str) -> float:
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("selector", [":root", DARK])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_stands_out_from_its_ground(text: str, ground: str, selector: str) -> None:
    colours = palette(selector)
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("selector", [":root", DARK])
def test_edges_focus_and_series_stand_out(selector: str) -> None:
    colours = palette(selector)
    names = ["edge", "focus", "primary", *(str(number) for number in range(12))]
    faint = [name for name in names if contrast(colours[name], colours["ground"]) < 3]
    assert faint == []


def test_dark_is_the_same_by_choice_and_by_preference() -> None:
    assert palette(DARK) == palette(':root:not([data-theme="light"])')
    assert palette(DARK).keys() == palette(":root").keys()
