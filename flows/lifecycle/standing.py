"""What is known of a project besides its place in the lifecycle."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from flows.answers import Answers
from flows.results.ml_test_score import Done
from flows.results.result import Result
from flows.scoring.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Standing:
    """`verdict` and `rules` are those of the score, None and empty before there is one; `results` is the whole log.

    `ml_tests` are the entries of the ML test score, None where nobody made it.
    """

    answers: Answers
    now: datetime
    owner: str | None = None
    verdict: Verdict | None = None
    rules: tuple[str, ...] = ()
    results: tuple[Result, ...] = ()
    ml_tests: Mapping[str, Done] | None = field(default=None)
    card_published: bool = False
