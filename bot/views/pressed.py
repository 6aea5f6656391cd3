"""What a button remembers: one small model, as JSON in its value."""

from pydantic import BaseModel, ConfigDict, Field

MOST = 1_000_000
"""Of lines and parts; nothing counts further, and no database takes any number."""


class Pressed(BaseModel):
    """Which project, and for a question's buttons which question, message and option."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    project: str = Field(max_length=40)
    question: str | None = Field(default=None, max_length=60)
    line: int | None = Field(default=None, ge=0, le=MOST)
    value: str | None = Field(default=None, max_length=150)

    def __str__(self) -> str:
        return self.model_dump_json(exclude_none=True)


class Held(BaseModel):
    """What a modal remembers (`private_metadata`): whose it is and which part of it is filled in.

    `stretch` names the questions of a page form and `part` which of its sheets this is, from 0; `row` is the id of
    a row that is changed, absent for a new one; `under` is the view that lies under a pushed one;
    `round` is the round a ballot is for; `about` is what else it is for, such as a check or a way to move.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    project: str = Field(max_length=40)
    question: str | None = Field(default=None, max_length=60)
    stretch: str | None = Field(default=None, max_length=60)
    part: int = Field(default=0, ge=0, le=MOST)
    row: str | None = Field(default=None, max_length=20)
    line: int | None = Field(default=None, ge=0, le=MOST)
    under: str | None = Field(default=None, max_length=40)
    alone: bool | None = None
    """The view under it is the form of this question alone, not of its page."""
    round: str | None = Field(default=None, max_length=40)
    about: str | None = Field(default=None, max_length=60)

    def __str__(self) -> str:
        return self.model_dump_json(exclude_none=True)


def block_of(pressed: Pressed, kind: str) -> str:
    """The id of a block whose control cannot hold a value of its own, such as a date picker."""
    return f"{kind}/{pressed.project}/{pressed.question}/{pressed.line}"


def pressed_from(block_id: str, value: str | None) -> Pressed:
    """Back from `block_of`; ValueError when it is none."""
    _, project, question, line = block_id.split("/")
    return Pressed(project=project, question=question, line=int(line), value=value)
