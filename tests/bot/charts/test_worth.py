"""When a picture is drawn anew."""

from dataclasses import replace

import pytest

from bot.charts.request import Quadrants, Spot, Spread
from bot.charts.worth import worth_drawing
from flows.scoring.factors import Archetype
from flows.text import Language

ONE = Spot("ML-1", "Menu helper", 50, 60)
OTHER = Spot("ML-2", "Table finder", 40, 80, best=True)
BEFORE = Quadrants(Language.EN, (ONE, OTHER))


def now(*spots: Spot) -> Quadrants:
    return Quadrants(Language.EN, spots)


def test_the_first_picture_is_drawn_when_there_is_something_to_draw():
    assert worth_drawing(None, BEFORE)
    assert not worth_drawing(None, now())


@pytest.mark.parametrize(
    "changed",
    [
        replace(ONE, impact=51),
        replace(ONE, feasibility=58.9),
        replace(ONE, best=True),
        replace(ONE, name="Menu guide"),
        replace(ONE, archetype=Archetype.AUTONOMOUS),
        replace(ONE, key="ML-3"),
        replace(ONE, spread=Spread((40, 50), (60, 60))),
    ],
)
def test_what_is_seen_is_drawn(changed: Spot):
    assert worth_drawing(BEFORE, now(changed, OTHER))


def test_who_comes_or_goes_is_drawn_and_another_language_too():
    assert worth_drawing(BEFORE, now(ONE))
    assert worth_drawing(BEFORE, now(ONE, OTHER, replace(ONE, key="ML-3")))
    assert worth_drawing(BEFORE, replace(BEFORE, language=Language.KO))


def test_what_is_not_seen_is_not():
    assert not worth_drawing(BEFORE, BEFORE)
    assert not worth_drawing(BEFORE, now(OTHER, replace(ONE, impact=50.9, feasibility=59.1)))
