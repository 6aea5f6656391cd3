"""What a project's history says on its charter."""

from collections.abc import Iterable, Iterator
from datetime import date, tzinfo
from typing import Any

from bot.i18n import Words
from bot.names import Did
from bot.views.weights_said import weights_line
from flows.charter.charter import Happening
from flows.decisions import Choice, Decision
from flows.lifecycle.loader import load_lifecycle
from flows.lifecycle.reason import Kind
from flows.lifecycle.where import Step
from flows.scoring.priority import Weights
from flows.scoring.texts import scoring_texts
from flows.scoring.verdict import Verdict
from flows.text import Language, Phrase, Text, phrase
from storage.history import Event

_DECIDED = {
    Choice.ACCEPT: phrase("happening.accept", "Accepted"),
    Choice.DECLINE: phrase("happening.decline", "Declined"),
    Choice.DEFER: phrase("happening.defer", "Deferred"),
    Choice.MERGE: phrase("happening.merge", "Merged into another project"),
}


def happenings(events: Iterable[Event], zone: tzinfo) -> Iterator[Happening]:
    """On the days of this zone: stages, verdicts, overrides, decisions; who answered what stands beside the answers."""
    for event in events:
        said = _said(event.what, event.after)
        if said:
            yield Happening(event.at.astimezone(zone).date(), event.by, said)


def _said(what: str, after: Any) -> Phrase | None:
    match what:
        case Did.STARTED:
            return phrase("happening.started", "Started")
        case Did.VERDICT if after:
            return phrase("happening.verdict", "Verdict: {verdict}", verdict=_verdict(after))
        case Did.OVERRULED if after:
            return phrase(
                "happening.overruled",
                "Verdict overridden: {verdict} ({reason})",
                verdict=_verdict(after),
                reason=after["reason"],
            )
        case Did.OVERRULED:
            return phrase("happening.withdrawn", "Override taken back")
        case Did.DECIDED:
            decision = Decision.model_validate(after)
            return phrase(
                "happening.decided", "{choice}: {reason}", choice=_DECIDED[decision.choice], reason=decision.reason
            )
        case Did.STAGED if after:
            return _moved(Step.model_validate(after))
        case Did.WOKEN:
            return phrase("happening.woken", "Brought up again")
        case Did.HANDED:
            return phrase("happening.handed", "Took the project over from someone who left")
        case _:
            return None


def reweighed(weights: Weights, by: str, day: date) -> Happening:
    """The board's weights were changed."""
    shown = Text(**{one.value: weights_line(Words(one, str), weights) for one in Language})
    return Happening(day, by, phrase("happening.weights", "Weights of the board: {weights}", weights=shown))


def _moved(step: Step) -> Phrase:
    """From where to where, with the reason of whatever is no plain step forward."""
    lifecycle = load_lifecycle()
    ways = {"origin": lifecycle.stages[step.origin].label, "target": lifecycle.stages[step.target].label}
    reason = lifecycle.reasons.get(step.code)
    if reason is None or step.kind in (Kind.FORWARD, Kind.RESUME, Kind.REOPEN, Kind.RETIRE):
        if step.note is None:
            return phrase("happening.moved", "Stage: {origin} → {target}", **ways)
        return phrase("happening.moved_why", "Stage: {origin} → {target} ({reason})", reason=step.note, **ways)
    if step.note is None:
        return phrase("happening.moved_why", "Stage: {origin} → {target} ({reason})", reason=reason.label, **ways)
    return phrase(
        "happening.moved_note",
        "Stage: {origin} → {target} ({reason}): {note}",
        reason=reason.label,
        note=step.note,
        **ways,
    )


def _verdict(after: Any) -> Text:
    return scoring_texts().verdict[Verdict(after["verdict"])].label
