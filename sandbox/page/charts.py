"""Where the shapes of a chart stand."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import Any

Json = dict[str, Any]

WIDTH, HEIGHT = 640, 280
LEFT, RIGHT, TOP, BOTTOM = 56, 8, 12, 32
STEPS = 4


@dataclass(frozen=True, slots=True)
class Slice:
    """A segment of a pie: its share and where it begins, in percent of the circle."""

    label: str
    value: str
    share: float
    begin: float
    colour: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar, in pixels."""

    x: float
    y: float
    width: float
    height: float
    title: str


@dataclass(frozen=True, slots=True)
class Series:
    """One series: bars, or the points of a line and the area below it."""

    name: str
    values: tuple[str, ...]
    bars: tuple[Bar, ...]
    points: str
    area: str
    colour: int


@dataclass(frozen=True, slots=True)
class Plot:
    """A whole chart; a pie has slices, the others series."""

    kind: str
    slices: tuple[Slice, ...] = ()
    series: tuple[Series, ...] = ()
    categories: tuple[str, ...] = ()
    labels: tuple[tuple[float, str], ...] = ()
    ticks: tuple[tuple[float, str], ...] = ()
    x_label: str = ""
    y_label: str = ""


def plot(chart: Json) -> Plot:
    """The shapes of a data_visualization block's chart."""
    if chart.get("type") == "pie":
        return Plot("pie", slices=_slices(_things(chart.get("segments"))))
    axis = chart.get("axis_config")
    axis = axis if isinstance(axis, dict) else {}
    series = _things(chart.get("series"))
    rows = [[_number(point.get("value")) for point in _things(one.get("data"))] for one in series]
    named = axis.get("categories")
    categories = tuple(map(str, named)) if isinstance(named, list) else _labels(series)
    scale = _Scale([value for row in rows for value in row], len(categories))
    return Plot(
        str(chart.get("type")),
        series=tuple(
            scale.series(number, str(one.get("name", "")), row, len(rows), categories)
            for number, (one, row) in enumerate(zip(series, rows, strict=True))
        ),
        categories=categories,
        labels=tuple((scale.middle(number), label) for number, label in enumerate(categories)),
        ticks=tuple((scale.y(tick), shown(tick)) for tick in scale.ticks),
        x_label=str(axis.get("x_label") or ""),
        y_label=str(axis.get("y_label") or ""),
    )


def shown(value: float) -> str:
    """A number without needless digits."""
    return f"{value:,.10g}"


class _Scale:
    """Values to pixels."""

    def __init__(self, values: list[float], columns: int) -> None:
        low, high = min([0.0, *values]), max([0.0, *values])
        step = _step((high - low) / STEPS if high > low else 1 / STEPS)
        first, last = int(low // step), int(-(-high // step))
        last = max(last, first + 1)
        self.ticks = [float(step * number) for number in range(first, last + 1)]
        self._low, self._span = self.ticks[0], self.ticks[-1] - self.ticks[0]
        self._column = (WIDTH - LEFT - RIGHT) / max(1, columns)

    def y(self, value: float) -> float:
        return round(TOP + (HEIGHT - TOP - BOTTOM) * (1 - (value - self._low) / self._span), 1)

    def middle(self, number: int) -> float:
        return round(LEFT + self._column * (number + 0.5), 1)

    def series(self, number: int, name: str, row: list[float], count: int, categories: tuple[str, ...]) -> Series:
        width = self._column * 0.7 / count
        ground = self.y(0)
        bars = []
        for place, value in enumerate(row):
            left = LEFT + self._column * (place + 0.15) + width * number
            top = min(self.y(value), ground)
            label = categories[place] if place < len(categories) else ""
            title = f"{name}, {label}: {shown(value)}"
            bars.append(Bar(round(left, 1), top, round(width, 1), round(abs(self.y(value) - ground), 1), title))
        dots = [f"{self.middle(place)},{self.y(value)}" for place, value in enumerate(row)]
        ends = [f"{self.middle(0)},{ground}", f"{self.middle(len(row) - 1)},{ground}"]
        area = " ".join([ends[0], *dots, ends[1]])
        return Series(name, tuple(map(shown, row)), tuple(bars), " ".join(dots), area, number % 12)


def _slices(segments: list[Json]) -> tuple[Slice, ...]:
    values = [max(0.0, _number(one.get("value"))) for one in segments]
    total = sum(values) or 1.0
    begins = accumulate(values, initial=0.0)
    return tuple(
        Slice(
            str(one.get("label", "")),
            shown(value),
            round(100 * value / total, 2),
            round(100 * begin / total, 2),
            n % 12,
        )
        for n, (one, value, begin) in enumerate(zip(segments, values, begins, strict=False))
    )


def _step(rough: float) -> Fraction:
    """The next number of the form 1, 2 or 5 times a power of ten."""
    power = Fraction(1)
    while power * 10 <= rough:
        power *= 10
    while power > rough:
        power /= 10
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)


def _labels(series: list[Json]) -> tuple[str, ...]:
    return tuple(str(point.get("label", "")) for point in _things(series[0].get("data"))) if series else ()


def _number(value: Any) -> float:
    fine = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15
    return float(value) if fine else 0.0


def _things(value: Any) -> list[Json]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
