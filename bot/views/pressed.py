"""What a button remembers: one small model, as JSON in its value."""

from pydantic import BaseModel, ConfigDict, Field


class Pressed(BaseModel):
    """Which project, and for a question's buttons which question, message and option."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    project: str = Field(max_length=40)
    question: str | None = Field(default=None, max_length=60)
    line: int | None = Field(default=None, ge=0)
    value: str | None = Field(default=None, max_length=100)

    def __str__(self) -> str:
        return self.model_dump_json(exclude_none=True)
