"""What every turn has at hand: the content, the workspace and the way to the clock."""

from dataclasses import dataclass
from fractions import Fraction

from bot.clock import Clock, Ids
from bot.slack import Workspace
from flows.answers import values_of
from flows.catalogue import Catalogue
from flows.conversation import Conversation, Told
from flows.flow import Flow
from flows.interview import Interview
from flows.scoring.score import Score
from flows.scoring.scorer import Scorer
from storage.projects import Standing


@dataclass(frozen=True, slots=True)
class World:
    catalogue: Catalogue
    flow: Flow
    scorer: Scorer
    workspace: Workspace
    clock: Clock
    new_id: Ids

    @property
    def interview(self) -> Interview:
        return Interview(self.flow, self.judge)

    def score(self, conversation: Conversation) -> Score:
        return self.scorer.score(values_of(conversation.answers))

    def judge(self, conversation: Conversation) -> Told:
        score = self.score(conversation)
        return Told(verdict=score.verdict, quadrant=score.quadrant)


def standing_of(score: Score) -> Standing:
    """The score as it is stored with the project, for lists and rankings."""
    exact: dict[str, Fraction] = {
        "impact": score.impact,
        "feasibility": score.feasibility,
        "completeness": score.completeness,
        "confidence": score.confidence,
        "priority": score.priority,
        **{str(component): value for component, value in score.components.items() if component != "impact"},
    }
    return Standing(score.verdict, score.quadrant, {name: float(value) for name, value in exact.items()})
