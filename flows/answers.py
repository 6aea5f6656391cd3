"""What was answered, by whom, when, and where the answer can be read."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import Field

from flows.conditions import Values
from flows.fact import Fact

Value = Any
"""What a question stores, in JSON's types: a string, a list of strings, an object for money, a list of rows …"""


class AnswerState(StrEnum):
    GIVEN = "given"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"


class Answer(Fact):
    """One question's answer. UNKNOWN and SKIPPED have no value and count as unanswered."""

    state: AnswerState
    value: Value = None
    by: str
    at: datetime
    source: str | None = None
    """The person's own message that holds the answer (its Slack timestamp), when it was typed."""
    line: int | None = None
    """Which of the bot's question messages shows the answer folded to one line."""
    parts: Mapping[str, str] = Field(default_factory=dict)
    """For rows: which messages hold which of them, as "r1", "r1 r2" or, for one column, "r1/target"."""

    @property
    def said(self) -> tuple[AnswerState, Value]:
        """What the answer says, apart from who said it where."""
        return (self.state, self.value)


Answers = Mapping[str, Answer]


def values_of(answers: Answers) -> Values:
    """The answers as conditions and scores see them: only what was given."""
    return {key: answer.value for key, answer in answers.items() if answer.state is AnswerState.GIVEN}
