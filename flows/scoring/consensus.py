"""Several readings of a project made into one."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from flows.catalogue import Catalogue
from flows.conditions import Values
from flows.questions import ManyOf, OneOf
from flows.scoring.ballot import voted_on
from flows.scoring.caution import caution
from flows.scoring.points import Reading, ticked

Agree = Callable[[Sequence[Values]], Any]
"""What members who answered agree on, None when nobody answered."""


class Consensus:
    """How answers become one answer, compiled for the questions of one catalogue.

    Raises TypeError or ValueError when the catalogue asks a voted question in a way nobody can count.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._agree: dict[str, Agree] = {key: _agreement(catalogue, key) for key in voted_on(catalogue)}

    def values(self, base: Values, views: Sequence[Values], counted: Sequence[Values]) -> Values:
        """One set of answers.

        `views` are what each member stands for, `counted` the same without questions not asked of that
        member. What is not voted on is what all who say something say, and else what `base` says.
        """
        agreed = {key: agree(counted) for key, agree in self._agree.items()}
        others = dict.fromkeys(key for view in (base, *views) for key in view if key not in agreed)
        for key in others:
            said = [view[key] for view in views if key in view]
            agreed[key] = said[0] if said and said.count(said[0]) == len(said) else base.get(key)
        return {key: value for key, value in agreed.items() if value is not None}


def median_points(readings: Sequence[Reading], applies: Sequence[bool]) -> tuple[int | None, ...]:
    """Per factor the median over the members who answered it, in sixths; None where nobody did.

    `applies` is of the consensus: what does not apply to it has no points.
    """
    return tuple(
        median(points) if applicable and (points := answered(readings, place)) else None
        for place, applicable in enumerate(applies)
    )


def answered(readings: Sequence[Reading], place: int) -> list[int]:
    """The points (sixths) of those who answered the factor at this place, ascending."""
    return sorted(points for reading in readings if (points := reading.points[place]) is not None)


def median(points: Sequence[int]) -> int:
    """Of ascending points in sixths; exact, since every answer gives an even number of sixths."""
    middle = len(points) // 2
    return points[middle] if len(points) % 2 else (points[middle - 1] + points[middle]) // 2


def _agreement(catalogue: Catalogue, key: str) -> Agree:
    question = catalogue[key]
    match question:
        case OneOf():
            return _most_frequent(key, caution(catalogue, key))
        case ManyOf():
            return _majority(catalogue, question)
        case _:
            raise TypeError(f"{key} is no choice")


def _most_frequent(key: str, cautious: Callable[[str], int]) -> Agree:
    def agree(views: Sequence[Values]) -> Any:
        votes = Counter(view[key] for view in views if key in view)
        return min(votes, key=lambda option: (-votes[option], cautious(option)), default=None)

    return agree


def _majority(catalogue: Catalogue, question: ManyOf) -> Agree:
    ticks = ticked(catalogue, question.key)
    options = [option.value for option in question.options]
    if not question.alone:
        raise ValueError(f"{question.key}: there is no option for a team without a majority")
    none_of_these = [question.alone[0]]

    def agree(views: Sequence[Values]) -> Any:
        votes = [chosen for view in views if (chosen := ticks(view)) is not None]
        if not votes:
            return None
        most = [option for option in options if 2 * sum(option in chosen for chosen in votes) > len(votes)]
        return most or none_of_these

    return agree
