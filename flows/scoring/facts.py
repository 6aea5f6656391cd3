"""What rules and flags look at."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flows.scoring.confidence import FULL, Freshness
from flows.scoring.exact import UNIT


@dataclass(frozen=True, slots=True)
class Override:
    """The owner decided otherwise; `user` and `reason` are shown."""

    user: str
    reason: str


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What bears on a score besides the answers.

    `agreement` is 1 - D/100 of the ballots; `ballots` their number, None for answers nobody voted on;
    `contested` says that a single ballot alone would raise an ethical or safety rule the team does not.
    """

    freshness: Freshness = Freshness.FRESH
    agreement: Fraction = FULL
    ballots: int | None = None
    contested: bool = False
    override: Override | None = None


PLAIN = Circumstances()


@dataclass(slots=True)
class Facts:
    """Answers that count, the scores that follow and the circumstances. Scores are in parts of `UNIT`.

    `answer` gives a question's answer, None while it does not count; `conditions` are the ticks of
    `ml_conditions`, None while unanswered; `safeguards` those of `error_handling`.
    """

    answer: Callable[[str], Any]
    conditions: frozenset[str] | None
    safeguards: frozenset[str]
    impact: int
    data: int
    feasibility: int
    completeness: int
    circumstances: Circumstances

    @property
    def provisional(self) -> bool:
        """Whether more than half of the weights stand at typical values."""
        return self.completeness < 50 * UNIT

    @property
    def guarded(self) -> bool:
        """Whether the protection against a catastrophic error is proven or in a person's hands."""
        return "human_review" in self.safeguards or (
            bool(self.safeguards) and self.answer("net_benefit") == "yes_measured"
        )
