"""The sheet that pictures are drawn on: size, type, and what the type can show."""

import unicodedata
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.ft2font import FT2Font

DPI = 200
WIDTH = 6.4  # inches: 1,280 pixels, which phones show at 360
INK, SOFT, PALE = "#1d1c1d", "#6b6b6b", "#d9d9d9"
BODY, SMALL = 13.0, 11.0  # points; shown 360 pixels wide they are 10 and 9 pixels high


@cache
def font(*, bold: bool = False) -> Path:
    """Nanum Gothic, which has Korean and Latin letters, from the package that brings it."""
    package = find_spec("koreanize_matplotlib")  # found, not imported: the import changes matplotlib's settings
    if package is None or not package.submodule_search_locations:
        raise FileNotFoundError("The package koreanize-matplotlib, which brings the type, is not installed")
    return Path(package.submodule_search_locations[0], "fonts") / ("NanumGothicBold.ttf" if bold else "NanumGothic.ttf")


@cache
def type_of(size: float, *, bold: bool = False) -> FontProperties:
    path = font(bold=bold)
    if not any(one.fname == str(path) for one in fontManager.ttflist):
        fontManager.addfont(path)
    return FontProperties(fname=str(path), size=size)


@cache
def _known() -> frozenset[int]:
    return frozenset(FT2Font(str(font())).get_charmap()) & frozenset(FT2Font(str(font(bold=True))).get_charmap())


def drawable(text: str) -> str:
    """The text on one line without signs that the type has not, such as emoji."""
    plain = "".join(letter if ord(letter) in _known() else "" for letter in unicodedata.normalize("NFC", text))
    return " ".join(plain.split())


def sheet(height: float) -> tuple[Figure, RendererAgg]:
    """An empty white figure, `height` in inches, and what measures its texts."""
    figure = Figure(figsize=(WIDTH, height), dpi=DPI, facecolor="white")
    return figure, FigureCanvasAgg(figure).get_renderer()  # type: ignore[no-untyped-call]


def png(figure: Figure) -> bytes:
    """The same bytes for the same figure."""
    out = BytesIO()
    about: dict[str, Any] = {"Software": None}
    figure.savefig(out, format="png", dpi=DPI, metadata=about)
    return out.getvalue()
