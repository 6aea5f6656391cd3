"""The form of an export. `docs/export.schema.json` is made from it."""

import json
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, JsonValue, field_serializer

from flows.cadence.cadence import Cadence
from flows.cadence.clocks import Subject
from flows.conversation import Conversation
from flows.decisions import Choice
from flows.lifecycle.history import Event
from flows.results.result import Result

VERSION = 1

Id = Annotated[str, Field(min_length=1, max_length=40)]
Row = dict[str, JsonValue]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ExportedEvent(Part):
    """One entry of a project's history: who did what when, and what it was about before and after."""

    at: AwareDatetime
    by: Id
    what: str = Field(max_length=60)
    subject: str | None = Field(default=None, max_length=100)
    before: JsonValue = None
    after: JsonValue = None


class ExportedBallot(Part):
    """What a member answered in a round that is closed; null where the member did not know.

    `member` is absent in files that people get in Slack.
    """

    round: int = Field(ge=1)
    member: Id | None = None
    answers: dict[str, JsonValue]
    cast_at: AwareDatetime | None = None
    changed_at: AwareDatetime | None = None


class ExportedDecision(Part):
    """What the lead decided. `into` is the key of the project that this one was merged into.

    `wakes_at` is when a deferral is brought up again; `ended_at` when the decision ceased to stand.
    """

    choice: Choice
    reason: str = Field(max_length=500)
    by: Id
    at: AwareDatetime
    until: date | None = None
    condition: str | None = Field(default=None, max_length=500)
    into: str | None = None
    wakes_at: AwareDatetime | None = None
    ended_at: AwareDatetime | None = None


class ExportedReview(Part):
    """What is reviewed of a project, on whose word and how often.

    `row` is the id of the objective or metric, empty for the project itself; of an outcome the days since the
    deployment. `every` is absent for what is asked only once. `due_at` is when it is looked at again, `value` what
    was last entered.
    """

    subject: Subject
    row: str
    owner: str
    every: Cadence | None = None
    last: date
    due_at: AwareDatetime | None = None
    snoozed_until: date | None = None
    offered_to: str | None = None
    value: str | None = None


class ExportedOutcome(Part):
    """What was expected of a deployment, and what came of it so many days `after`; both by criterion."""

    after: int
    due_at: AwareDatetime
    predicted: dict[str, JsonValue]
    asked_at: AwareDatetime | None = None
    realised: dict[str, JsonValue] | None = None
    by: str | None = None
    answered_at: AwareDatetime | None = None


class ExportedProject(Part):
    """A project. An import restores `rows` and `conversation`, `history`, `ballots` and `decisions`.

    `answers` are values by question, or `unknown` or `skipped`; `scores` are computed from them.
    `rows` are rows of the tables that hold anything else of the project, by table; `results`, `reviews`, `stages`
    and `outcomes` say the same in their own words, the oldest first.
    """

    key: str = Field(pattern=r"^ML-[1-9][0-9]*$")
    name: str
    channel: str
    stage: str
    owner: str
    answers: dict[str, JsonValue]
    history: list[ExportedEvent]
    ballots: list[ExportedBallot]
    results: list[Result]
    reviews: list[ExportedReview]
    decisions: list[ExportedDecision]
    stages: list[Event] = Field(default_factory=list)
    outcomes: list[ExportedOutcome] = Field(default_factory=list)
    scores: dict[str, JsonValue]
    conversation: Conversation | None = None
    rows: dict[str, list[Row]] = Field(default_factory=dict)

    @field_serializer("conversation")
    def _as_stored(self, conversation: Conversation | None) -> dict[str, Any] | None:
        return conversation.model_dump(mode="json", exclude_none=True) if conversation else None


class Document(Part):
    """An export. `tables` are rows of what belongs to no single project: people, settings, weights, messages …"""

    version: Literal[1]
    projects: list[ExportedProject]
    tables: dict[str, list[Row]] = Field(default_factory=dict)


def as_json(document: Document) -> str:
    """The same projects give the same bytes."""
    return json.dumps(document.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"
