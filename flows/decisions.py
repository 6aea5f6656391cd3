"""What the lead of a channel decides about a project, and what that means for its interview."""

from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from flows.cadence.calendar import ASKED_AT, Calendar
from flows.conversation import Conversation, Mode
from flows.effects import Effect, Remove, Whisper
from flows.fact import Fact
from flows.interview import Interview
from flows.spoken import Word
from flows.steering import steer
from flows.text import Phrase, phrase
from flows.turn import Turn

LEAST_REASON, MOST_REASON = 10, 500


class Choice(StrEnum):
    ACCEPT = "accept"
    DECLINE = "decline"
    DEFER = "defer"
    MERGE = "merge"


class Decision(Fact):
    """`until` or `condition` go with a deferral; `into` is the project another was merged into, `into_key` its key."""

    choice: Choice
    reason: str
    by: str
    at: datetime
    until: date | None = None
    condition: str | None = None
    into: str | None = None
    into_key: str | None = None

    @property
    def parks(self) -> bool:
        """Whether the project waits beside the others from now on."""
        return self.choice is not Choice.ACCEPT


def reason_problem(reason: str) -> Phrase | None:
    """What is wrong with the reason, if anything."""
    if LEAST_REASON <= len(" ".join(reason.split())) <= MOST_REASON:
        return None
    return phrase(
        "decide.reason",
        "Please say why, in {least} to {most} characters: whoever asked for the project reads it.",
        least=LEAST_REASON,
        most=MOST_REASON,
    )


def no_end() -> Phrase:
    """A deferral needs a day or a condition."""
    return phrase(
        "decide.no_end",
        "Until when? Please give a day, as in `until 2027-03-01` or `in 3 weeks`, or a condition, as in `until the "
        "contract is signed`.",
    )


def not_into(into: Decision | None, *, itself: bool) -> Phrase | None:
    """Why a project cannot be merged into one about which `into` was decided."""
    if itself:
        return phrase("decide.itself", "A project cannot be merged into itself. Which other one is it?")
    if into and into.choice is Choice.MERGE:
        return phrase(
            "decide.merged_itself",
            "That project was itself merged into {key}, so that nothing can be merged into it.",
            key=into.into_key,
        )
    return None


def wakes_at(decision: Decision, zone: ZoneInfo) -> datetime | None:
    """When a deferral until a day ends: in the morning of that day, on the lead's wall."""
    return Calendar(zone).instant(decision.until, time(ASKED_AT.hour)) if decision.until else None


def close(told: Conversation) -> Turn:
    """A merged project asks nothing more; its answers stay."""
    changes = {"mode": Mode.PAUSED, "requests": (), **dict.fromkeys(("leaving", "table", "draft", "misread"))}
    gone: tuple[Effect, ...] = (Remove(told.table.line),) if told.table else ()
    return Turn(told.model_copy(update=changes), gone)


def reopen(interview: Interview, told: Conversation, *, by: str, now: datetime) -> Turn:
    """A project that was merged asks again what is due."""
    return steer(interview, told, Word.RESUME, by=by, now=now)


def merged_away(decision: Decision | None) -> Phrase | None:
    """Why nothing changes here any more, where the project was merged into another."""
    if decision is None or decision.choice is not Choice.MERGE:
        return None
    return phrase(
        "decide.closed",
        "This project was merged into {key}; please answer there. Nothing was changed here.",
        key=decision.into_key,
    )


def closed(told: Conversation, turn: Turn, decision: Decision | None, *, by: str) -> Turn:
    """The turn, unless it would change a project that was merged into another: then a sentence."""
    sentence = merged_away(decision)
    if sentence is None or turn.conversation == told:
        return turn
    return Turn(told, (Whisper(by, sentence),))
