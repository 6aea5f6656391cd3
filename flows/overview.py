"""A project as its card, status and verdict show it: facts, before they become a message."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from flows.answers import AnswerState, values_of
from flows.catalogue import Catalogue
from flows.conditions import holds
from flows.conversation import Conversation, Mode
from flows.flow import Flow
from flows.questions import Level
from flows.scoring.score import Score
from flows.scoring.scorer import Scorer


class Next(StrEnum):
    """What the project waits for."""

    ANSWER = "answer"
    RESUME = "resume"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Overview:
    """`links` are the addresses of the messages that hold answers, by question key."""

    project: str
    key: str
    stage: str
    conversation: Conversation
    flow: Flow
    catalogue: Catalogue
    scorer: Scorer
    links: Mapping[str, str]

    @cached_property
    def score(self) -> Score:
        """Computed when somebody looks: most questions are asked before there is a verdict."""
        return self.scorer.score(values_of(self.conversation.answers))

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
