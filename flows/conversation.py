"""One intake conversation as a value. Its state is the answers; the rest says what is shown where."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from pydantic import Field

from flows.answers import Answer
from flows.fact import Fact
from flows.flow import QUICK
from flows.text import Language


class Mode(StrEnum):
    """OPEN takes answers, PAUSED only words such as `resume`, CANCELLED is over; its answers are kept."""

    OPEN = "open"
    PAUSED = "paused"
    CANCELLED = "cancelled"


class OnTheTable(Fact):
    """The question people see last, and the number of the message that shows it.

    `pinned`: somebody went to it, out of turn; it stays until it is answered.
    """

    question: str
    line: int
    pinned: bool = False


class Draft(Fact):
    """A row that still lacks required columns; they are asked one by one, the first of `missing` next."""

    question: str
    row: dict[str, Any]
    missing: tuple[str, ...] = Field(min_length=1)
    parts: dict[str, str] = Field(default_factory=dict)
    """Which messages hold it so far, as in `Answer.parts`."""


class Request(Fact):
    """A question that was handed to somebody and is still open."""

    question: str
    person: str
    by: str
    at: datetime


class Change(Fact):
    """One answer that changed, with what it was before and is now. Absent means unanswered.

    Changes of the same `turn` were made together, and are undone together.
    """

    turn: int = 0
    question: str
    before: Answer | None = None
    after: Answer | None = None
    by: str
    at: datetime


class Misread(Fact):
    """The last message that could not be read, so that editing it can still answer."""

    source: str
    question: str


class Told(Fact):
    """The verdict that people were told last."""

    verdict: str
    quadrant: str


class Overruled(Fact):
    """The owner decided against the verdict of the answers."""

    verdict: str
    reason: str
    by: str
    at: datetime


class Conversation(Fact):
    id: str
    turn: int = 0
    """Counts the saved turns; storage refuses to save the same turn twice."""
    language: Language
    starter: str
    owner: str
    participants: tuple[str, ...]
    started_at: datetime
    mode: Mode = Mode.OPEN
    leaving: datetime | None = None
    """When `cancel` was said once; said again soon, it ends the interview."""
    answers: dict[str, Answer] = Field(default_factory=dict)
    recent: tuple[Change, ...] = ()
    """What `undo` can take back, oldest first; at most `UNDO_DEPTH` turns."""
    table: OnTheTable | None = None
    lines: int = 0
    """How many question messages were posted so far."""
    misread: Misread | None = None
    told: Told | None = None
    reach: tuple[str, ...] = (QUICK,)
    """The stretches of the intake that are asked: the quick one, pages, details of a section."""
    finished: tuple[str, ...] = ()
    """The reach whose end people were told of last."""
    draft: Draft | None = None
    gone: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Ids of removed rows, by group: they are never given again."""
    requests: tuple[Request, ...] = ()
    overruled: Overruled | None = None
    reviewed: date | None = None
    """When somebody last said that it is on its way, on that person's calendar."""
    reopened: tuple[str, ...] = ()
    """Questions to be asked once more; their answers stay until others are given."""

    def takes_part(self, person: str) -> bool:
        return person in self.participants

    def answers_in(self, source: str) -> tuple[str, ...]:
        """The questions that were answered by this message, wholly or in part."""
        return tuple(key for key, answer in self.answers.items() if answer.source == source or source in answer.parts)


UNDO_DEPTH = 20
"""Turns that can be undone, the last ones."""
