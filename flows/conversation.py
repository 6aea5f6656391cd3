"""One intake conversation as a value. Its state is the answers; the rest says what is shown where."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from flows.answers import Answer
from flows.fact import Fact
from flows.text import Language


class Mode(StrEnum):
    """OPEN takes answers, PAUSED only words such as `resume`, CANCELLED is over; its answers are kept."""

    OPEN = "open"
    PAUSED = "paused"
    CANCELLED = "cancelled"


class OnTheTable(Fact):
    """The question people see last, and the number of the message that shows it."""

    question: str
    line: int


class Change(Fact):
    """One answer that changed, with what it was before and is now. Absent means unanswered."""

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
    """What `undo` can take back, oldest first; at most `UNDO_DEPTH`."""
    table: OnTheTable | None = None
    lines: int = 0
    """How many question messages were posted so far."""
    misread: Misread | None = None
    told: Told | None = None

    def takes_part(self, person: str) -> bool:
        return person in self.participants

    def answer_in(self, source: str) -> str | None:
        """The question that was answered by this message."""
        return next((key for key, answer in self.answers.items() if answer.source == source), None)


UNDO_DEPTH = 20
