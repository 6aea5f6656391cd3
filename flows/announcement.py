"""What programs outside Slack are told of projects. `docs/webhooks.schema.json` is made from it."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from flows.decisions import Choice
from flows.fact import Fact
from flows.lifecycle.reason import Kind as Way
from flows.lifecycle.stage import Stage


class Subject(StrEnum):
    """What an announcement is about. They are on the wire: never change one's meaning."""

    CREATED = "project.created"
    VERDICT = "project.verdict"
    STAGE = "project.stage"
    DECISION = "project.decision"


class EventUnknown(ValueError):
    """One sentence that names the event and those that there are."""


def subjects_in(text: str) -> tuple[Subject, ...]:
    """What `all`, or names with commas between, mean, each once; raises EventUnknown."""
    named = [part.strip() for part in text.split(",") if part.strip()]
    if named in ([], ["all"]):
        return tuple(Subject)
    for one in named:
        if one not in tuple(Subject):
            raise EventUnknown(f"there is no event {one!r}: use {', '.join(Subject)} or all")
    return tuple(subject for subject in Subject if subject in named)


class AnnouncedProject(Fact):
    """`link` leads to its card in Slack; null while that is not posted."""

    id: str
    key: str
    name: str
    link: str | None = None


class Announcement(Fact):
    """What all have in common. `id` is the same however often it is sent; `by` is who did it, as Slack knows them."""

    version: Literal[1] = 1
    id: str
    at: AwareDatetime
    workspace: str


class OfProject(Announcement):
    channel: str
    project: AnnouncedProject
    by: str


class AnnouncedVerdict(Fact):
    verdict: str
    quadrant: str


class ReachedVerdict(AnnouncedVerdict):
    """`overridden` by the owner; `rules` are codes, the one behind the verdict first; `scores` have one decimal."""

    overridden: bool = False
    rules: tuple[str, ...] = ()
    scores: dict[str, str] = Field(default_factory=dict)


class AnnouncedMove(Fact):
    """`reason` is a code, `kind` whether it went forward, back, aside or out, `until` the day on which a pause ends."""

    before: Stage
    after: Stage
    kind: Way
    reason: str
    note: str | None = None
    until: date | None = None


class AnnouncedDecision(Fact):
    """`until` or `condition` go with a deferral, `into` is the key of the project that this one was merged into."""

    choice: Choice
    reason: str
    until: date | None = None
    condition: str | None = None
    into: str | None = None


class ProjectCreated(OfProject):
    type: Literal["project.created"] = "project.created"


class VerdictReached(OfProject):
    """The first verdict, and each change of it or of its quadrant: by answers, a ballot or an override."""

    type: Literal["project.verdict"] = "project.verdict"
    verdict: ReachedVerdict
    before: AnnouncedVerdict | None = None


class StageMoved(OfProject):
    type: Literal["project.stage"] = "project.stage"
    stage: AnnouncedMove


class Decided(OfProject):
    """The lead's decision; `decision` is null when a deferral ended by itself, on its day."""

    type: Literal["project.decision"] = "project.decision"
    decision: AnnouncedDecision | None
    before: AnnouncedDecision | None = None


class Ping(Announcement):
    """Sent by `groundwork webhooks test`."""

    type: Literal["ping"] = "ping"


Announced = Annotated[ProjectCreated | VerdictReached | StageMoved | Decided | Ping, Field(discriminator="type")]
