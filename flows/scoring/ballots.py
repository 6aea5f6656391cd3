"""The ballots of a team, counted into one score."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple

from flows.catalogue import Catalogue
from flows.conditions import Values
from flows.scoring.ballot import Ballot, standing
from flows.scoring.components import weigh
from flows.scoring.confidence import FULL
from flows.scoring.consensus import Consensus, median_points
from flows.scoring.disagreement import Spread, contested, disagreement, spreads
from flows.scoring.facts import PLAIN, Circumstances
from flows.scoring.score import Score
from flows.scoring.scorer import Scorer

SERIOUS = ("G_ETHICS", "R_ETHICS_OPEN", "G_CATASTROPHIC", "R_CATASTROPHIC")
"""What a single member may hold against everybody else."""

_GRAVER = {"R_ETHICS_OPEN": "G_ETHICS", "R_CATASTROPHIC": "G_CATASTROPHIC"}


class Dot(NamedTuple):
    """Where one member sees the project; points 0-100."""

    member: str | None
    impact: Fraction
    feasibility: Fraction


@dataclass(frozen=True, slots=True)
class Tally:
    """What a team's ballots come to.

    `score` is of the medians and majorities. `disagreement` is 0-50 points; `spreads` are in table order,
    `contested` those of 40 points and more, widest first. `dots` are in the order of the members.
    """

    score: Score
    disagreement: Fraction
    dots: tuple[Dot, ...]
    spreads: tuple[Spread, ...]
    contested: tuple[Spread, ...]

    @property
    def agreement(self) -> Fraction:
        """1 for one voice, 1/2 for a full split."""
        return self.score.circumstances.agreement


class Ballots:
    """Counts ballots on projects of one catalogue. Raises what Scorer and Consensus raise."""

    def __init__(self, catalogue: Catalogue, scorer: Scorer) -> None:
        self._scorer = scorer
        self._consensus = Consensus(catalogue)

    def count(self, base: Values, ballots: Iterable[Ballot], circumstances: Circumstances = PLAIN) -> Tally:
        """The team's score and how far it is apart; the order of ballots does not matter.

        Of two ballots of one member the later counts. A member who says nothing about a question stands
        for the answer of `base`. Without ballots it is the score of `base`. The agreement, the number of
        ballots and the minority voice in `circumstances` are replaced by what the ballots say.
        """
        cast = standing(ballots)
        if not cast:
            alone = replace(circumstances, agreement=FULL, ballots=None, contested=False)
            return Tally(self._scorer.score(base, alone), Fraction(0), (), (), ())
        views = [ballot.over(base) for ballot in cast]
        readings = [self._scorer.read(view) for view in views]
        team = self._scorer.read(self._consensus.values(base, views, [reading.values for reading in readings]))
        team = team._replace(points=median_points(readings, team.applies))
        apart = disagreement(readings, team, weigh(team))
        around = replace(circumstances, agreement=1 - apart / 100, ballots=len(cast), contested=False)
        score = self._scorer.settle(team, around)
        own = [self._scorer.settle(reading) for reading in readings]
        if _unheard(own, score):
            score = self._scorer.settle(team, replace(around, contested=True))
        seen = spreads(readings, team)
        dots = [Dot(cast[place].member, one.impact, one.feasibility) for place, one in enumerate(own)]
        return Tally(score, apart, tuple(sorted(dots, key=_by_member)), seen, contested(seen))


def _unheard(own: Sequence[Score], team: Score) -> bool:
    """Whether a member alone sees something serious that the team sees neither so nor as graver."""
    heard = {*team.rules, *(code for code, graver in _GRAVER.items() if graver in team.rules)}
    return any(code in SERIOUS and code not in heard for one in own for code in one.rules)


def _by_member(dot: Dot) -> tuple[bool, str, Fraction, Fraction]:
    return dot.member is None, dot.member or "", dot.impact, dot.feasibility
