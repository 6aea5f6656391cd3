"""What a score would be if one thing were better."""

from flows.scoring.factors import PLACE
from flows.scoring.points import sixths
from flows.scoring.score import Score
from flows.scoring.scorer import Scorer


def what_if(scorer: Scorer, score: Score, factor: str, points: int = 100) -> Score:
    """The score with a factor (`data.labels`) at so many points; answers and rules on them stay.

    Raises KeyError when there is no such factor, ValueError where it does not apply.
    """
    place, reading = PLACE[factor], score.reading
    if not reading.applies[place]:
        raise ValueError(f"{factor} does not apply here")
    better = (*reading.points[:place], sixths(points), *reading.points[place + 1 :])
    return scorer.settle(reading._replace(points=better), score.circumstances)
