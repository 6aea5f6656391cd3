"""The base of every value in `flows`."""

from pydantic import BaseModel, ConfigDict


class Fact(BaseModel):
    """Immutable, compared by value, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")
