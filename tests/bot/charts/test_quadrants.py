"""The 2x2, measured on the figure that is drawn."""

from itertools import combinations
from time import perf_counter

import pytest
from matplotlib.collections import PathCollection
from matplotlib.text import Text

from bot.charts.labels import Box
from bot.charts.page import drawable, font
from bot.charts.quadrants import Drawn, quadrants
from bot.charts.request import Quadrants, Spot
from flows.scoring.factors import Archetype
from flows.scoring.quadrant import Quadrant
from flows.scoring.texts import scoring_texts
from flows.text import Language
from tests.bot.charts.pictures import quadrants_with

EVERY = pytest.mark.parametrize("language", list(Language))
COUNTS = pytest.mark.parametrize("count", [0, 1, 10, 60, 200])


def boxes(drawn: Drawn, texts: list[Text]) -> list[Box]:
    """Measured again, by the renderer that draws them."""
    renderer = drawn.figure.canvas.get_renderer()  # type: ignore[attr-defined]
    extents = [text.get_window_extent(renderer) for text in texts]
    return [Box(one.x0, one.y0, one.x1, one.y1) for one in extents]


def labels(drawn: Drawn) -> list[Text]:
    return [text for text in drawn.axes.texts if text.get_gid() == "label"]


def marks(drawn: Drawn) -> list[PathCollection]:
    return [one for one in drawn.axes.collections if isinstance(one, PathCollection) and one.get_gid() == "marks"]


def lines(drawn: Drawn, gid: str) -> int:
    return sum(line.get_gid() == gid for line in drawn.axes.lines)


@EVERY
@COUNTS
def test_every_project_has_a_mark_where_it_belongs(language: Language, count: int):
    request = quadrants_with(count, language)
    placed = [(float(x), float(y)) for one in marks(quadrants(request)) for x, y in one.get_offsets()]
    assert sorted(placed) == sorted((spot.feasibility, spot.impact) for spot in request.spots)


@EVERY
@COUNTS
def test_labels_lie_inside_and_on_nothing(language: Language, count: int):
    request = quadrants_with(count, language)
    drawn = quadrants(request)
    names = boxes(drawn, labels(drawn))
    corners = boxes(drawn, [text for text in drawn.axes.texts if text.get_gid() != "label"])
    frame = drawn.axes.bbox
    inside = Box(frame.x0, frame.y0, frame.x1, frame.y1)
    assert len(corners) == 4
    assert all(inside.holds(box) for box in (*names, *corners))
    assert not [pair for pair in combinations((*names, *corners), 2) if pair[0].meets(pair[1])]
    centres = [drawn.axes.transData.transform((spot.feasibility, spot.impact)) for spot in request.spots]
    assert not [
        (x, y) for x, y in centres for box in names if box.left <= x <= box.right and box.bottom <= y <= box.top
    ]


@EVERY
@COUNTS
def test_what_is_left_out_is_counted_in_the_caption(language: Language, count: int):
    drawn = quadrants(quadrants_with(count, language))
    assert len(labels(drawn)) == len(drawn.labels) == count - drawn.left_out
    said = [text.get_text() for text in drawn.figure.texts]
    assert any(str(drawn.left_out) in one for one in said[1:]) is bool(drawn.left_out)


@EVERY
def test_ten_projects_all_have_their_names(language: Language):
    assert quadrants(quadrants_with(10, language)).left_out == 0


@EVERY
def test_the_quadrants_and_axes_are_named(language: Language):
    drawn = quadrants(quadrants_with(3, language))
    texts = scoring_texts()
    said = {text.get_text() for text in drawn.axes.texts}
    assert {texts.quadrant[one].label.of(language) for one in Quadrant} <= said
    assert texts.score["feasibility"].of(language) in drawn.axes.get_xlabel()
    assert texts.score["impact"].of(language) in drawn.axes.get_ylabel()


def test_each_archetype_has_a_shape_and_a_line_in_the_legend():
    drawn = quadrants(quadrants_with(12))
    assert len(marks(drawn)) == len(Archetype) + 1
    shapes = {tuple(map(tuple, one.get_paths()[0].vertices.tolist())) for one in marks(drawn)}
    assert len(shapes) == len(Archetype) + 1
    assert len(drawn.figure.legends[0].get_texts()) == len(Archetype) + 3


def test_the_front_is_joined_and_disagreement_has_whiskers():
    request = quadrants_with(60)
    drawn = quadrants(request)
    front = next(line for line in drawn.axes.lines if line.get_gid() == "front")
    best = sorted((spot.feasibility, spot.impact) for spot in request.spots if spot.best)
    assert list(zip(front.get_xdata(), front.get_ydata(), strict=True)) == best
    assert lines(drawn, "whisker") == 2 * sum(spot.spread is not None for spot in request.spots) > 0
    assert lines(quadrants(quadrants_with(1)), "front") == 0


def test_a_mark_on_the_front_is_darker_in_grey_too():
    colours = {tuple(colour) for one in marks(quadrants(quadrants_with(60))) for colour in one.get_facecolor()}
    greys = sorted(0.299 * red + 0.587 * green + 0.114 * blue for red, green, blue, _ in colours)
    assert len(greys) == 2
    assert greys[1] - greys[0] > 0.4


@EVERY
def test_every_letter_is_in_the_type(language: Language):
    drawn = quadrants(quadrants_with(60, language))
    legend = drawn.figure.legends[0].get_texts()
    ticks = [*drawn.axes.get_xticklabels(), *drawn.axes.get_yticklabels()]
    about = [drawn.axes.xaxis.label, drawn.axes.yaxis.label]
    folder = font().parent
    for text in (*drawn.figure.texts, *drawn.axes.texts, *legend, *ticks, *about):
        assert text.get_text() == drawable(text.get_text())
        assert str(text.get_fontproperties().get_file()).startswith(str(folder))


def test_what_the_type_has_not_is_left_out_of_names():
    assert drawable("Menu 🙂 helper\n👩‍👩‍👧") == "Menu helper"
    assert drawable("메뉴 도우미 é ★") == "메뉴 도우미 é ★"
    only_emoji = Quadrants(Language.EN, (Spot("ML-7", "🙂", 50, 50),))
    assert [text.get_text() for text in labels(quadrants(only_emoji))] == ["ML-7"]


def test_projects_in_one_place_do_not_write_over_each_other():
    spots = tuple(Spot(f"ML-{at}", f"Project {at}", 100, 100) for at in range(30))
    drawn = quadrants(Quadrants(Language.EN, spots))
    names = boxes(drawn, labels(drawn))
    assert names
    assert not [pair for pair in combinations(names, 2) if pair[0].meets(pair[1])]


def test_two_hundred_projects_are_drawn_at_once():
    began = perf_counter()
    quadrants(quadrants_with(200))
    assert perf_counter() - began < 10  # a third of a second on a quiet machine
