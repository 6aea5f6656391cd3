"""What one member thinks of a project: the choices that feed scores or rules."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from flows.catalogue import Catalogue
from flows.conditions import Values
from flows.questions import ManyOf, OneOf
from flows.scoring.factors import FACTORS
from flows.scoring.rules import RULES


class Ballot(NamedTuple):
    """The answers of one member, None where the member does not know.

    They stand over the answers of the project. `member` is None where nobody asked who it is.
    """

    member: str | None
    answers: Mapping[str, Any]

    def over(self, base: Values) -> Values:
        """This member's view of the project whose own answers are `base`."""
        return {key: value for key, value in {**base, **self.answers}.items() if value is not None}


def voted_on(catalogue: Catalogue) -> tuple[str, ...]:
    """The questions of a ballot: every choice that feeds a factor or a rule, and the archetype."""
    questions = (
        *(factor.question for factor in FACTORS),
        *(question for rule in RULES for question in rule.looks_at),
        "archetype",
    )
    return tuple(key for key in dict.fromkeys(questions) if isinstance(catalogue[key], OneOf | ManyOf))


def standing(ballots: Iterable[Ballot]) -> tuple[Ballot, ...]:
    """The ballots that count: the last one of every member, and all those without a name."""
    last: dict[object, Ballot] = {}
    for place, ballot in enumerate(ballots):
        last[place if ballot.member is None else ballot.member] = ballot
    return tuple(last.values())
