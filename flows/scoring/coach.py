"""What the bot suggests next to a score."""

from collections.abc import Mapping
from typing import NamedTuple

from flows.conditions import Values
from flows.scoring.exact import SIXTHS, shown
from flows.scoring.factors import Archetype
from flows.scoring.levers import ArchetypeLever, Lever
from flows.scoring.texts import ScoringTexts
from flows.scoring.verdict import Verdict
from flows.text import Text

MOST_LINES = 3


class CoachLine(NamedTuple):
    """One suggestion; `slots` fill the text of its code."""

    code: str
    slots: Mapping[str, str | Text]


def coached(values: Values, verdict: Verdict, lever: ArchetypeLever | None) -> tuple[str, ...]:
    """The codes of the suggestions that fit, besides the largest gains."""
    codes = [lever.coach] if lever else []
    if values.get("archetype") == Archetype.SOFTWARE_2_0 and not values.get("sw2_better"):
        codes.append("SW2_PROVE")
    if verdict is Verdict.RECONSIDER and not values.get("problem_slice"):
        codes.append("SLICE")
    return tuple(codes)


def coach_lines(
    codes: tuple[str, ...],
    lever: ArchetypeLever | None,
    gains: tuple[Lever, ...],
    texts: ScoringTexts,
) -> tuple[CoachLine, ...]:
    """At most three lines: what fits the archetype first, then the largest gains."""
    what_if = {"what_if": shown(lever.what_if)} if lever else {}
    lines = [
        *(CoachLine(code, what_if if lever and code == lever.coach else {}) for code in codes),
        *(CoachLine("TOP_LIFT", _gain(gain, texts)) for gain in gains),
    ]
    return tuple(lines[:MOST_LINES])


def _gain(gain: Lever, texts: ScoringTexts) -> Mapping[str, str | Text]:
    return {
        "factor": texts.factor[gain.factor],
        "points": shown(gain.points, SIXTHS),
        "lift": shown(gain.gain),
        "score": texts.score[gain.axis],
    }
