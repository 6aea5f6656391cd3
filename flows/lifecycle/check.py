"""Entry and exit checks."""

from enum import StrEnum

from pydantic import Field

from flows.fact import Fact
from flows.lifecycle.needs import TICKED, Left, Need, Ticked, leaves
from flows.lifecycle.stage import Stage
from flows.text import Text

STAGE_OF = {
    "IN": Stage.INTAKE,
    "PL": Stage.PLANNING,
    "DC": Stage.DATA,
    "TR": Stage.TRAINING,
    "DP": Stage.DEPLOYMENT,
    "OP": Stage.OPERATION,
}
OWNER = "owner"


class Side(StrEnum):
    ENTRY = "E"
    EXIT = "X"


class TickRule(Fact):
    """Who may tick: anybody, the owner, or those whom the answer to the question `by` names.

    The tick counts for so many `days`, None for ever; `note` is the least number of characters of its note.
    """

    by: str | None = None
    days: int | None = None
    note: int = 0


class Check(Fact):
    """`mandatory` blocks the way forward, unless the owner overrides it; otherwise it is advice."""

    code: str = Field(pattern=r"^(IN|PL|DC|TR|DP|OP)-[EX][1-9]\d?$")
    mandatory: bool
    label: Text
    when: Need = TICKED
    applies: Need | None = Field(default=None, alias="if")
    """The check is there only in projects of which this is true."""
    tick: TickRule | None = None

    @property
    def stage(self) -> Stage:
        return STAGE_OF[self.code[:2]]

    @property
    def side(self) -> Side:
        return Side(self.code[3])

    @property
    def by_person(self) -> bool:
        """Whether a tick bears on it; other checks tick themselves."""
        return any(isinstance(need, Ticked) for need in leaves(self.when))

    @property
    def follows(self) -> Stage | None:
        """The stage that has to be left first, where that is all the check asks for."""
        return self.when.left if isinstance(self.when, Left) else None
