"""What a project's history says on its charter."""

from collections.abc import Iterable, Iterator
from typing import Any

from bot.names import Did
from flows.charter.charter import Happening
from flows.decisions import Choice, Decision
from flows.scoring.texts import scoring_texts
from flows.scoring.verdict import Verdict
from flows.text import Phrase, Text, phrase
from storage.history import Event

_DECIDED = {
    Choice.ACCEPT: phrase("happening.accept", "Accepted"),
    Choice.DECLINE: phrase("happening.decline", "Declined"),
    Choice.DEFER: phrase("happening.defer", "Deferred"),
    Choice.MERGE: phrase("happening.merge", "Merged into another project"),
}


def happenings(events: Iterable[Event]) -> Iterator[Happening]:
    """Changes of verdict, overrides and decisions; who answered what stands beside the answers."""
    for event in events:
        said = _said(event.what, event.after)
        if said:
            yield Happening(event.at.date(), event.by, said)


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
        case Did.WOKEN:
            return phrase("happening.woken", "Brought up again")
        case _:
            return None


def _verdict(after: Any) -> Text:
    return scoring_texts().verdict[Verdict(after["verdict"])].label
