"""Where a project can be."""

from enum import StrEnum

from flows.fact import Fact
from flows.text import Text


class Stage(StrEnum):
    """Six active stages in order, then those beside the road."""

    INTAKE = "intake"
    PLANNING = "planning"
    DATA = "data"
    TRAINING = "training"
    DEPLOYMENT = "deployment"
    OPERATION = "operation"
    PAUSED = "paused"
    STOPPED = "stopped"
    RETIRED = "retired"

    @property
    def active(self) -> bool:
        return self in ACTIVE

    @property
    def next(self) -> "Stage | None":
        """The stage one step forward; None for the last and for those beside the road."""
        place = ACTIVE.index(self) + 1 if self.active else len(ACTIVE)
        return ACTIVE[place] if place < len(ACTIVE) else None


ACTIVE = (Stage.INTAKE, Stage.PLANNING, Stage.DATA, Stage.TRAINING, Stage.DEPLOYMENT, Stage.OPERATION)


class Described(Fact):
    """What a stage is called and about. `review_days` is how often to look again; None is never."""

    label: Text
    help: Text | None = None
    review_days: int | None = None
    substages: tuple[str, ...] = ()
    """Names for what is done inside the stage, in their usual order; they hold nobody up."""


class Substage(Fact):
    label: Text
