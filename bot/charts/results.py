"""An objective's values over time, against baseline, target and people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.figure import Figure

from bot.charts.alt import number, references, title_of
from bot.charts.page import DPI, INK, PALE, SMALL, SOFT, drawable, sheet, type_of
from bot.charts.request import Measured, Results
from bot.i18n import Words
from flows.text import Language

HEIGHT = 4.6
VALUE = "#12355b"
STYLES = ("solid", (0, (5, 2)), (0, (1, 1.6)))
TICKS = 4
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Drawn:
    """The figure, and at which heights (pixels) the lines are named, in order of their value."""

    figure: Figure
    axes: Axes
    named_at: tuple[float, ...]


def results(request: Results) -> Drawn:
    words = Words(request.language, str)
    figure, _ = sheet(HEIGHT)
    axes = figure.add_axes((0.115, 0.15, 0.575, 0.7))
    title = drawable(title_of(request))
    figure.text(0.02, 0.945, title, fontproperties=type_of(14, bold=True), color=INK, va="center", parse_math=False)
    days = [float(date2num(one.day)) for one in request.values]  # type: ignore[no-untyped-call]
    values = [one.value for one in request.values]
    lines = references(words, request)
    _frame(axes, days, [*values, *(value for _, value in lines)])
    for (_, value), style in zip(lines, STYLES, strict=False):
        axes.axhline(value, color=SOFT, linewidth=1.5, linestyle=style, zorder=2, gid="reference")
    axes.plot(days, values, color=VALUE, linewidth=2.2, marker="o", markersize=6, zorder=4, gid="values")
    _ticks(axes, words.language, request.values)
    named = [(f"{label} {number(value, drawable(request.unit))}", value, SOFT) for label, value in lines]
    if values:
        now = words("chart.now", "Now {value}", value=number(values[-1], drawable(request.unit)))
        named.append((now, values[-1], VALUE))
    else:
        nothing = words("chart.results.none", "Nothing measured yet.")
        axes.set_yticks([value for _, value in lines])
        axes.text(0.5, 0.5, nothing, transform=axes.transAxes, ha="center", fontproperties=type_of(12), color=SOFT)
    for tick in axes.get_yticklabels():
        tick.set_fontproperties(type_of(SMALL))
    return Drawn(figure, axes, _name(figure, axes, named))


def _frame(axes: Axes, days: Sequence[float], values: Sequence[float]) -> None:
    low, high = min(values, default=0.0), max(values, default=1.0)
    room = (high - low) * 0.12 or abs(high) * 0.1 or 1.0
    axes.set_ylim(low - room, high + room)
    first, last = min(days, default=0.0), max(days, default=1.0)
    beside = (last - first) * 0.06 or 1.0
    axes.set_xlim(first - beside, last + beside)
    axes.locator_params(axis="y", nbins=5)
    axes.tick_params(length=3, colors=SOFT)
    axes.grid(visible=True, axis="y", color=PALE, linewidth=0.7)
    axes.set_axisbelow(True)
    for side, spine in axes.spines.items():
        spine.set_visible(side in ("left", "bottom"))
        spine.set_color(PALE)


def _ticks(axes: Axes, language: Language, values: Sequence[Measured]) -> None:
    """Some of the days on which something was measured, evenly among them."""
    days = sorted({one.day for one in values})
    shown = days
    if len(days) > TICKS:
        step = (len(days) - 1) / (TICKS - 1)
        shown = [days[round(at * step)] for at in range(TICKS)]
    apart = _spaced(shown)
    axes.set_xticks([float(date2num(day)) for day in apart])  # type: ignore[no-untyped-call]
    years = len({day.year for day in apart}) > 1
    axes.set_xticklabels([_day(day, language, year=years) for day in apart], fontproperties=type_of(SMALL))


def _spaced(days: Sequence[date]) -> list[date]:
    """Without those whose names would touch."""
    if not days:
        return []
    span = (days[-1] - days[0]).days or 1
    kept = [days[0]]
    for day in days[1:]:
        if (day - kept[-1]).days >= span / TICKS:
            kept.append(day)
    return kept


def _day(day: date, language: Language, *, year: bool) -> str:
    if language is Language.KO:
        said = f"{day.month}월 {day.day}일"
        return f"{day.year}년\n{said}" if year else said
    said = f"{day.day} {MONTHS[day.month - 1]}"
    return f"{said}\n{day.year}" if year else said


def _name(figure: Figure, axes: Axes, named: Sequence[tuple[str, float, str]]) -> tuple[float, ...]:
    """Names at the right of the lines, moved apart where they would touch."""
    gap = SMALL * 1.45 * DPI / 72
    order = sorted(named, key=lambda one: one[1])
    heights = [float(axes.transData.transform((0, value))[1]) for _, value, _ in order]
    for _ in range(50):
        for at in range(1, len(heights)):
            if (short := gap - (heights[at] - heights[at - 1])) > 0:
                heights[at] += short / 2
                heights[at - 1] -= short / 2
    full = figure.bbox.height
    for (text, _, color), height in zip(order, heights, strict=True):
        bold = color == VALUE
        figure.text(
            0.702,
            height / full,
            text,
            fontproperties=type_of(SMALL + 0.5, bold=bold),
            color=color,
            va="center",
            parse_math=False,
            gid="name",
        )
    return tuple(heights)
