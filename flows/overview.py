"""A project as its card, status and verdict show it: facts, before they become a message."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from flows.answers import Answer, AnswerState, values_of
from flows.catalogue import Catalogue
from flows.circumstances import circumstances
from flows.conditions import holds
from flows.conversation import Conversation, Mode, Overruled
from flows.decisions import Decision
from flows.flow import Flow
from flows.lifecycle.where import Where
from flows.overruling import verdict_in_force
from flows.questions import Level
from flows.scoring.ballot import Ballot
from flows.scoring.ballots import Ballots, Tally
from flows.scoring.facts import Circumstances
from flows.scoring.score import Score
from flows.scoring.scorer import Scorer
from flows.scoring.verdict import Verdict, can_override


class Next(StrEnum):
    """What the project waits for."""

    ANSWER = "answer"
    RESUME = "resume"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Overview:
    """`links` are the addresses of the messages that hold answers, by question key.

    `cast` are the ballots of the last round that was closed; `ballots` counts them.
    `today` is what freshness is counted to. `decision` is the lead's, as it stands. `where` is the place in the
    lifecycle; None while nothing happened to it.
    """

    project: str
    key: str
    stage: str
    conversation: Conversation
    flow: Flow
    catalogue: Catalogue
    scorer: Scorer
    links: Mapping[str, str]
    ballots: Ballots | None = None
    cast: tuple[Ballot, ...] = ()
    today: date | None = None
    decision: Decision | None = None
    where: Where | None = None

    @cached_property
    def score(self) -> Score:
        """Computed when somebody looks: most questions are asked before there is a verdict."""
        if self.tally:
            return self.tally.score
        return self.scorer.score(values_of(self.conversation.answers), self._circumstances)

    @property
    def verdict(self) -> Verdict:
        """The owner's, where the answers' was overridden."""
        return verdict_in_force(self.score, self.conversation.overruled)

    @property
    def overruled(self) -> Overruled | None:
        """The override that is in force."""
        return self.conversation.overruled if can_override(self.score.rules) else None

    @cached_property
    def tally(self) -> Tally | None:
        """What the team's ballots come to; None while none count."""
        if self.ballots is None or not self.cast:
            return None
        return self.ballots.count(values_of(self.conversation.answers), self.cast, self._circumstances)

    def agreed(self, key: str) -> Answer | None:
        """What the score goes by: the project's own answer, or the one that most ballots give instead."""
        own = self.conversation.answers.get(key)
        team = self.tally.score.reading.values.get(key) if self.tally else None
        if team is None or (own and _same(own.value, team)):
            return own
        return Answer(state=AnswerState.GIVEN, value=team, by=self.conversation.owner, at=self.conversation.started_at)

    def link_to(self, answer: Answer | None, key: str) -> str | None:
        """The address of the message that holds this answer, if a message does."""
        return self.links.get(key) if answer is self.conversation.answers.get(key) else None

    @property
    def _circumstances(self) -> Circumstances:
        return circumstances(self.conversation, self.stage, self.today)

    @property
    def name(self) -> str | None:
        answer = self.conversation.answers.get("project_name")
        return str(answer.value) if answer and answer.state is AnswerState.GIVEN else None

    @property
    def told(self) -> bool:
        """Whether a verdict was given already."""
        return self.conversation.told is not None

    @property
    def progress(self) -> tuple[int, int]:
        """(answered, asked); what is not known yet counts as answered."""
        asked = self.flow.asked(self.conversation.answers)
        return (sum(question.key in self.conversation.answers for question in asked), len(asked))

    @property
    def open_questions(self) -> tuple[str, ...]:
        """What was left unknown: the to-dos."""
        answers = self.conversation.answers
        return tuple(
            question.key
            for question in self.flow.asked(answers)
            if question.key in answers and answers[question.key].state is AnswerState.UNKNOWN
        )

    @property
    def more_to_ask(self) -> int:
        """How many questions of the full intake would make the verdict firmer."""
        values = values_of(self.conversation.answers)
        return sum(
            question.level is not Level.DETAIL and key not in values and holds(question.ask_if, values)
            for key, question in self.catalogue.questions.items()
        )

    @property
    def next(self) -> Next:
        if self.conversation.mode is not Mode.OPEN:
            return Next.RESUME
        return Next.ANSWER if self.conversation.table else Next.NOTHING


def _same(own: object, team: object) -> bool:
    """Whether two answers say the same; the order of ticks says nothing."""
    if isinstance(own, list) and isinstance(team, list):
        return sorted(map(str, own)) == sorted(map(str, team))
    return own == team
