"""The 2x2: impact against feasibility, one mark a project."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patheffects import Normal, Stroke
from matplotlib.text import Text

from bot.charts.alt import title_of
from bot.charts.labels import Box, Placed, Wanted, place
from bot.charts.page import BODY, INK, PALE, SMALL, SOFT, drawable, sheet, type_of
from bot.charts.request import Quadrants, Spot
from bot.i18n import Words
from flows.scoring.factors import Archetype
from flows.scoring.quadrant import Quadrant
from flows.scoring.texts import scoring_texts

HEIGHT = 7.6
MARK = 9.5  # points across
NAME = 16  # characters of a name
FRONT, OTHER = "#12355b", "#8fb8de"  # far apart in grey, too
SHAPES: Mapping[Archetype | None, str] = {
    Archetype.SOFTWARE_2_0: "o",
    Archetype.HUMAN_IN_THE_LOOP: "s",
    Archetype.AUTONOMOUS: "^",
    None: "D",
}
LARGER: Mapping[str, float] = {"^": 1.15, "D": 0.88, "s": 0.95}
"""What makes the shapes look equally large."""

HALO = (Stroke(linewidth=3, foreground="white"), Normal())
"""Keeps names readable across lines."""

CORNERS: Mapping[Quadrant, tuple[float, float, str, str]] = {
    Quadrant.DO_FIRST: (0.985, 0.985, "right", "top"),
    Quadrant.BIG_BET: (0.015, 0.985, "left", "top"),
    Quadrant.QUICK_WIN: (0.985, 0.015, "right", "bottom"),
    Quadrant.PARK: (0.015, 0.015, "left", "bottom"),
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """The figure, and what tests measure: the labels with their boxes and how many found no room."""

    figure: Figure
    axes: Axes
    labels: tuple[Placed, ...]
    left_out: int


def quadrants(request: Quadrants) -> Drawn:
    """Draws the 2x2; names that find no room are left out and counted in the caption."""
    words = Words(request.language, str)
    figure, renderer = sheet(HEIGHT)
    axes = figure.add_axes((0.125, 0.225, 0.855, 0.7))
    figure.text(0.02, 0.965, title_of(request), fontproperties=type_of(15, bold=True), color=INK, va="center")
    _frame(axes, words)
    corners = [_corner(axes, words, quadrant) for quadrant in Quadrant]
    _front(axes, request.spots)
    for spot in request.spots:
        _whiskers(axes, spot)
    for shape, spots in _by_shape(request.spots):
        _marks(axes, shape, spots)
    taken = [_box(text, renderer) for text in corners]
    labels = _labels(axes, renderer, request.spots, taken)
    left_out = len(request.spots) - len(labels)
    _legend(figure, words, request.spots)
    caption = words("chart.empty", "No project with a place yet.") if not request.spots else None
    if left_out:
        caption = words("chart.left_out", "Names left out for want of room: {count}", count=left_out)
    if caption:
        figure.text(0.98, 0.014, caption, fontproperties=type_of(SMALL), color=SOFT, ha="right", va="bottom")
    return Drawn(figure, axes, tuple(labels), left_out)


def _frame(axes: Axes, words: Words) -> None:
    axes.set_xlim(-4, 104)
    axes.set_ylim(-4, 104)
    axes.set_xticks([0, 25, 50, 75, 100])
    axes.set_yticks([0, 25, 50, 75, 100])
    axes.tick_params(length=3, colors=SOFT, pad=2)
    for tick in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        tick.set_fontproperties(type_of(SMALL))
        tick.set_color(SOFT)
    texts = scoring_texts().score
    for label, name in ((axes.set_xlabel, "feasibility"), (axes.set_ylabel, "impact")):
        label(f"{texts[name].of(words.language)} →", fontproperties=type_of(BODY, bold=True), color=INK, labelpad=2)
    axes.fill_between([50, 104], 50, 104, color="#f2f6fa", linewidth=0, zorder=0)
    axes.axhline(50, color=SOFT, linewidth=1.0, zorder=1)
    axes.axvline(50, color=SOFT, linewidth=1.0, zorder=1)
    for spine in axes.spines.values():
        spine.set_color(PALE)


def _corner(axes: Axes, words: Words, quadrant: Quadrant) -> Text:
    x, y, ha, va = CORNERS[quadrant]
    label = scoring_texts().quadrant[quadrant].label.of(words.language)
    return axes.text(
        x, y, label, transform=axes.transAxes, ha=ha, va=va, fontproperties=type_of(BODY, bold=True), color=SOFT
    )


def _front(axes: Axes, spots: Sequence[Spot]) -> None:
    best = sorted({(spot.feasibility, -spot.impact) for spot in spots if spot.best})
    if len(best) > 1:
        x, y = [one[0] for one in best], [-one[1] for one in best]
        axes.plot(x, y, color=FRONT, linewidth=1.4, linestyle=(0, (4, 2)), zorder=2, gid="front")


def _whiskers(axes: Axes, spot: Spot) -> None:
    if spot.spread is None:
        return
    (low, high), (left, right) = spot.spread.impact, spot.spread.feasibility
    look: dict[str, Any] = {"color": INK, "linewidth": 1.1, "markersize": 7, "zorder": 3, "gid": "whisker"}
    axes.plot([spot.feasibility] * 2, [low, high], marker="_", **look)
    axes.plot([left, right], [spot.impact] * 2, marker="|", **look)


def _by_shape(spots: Sequence[Spot]) -> list[tuple[str, list[Spot]]]:
    """The last of the board first, so that the first lie on top."""
    return [
        (shape, [spot for spot in reversed(spots) if SHAPES[spot.archetype] == shape])
        for shape in SHAPES.values()
        if any(SHAPES[spot.archetype] == shape for spot in spots)
    ]


def _marks(axes: Axes, shape: str, spots: Sequence[Spot]) -> None:
    axes.scatter(
        [spot.feasibility for spot in spots],
        [spot.impact for spot in spots],
        s=(MARK * LARGER.get(shape, 1)) ** 2,
        marker=shape,
        c=[FRONT if spot.best else OTHER for spot in spots],
        edgecolors=FRONT,
        linewidths=0.9,
        zorder=4,
        gid="marks",
        clip_on=False,
    )


def _labels(axes: Axes, renderer: RendererAgg, spots: Sequence[Spot], taken: Sequence[Box]) -> list[Placed]:
    probe = axes.text(0, 0, "", fontproperties=type_of(BODY), parse_math=False)
    pixels = [axes.transData.transform((spot.feasibility, spot.impact)) for spot in spots]
    wanted = [
        Wanted(float(x), float(y), tuple((text, *_size(probe, renderer, text)) for text in _texts(spot)))
        for spot, (x, y) in zip(spots, pixels, strict=True)
    ]
    probe.remove()
    frame = axes.get_window_extent(renderer)
    inside = Box(frame.x0 + 3, frame.y0 + 3, frame.x1 - 3, frame.y1 - 3)
    whiskers = [box for spot in spots for box in _reach(axes, spot)]
    placed = place(wanted, inside, taken, MARK * axes.figure.dpi / 72, spared=whiskers)
    for one in placed:
        spot = spots[one.at]
        x, y = axes.transData.inverted().transform((one.box.left, one.box.bottom))
        axes.text(
            x,
            y,
            one.text,
            fontproperties=type_of(BODY),
            color=INK,
            ha="left",
            va="bottom",
            parse_math=False,
            zorder=6,
            gid="label",
            path_effects=HALO,
        )
        if one.far:
            _leader(axes, spot, one.box)
    return placed


def _reach(axes: Axes, spot: Spot) -> tuple[Box, ...]:
    """What its whiskers cover, in pixels."""
    if spot.spread is None:
        return ()
    (low, high), (left, right) = spot.spread.impact, spot.spread.feasibility
    x, y = axes.transData.transform((spot.feasibility, spot.impact))
    (x0, y0), (x1, y1) = axes.transData.transform([(left, low), (right, high)])
    return Box(x - 2, y0, x + 2, y1), Box(x0, y - 2, x1, y + 2)


def _leader(axes: Axes, spot: Spot, box: Box) -> None:
    """From the mark to the nearest point of the label."""
    from_x, from_y = axes.transData.transform((spot.feasibility, spot.impact))
    near = (min(max(from_x, box.left), box.right), min(max(from_y, box.bottom), box.top))
    x, y = axes.transData.inverted().transform(near)
    axes.plot([spot.feasibility, x], [spot.impact, y], color=SOFT, linewidth=0.6, zorder=3, gid="leader")


def _texts(spot: Spot) -> tuple[str, ...]:
    name = drawable(spot.name)
    short = name if len(name) <= NAME + 1 else f"{name[:NAME].rstrip()}..."
    return (short, spot.key) if short else (spot.key,)


def _size(probe: Text, renderer: RendererAgg, text: str) -> tuple[float, float]:
    probe.set_text(text)
    extent = probe.get_window_extent(renderer)
    return float(extent.width), float(extent.height)


def _box(text: Text, renderer: RendererAgg) -> Box:
    extent = text.get_window_extent(renderer)
    return Box(extent.x0, extent.y0, extent.x1, extent.y1)


def _legend(figure: Figure, words: Words, spots: Sequence[Spot]) -> None:
    names = {
        Archetype.SOFTWARE_2_0: words("chart.software_2_0", "improves software"),
        Archetype.HUMAN_IN_THE_LOOP: words("chart.human_in_the_loop", "helps a person"),
        Archetype.AUTONOMOUS: words("chart.autonomous", "acts on its own"),
        None: words("chart.no_archetype", "kind not known"),
    }
    there = [archetype for archetype in SHAPES if any(spot.archetype == archetype for spot in spots)]
    handles = [_handle(SHAPES[one], "white", INK, names[one]) for one in there]
    if any(spot.best for spot in spots):
        front = words("chart.front", "no other beats it on both")
        handles.append(
            Line2D([], [], marker="o", markersize=8, color=FRONT, linestyle=(0, (4, 2)), linewidth=1.4, label=front)
        )
    if any(spot.spread for spot in spots):
        spread = words("chart.spread", "ballots disagree")
        handles.append(Line2D([], [], color=INK, linewidth=1.1, marker="|", markersize=7, label=spread))
    if handles:
        figure.legend(
            handles=handles,
            loc="lower left",
            bbox_to_anchor=(0.01, 0.035),
            ncols=2,
            frameon=False,
            prop=type_of(SMALL + 0.5),
            labelcolor=INK,
            handletextpad=0.4,
            columnspacing=1.2,
            borderpad=0.1,
            labelspacing=0.45,
        )


def _handle(shape: str, fill: str, edge: str, label: str) -> Line2D:
    return Line2D(
        [], [], linestyle="none", marker=shape, markersize=8, markerfacecolor=fill, markeredgecolor=edge, label=label
    )
