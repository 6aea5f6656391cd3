"""The form of an export. `docs/export.schema.json` is made from it."""

import json
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, JsonValue, field_serializer

from flows.conversation import Conversation
from flows.decisions import Choice

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


class ExportedProject(Part):
    """A project. An import restores `rows` and `conversation`, `history`, `ballots` and `decisions`.

    `answers` are values by question, or `unknown` or `skipped`; `scores` are computed from them.
    `rows` are rows of the tables that hold anything else of the project, by table.
    """

    key: str = Field(pattern=r"^ML-[1-9][0-9]*$")
    name: str
    channel: str
    stage: str
    owner: str
    answers: dict[str, JsonValue]
    history: list[ExportedEvent]
    ballots: list[ExportedBallot]
    results: list[JsonValue]
    reviews: list[JsonValue]
    decisions: list[ExportedDecision]
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
