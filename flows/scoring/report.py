"""Scores for scripts and spreadsheets: JSON in, JSON out."""

from collections.abc import Mapping
from typing import Any, TypeGuard

from flows.catalogue import Catalogue
from flows.scoring.ballot import Ballot
from flows.scoring.ballots import Ballots, Tally
from flows.scoring.confidence import FULL, Band, Freshness, band
from flows.scoring.exact import SIXTHS, UNIT, rounded, shown, shown_fraction
from flows.scoring.given import AnswerRefused, GivenAnswers, quoted
from flows.scoring.levers import Lever
from flows.scoring.score import Score
from flows.scoring.scorer import LOOKED_AT, Scorer

Report = dict[str, Any]
"""One project's scores, ready for JSON; see `report_of`."""


def report(given: object, catalogue: Catalogue) -> Report | list[Report]:
    """The scores of one project, or of each in a list of them.

    A project is a JSON object of answers, or `{base, ballots}`: an object of answers and a list of those
    of members, which stand over it. Raises AnswerRefused with one sentence that names the key, the value
    and what is allowed, and for a list the place of the project, from 0.
    """
    reporter = Reporter(catalogue)
    if not isinstance(given, list):
        return reporter.report(given)
    reports: list[Report] = []
    for place, project in enumerate(given):
        try:
            reports.append(reporter.report(project))
        except AnswerRefused as refused:
            raise AnswerRefused(f"Project {place}: {refused}") from None
    return reports


class Reporter:
    """Reports on any number of projects against one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._answers = GivenAnswers(catalogue, LOOKED_AT)
        self._scorer = Scorer(catalogue)
        self._ballots = Ballots(catalogue, self._scorer)

    def report(self, given: object) -> Report:
        """The scores of one JSON project; see `report`. Raises AnswerRefused."""
        if _is_voted_on(given):
            tally = self._tally(given)
            return {**report_of(tally.score), **_report_of_team(tally)}
        return report_of(self._scorer.score(self._answers.read(given)))

    def score(self, given: object) -> Score:
        """As `report`, before anything is rounded."""
        if _is_voted_on(given):
            return self._tally(given).score
        return self._scorer.score(self._answers.read(given))

    def _tally(self, given: Mapping[str, Any]) -> Tally:
        base, cast = given.get("base"), given.get("ballots")
        try:
            values = {} if base is None else self._answers.read(base)
        except AnswerRefused as refused:
            raise AnswerRefused(f"The base: {refused}") from None
        if cast is not None and not isinstance(cast, list):
            raise AnswerRefused(f"ballots cannot be {quoted(cast)}; it is a list of objects of answers.")
        return self._ballots.count(values, [self._ballot(place, one) for place, one in enumerate(cast or ())])

    def _ballot(self, place: int, given: object) -> Ballot:
        try:
            answers = self._answers.read_ballot(given)
        except AnswerRefused as refused:
            raise AnswerRefused(f"Ballot {place}: {refused}") from None
        member = given.get("member") if isinstance(given, Mapping) else None
        if member is not None and not isinstance(member, str):
            raise AnswerRefused(f"Ballot {place}: member cannot be {quoted(member)}; it is text in double quotes.")
        return Ballot(member or None, answers)


def _is_voted_on(given: object) -> TypeGuard[Mapping[str, Any]]:
    return isinstance(given, dict) and ("ballots" in given or "base" in given)


def report_of(score: Score) -> Report:
    """A score as JSON values; scores are strings with one decimal, half up.

    `rules`, `flags` and `notes` are codes in display order. `levers` are up to three largest gains as
    `{factor, points, gain, score}`: `factor` stands at `points` and its best answer adds `gain` to
    `score` (impact or feasibility). Where the archetype has an advice that gains something, one more
    follows that also has `coach`, its code, and `what_if`, what `score` would be; its `gain` is what the
    advice adds, which can be less than the best answer would.
    """
    weighed = score.weighed
    confidence, trusted = _confidence(score)
    return {
        "impact": shown(weighed.impact),
        "feasibility": shown(weighed.feasibility),
        "data": shown(weighed.data),
        "accuracy": shown(weighed.accuracy),
        "difficulty": shown(weighed.difficulty),
        "readiness": shown(weighed.readiness),
        "completeness": shown(weighed.completeness),
        "confidence": confidence,
        "band": trusted.value,
        "priority": shown(score.priority_parts),
        "quadrant": score.quadrant.value,
        "ml_fit": score.ml_fit,
        "verdict": score.verdict.value,
        "rules": list(score.rules),
        "flags": [flag.code for flag in score.flags],
        "levers": _levers(score),
        "notes": [note.code for note in score.notes],
    }


def _report_of_team(tally: Tally) -> Report:
    """`disagreement` with one decimal, `agreement` with four, `contested` factors with their points."""
    return {
        "disagreement": rounded(tally.disagreement, 1),
        "agreement": rounded(tally.agreement, 4),
        "contested": [
            {"factor": spread.factor, "low": shown(spread.low, SIXTHS), "high": shown(spread.high, SIXTHS)}
            for spread in tally.contested
        ],
    }


def _confidence(score: Score) -> tuple[str, Band]:
    around = score.circumstances
    if around.freshness is Freshness.FRESH and around.agreement is FULL:
        # Confidence is completeness then, and whole numbers spare two Fractions per project.
        parts = score.weighed.completeness
        return shown(parts), band(parts // UNIT)
    points = score.confidence
    return shown_fraction(points), band(points)


def _levers(score: Score) -> list[dict[str, str]]:
    shown_levers = [_lever(lever) for lever in score.levers]
    if (special := score.archetype_lever) is not None:
        shown_levers.append({**_lever(special.lever), "coach": special.coach, "what_if": shown(special.what_if)})
    return shown_levers


def _lever(lever: Lever) -> dict[str, str]:
    return {
        "factor": lever.factor,
        "points": shown(lever.points, SIXTHS),
        "gain": shown(lever.gain),
        "score": lever.axis.value,
    }
