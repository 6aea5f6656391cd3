"""Pictures in words."""

from datetime import date

import pytest

from bot.charts.alt import LONGEST, alt_of, number, title_of
from bot.charts.asked import quadrants_of
from bot.charts.request import Measured, Quadrants, Results, Spot, Spread
from flows.board.board import board
from flows.board.setting import Setting
from flows.scoring.factors import Archetype
from flows.text import Language
from tests.bot.charts.pictures import quadrants_with
from tests.flows.board.boards import entry, stand

VALUES = (Measured(date(2026, 9, 1), 62), Measured(date(2026, 9, 8), 71.456))


def test_the_2x2_in_words():
    request = Quadrants(Language.EN, (Spot("ML-1", "Menu helper", 80, 60, best=True), Spot("ML-2", "Churn", 50, 49.9)))
    assert title_of(request) == "Impact and feasibility"
    assert alt_of(request) == (
        "Impact and feasibility of projects: 2. Do first (1): Menu helper. Big bet (1): Churn. "
        "No other project beats on both: Menu helper."
    )


def test_disagreement_in_words():
    one = Spot("ML-1", "Menu helper", 80, 60, spread=Spread((60, 90), (60, 60)))
    assert alt_of(Quadrants(Language.EN, (one,))).endswith("Ballots disagree about: Menu helper.")
    assert alt_of(Quadrants(Language.KO, (one,))).endswith("평가가 서로 다른 프로젝트: Menu helper.")


def test_results_in_words():
    request = Results(Language.EN, "Share", "%", VALUES, baseline=62, target=80)
    assert alt_of(request) == (
        "Results: Share. From 62% on 2026-09-01 to 71.46% on 2026-09-08, measurements: 2. Target: 80%. Baseline: 62%."
    )


@pytest.mark.parametrize("language", list(Language))
def test_words_fit_an_upload(language: Language):
    for count in (0, 1, 200):
        assert 0 < len(alt_of(quadrants_with(count, language))) <= LONGEST
    assert 0 < len(alt_of(Results(language, "x" * 500, "ms", ()))) <= LONGEST


def test_numbers_are_short():
    assert [number(one, "") for one in (62, 0.5, -0.001, 71.456, 1234567.8)] == ["62", "0.5", "0", "71.46", "1,234,568"]
    assert number(5, "%") == "5%"
    assert number(5, "ms") == "5 ms"


def test_a_board_becomes_a_picture_in_its_order():
    entries = [
        entry(stand(1, (20, 30)), "Alpha", archetype=Archetype.AUTONOMOUS),
        entry(stand(2, (70, 60)), "Beta"),
        entry(stand(3, (99, 99), stage="paused"), "Parked"),
    ]
    spread = Spread((60, 80), (50, 70))
    asked = quadrants_of(board(entries, Setting(), most=200), Language.KO, {2: spread})
    assert asked == Quadrants(
        Language.KO,
        (
            Spot("ML-2", "Beta", 70, 60, None, best=True, spread=spread),
            Spot("ML-1", "Alpha", 20, 30, Archetype.AUTONOMOUS),
        ),
    )
