"""What a verdict is made of, as those hear it who listen outside Slack."""

from typing import Any

from flows.conversation import Overruled
from flows.scoring.report import report_of
from flows.scoring.score import Score
from flows.scoring.verdict import can_override

SCORES = (
    "impact",
    "feasibility",
    "data",
    "accuracy",
    "difficulty",
    "readiness",
    "completeness",
    "confidence",
    "priority",
)


def particulars(score: Score, overruled: Overruled | None) -> dict[str, Any]:
    """Whether the owner overrode the verdict, the codes of its rules, and the scores as text."""
    told = report_of(score)
    return {
        "overridden": overruled is not None and can_override(score.rules),
        "rules": told["rules"],
        "scores": {name: told[name] for name in SCORES},
    }
