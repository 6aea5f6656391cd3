"""What every turn has at hand: the content, the workspace and the way to the clock."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, tzinfo
from fractions import Fraction
from functools import partial

from bot.clock import Clock, Ids
from bot.workspaces import Workspaces
from flows.answers import values_of
from flows.catalogue import Catalogue
from flows.circumstances import circumstances
from flows.conversation import Conversation, Overruled, Told
from flows.flow import Flow
from flows.formulas.rice import rice, tier
from flows.interview import Interview
from flows.overruling import verdict_in_force
from flows.scoring.ballot import Ballot
from flows.scoring.ballots import Ballots
from flows.scoring.factors import Archetype
from flows.scoring.score import Score
from flows.scoring.scorer import Scorer
from storage.projects import Standing

ZoneOf = Callable[[str, str], tzinfo | None]
"""The time zone of a person in a workspace, when it is known."""


@dataclass(frozen=True, slots=True)
class World:
    catalogue: Catalogue
    flow: Flow
    scorer: Scorer
    workspaces: Workspaces
    clock: Clock
    new_id: Ids
    zone_of: ZoneOf = lambda team, person: None
    ballots: Ballots = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ballots", Ballots(self.catalogue, self.scorer))

    def link(self, team: str, channel: str, ts: str, thread: str | None = None) -> str:
        """The address of a message."""
        return self.workspaces.of(team).link(channel, ts, thread)

    def interview(self, team: str, cast: tuple[Ballot, ...] = ()) -> Interview:
        """The interview as it is held in a workspace; `cast` are the ballots that count."""
        return Interview(self.flow, partial(self.judge, cast=cast), partial(self.zone_of, team))

    def score(
        self,
        conversation: Conversation,
        cast: tuple[Ballot, ...] = (),
        *,
        stage: str = "intake",
        today: date | None = None,
    ) -> Score:
        """As it is on that day; without one as fresh as on the day of the last answer."""
        around = circumstances(conversation, stage, today)
        return self.ballots.count(values_of(conversation.answers), cast, around).score

    def standing(
        self,
        conversation: Conversation,
        cast: tuple[Ballot, ...] = (),
        *,
        stage: str = "intake",
        today: date | None = None,
    ) -> Standing:
        """What is stored with the project whenever its answers or ballots change, or on a day on which it ages."""
        score = self.score(conversation, cast, stage=stage, today=today)
        values = values_of(conversation.answers)
        reach = rice(
            values.get("affected_count"),
            tier(self.catalogue, values.get("value_size")),
            score.band,
            values.get("effort_person_months"),
        )
        return standing_of(score, conversation.overruled, reach)

    def judge(self, conversation: Conversation, *, cast: tuple[Ballot, ...] = ()) -> Told:
        score = self.score(conversation, cast)
        return Told(verdict=verdict_in_force(score, conversation.overruled), quadrant=score.quadrant)


def standing_of(score: Score, overruled: Overruled | None = None, rice: Fraction | None = None) -> Standing:
    """The score as it is stored with the project, for lists and rankings; with the verdict that is in force."""
    exact: dict[str, Fraction] = {
        "impact": score.impact,
        "feasibility": score.feasibility,
        "completeness": score.completeness,
        "confidence": score.confidence,
        "priority": score.priority,
        **{str(component): value for component, value in score.components.items() if component != "impact"},
    }
    scores = {name: float(value) for name, value in exact.items()}
    return Standing(
        verdict=verdict_in_force(score, overruled),
        quadrant=score.quadrant,
        scores=scores,
        archetype=archetype if (archetype := score.reading.values.get("archetype")) in set(Archetype) else None,
        rule=score.rules[0] if score.rules else None,
        rice=float(rice) if rice is not None else None,
    )
