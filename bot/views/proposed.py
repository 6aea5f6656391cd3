"""What a button or modal remembers of weights that are looked at: one small model, as JSON."""

from fractions import Fraction
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field

from flows.scoring.priority import Weights

# No exponents, which a few characters make endless, and no division by nothing.
Alpha = Annotated[str, Field(pattern=r"^[0-9]{1,19}(/[1-9][0-9]{0,18})?$")]


class Proposed(BaseModel):
    """Weights for a channel's board, each as a fraction such as `25/2`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    channel: str = Field(max_length=40)
    alphas: tuple[Alpha, ...] = Field(min_length=6, max_length=6)

    @classmethod
    def of(cls, channel: str, weights: Weights) -> Self:
        return cls(channel=channel, alphas=tuple(str(Fraction(alpha)) for alpha in weights))

    @property
    def weights(self) -> Weights:
        """`flows.ranking.weights.checked` says whether they can rank."""
        return Weights(*(Fraction(alpha) for alpha in self.alphas))

    def __str__(self) -> str:
        return self.model_dump_json()
