"""The chart of results, measured on the figure that is drawn."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from bot.charts.page import SMALL, drawable
from bot.charts.request import Measured, Results
from bot.charts.results import results
from flows.text import Language

EVERY = pytest.mark.parametrize("language", list(Language))
BEGUN = date(2026, 11, 1)


def request(count: int, language: Language = Language.EN, **lines: float) -> Results:
    values = tuple(Measured(BEGUN + timedelta(days=9 * at), 62 + at) for at in range(count))
    name = "Share of guests 🙂" if language is Language.EN else "손님의 비율"
    return Results(language, name, "%", values, **lines)


def test_values_and_what_they_are_read_against():
    drawn = results(request(8, baseline=62, target=80, human=78))
    values = next(line for line in drawn.axes.lines if line.get_gid() == "values")
    assert list(values.get_ydata()) == [62, 63, 64, 65, 66, 67, 68, 69]
    against = [line.get_ydata()[0] for line in drawn.axes.lines if line.get_gid() == "reference"]
    assert sorted(against) == [62, 78, 80]
    styles = {str(line._unscaled_dash_pattern) for line in drawn.axes.lines if line.get_gid() == "reference"}
    assert len(styles) == 3


@EVERY
@pytest.mark.parametrize("count", [0, 1, 2, 40])
def test_everything_on_it_is_in_sight_and_in_the_type(language: Language, count: int):
    drawn = results(request(count, language, baseline=62, target=62.001, human=62))
    low, high = drawn.axes.get_ylim()
    assert low < 62 < 62.001 < high
    renderer = drawn.figure.canvas.get_renderer()  # type: ignore[attr-defined]
    page = drawn.figure.bbox
    for text in (*drawn.figure.texts, *drawn.axes.texts, *drawn.axes.get_xticklabels()):
        extent = text.get_window_extent(renderer)
        assert page.x0 <= extent.x0
        assert extent.x1 <= page.x1
        assert page.y0 <= extent.y0
        assert extent.y1 <= page.y1
        assert text.get_text().replace("\n", " ") == drawable(text.get_text())


def test_names_of_lines_that_lie_together_are_moved_apart():
    drawn = results(request(1, baseline=62, target=62.0001, human=62))
    apart = [above - below for below, above in zip(drawn.named_at, drawn.named_at[1:], strict=False)]
    assert len(apart) == 3
    assert min(apart) >= SMALL * drawn.figure.dpi / 72


@EVERY
def test_days_are_few_and_do_not_touch(language: Language):
    drawn = results(request(40, language))
    renderer = drawn.figure.canvas.get_renderer()  # type: ignore[attr-defined]
    extents = [text.get_window_extent(renderer) for text in drawn.axes.get_xticklabels()]
    assert 2 <= len(extents) <= 4
    assert all(left.x1 < right.x0 for left, right in pairwise(extents))
