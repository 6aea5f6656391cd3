"""Pictures asked for: from the board or a list of results to what is drawn."""

from collections.abc import Mapping

from bot.charts.request import Measured, Quadrants, Results, Spot, Spread
from flows.board.board import Board, Row
from flows.results.baseline import Baseline
from flows.results.result import Split
from flows.results.series import Series
from flows.text import Language

NOTHING: Mapping[int, Spread] = {}


def quadrants_of(board: Board, language: Language, spreads: Mapping[int, Spread] = NOTHING) -> Quadrants:
    """The 2x2 of a board's rows; `spreads` is where ballots disagree, by project number."""
    return Quadrants(language, tuple(_spot(row, spreads) for row in board.rows))


def _spot(row: Row, spreads: Mapping[int, Spread]) -> Spot:
    entry = row.entry
    return Spot(
        key=entry.key,
        name=entry.name,
        impact=float(row.impact),
        feasibility=float(row.feasibility),
        archetype=entry.archetype,
        best=row.best,
        spread=spreads.get(entry.stand.number),
    )


def results_of(series: Series, split: Split, language: Language) -> Results:
    """An objective's values on one split over time."""
    objective = series.objective

    def level(baseline: Baseline | None) -> float | None:
        return float(baseline.value) if baseline else None

    return Results(
        language=language,
        objective=objective.name,
        unit=objective.unit,
        values=tuple(Measured(point.on, float(point.value)) for point in series.points.get(split, ())),
        baseline=level(series.baseline),
        target=float(series.target),
        human=level(series.human),
    )
