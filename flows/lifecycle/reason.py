"""The moves there are, each with the reason that it stands for."""

from enum import StrEnum

from pydantic import Field

from flows.fact import Fact
from flows.lifecycle.needs import Need
from flows.lifecycle.stage import Stage
from flows.text import Text


class Kind(StrEnum):
    FORWARD = "forward"
    SKIP = "skip"
    SHIP_RULES = "ship_rules"
    BACK = "back"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    REOPEN = "reopen"
    RETIRE = "retire"

    @property
    def ahead(self) -> bool:
        return self in (Kind.FORWARD, Kind.SKIP, Kind.SHIP_RULES)

    @property
    def needs_note(self) -> bool:
        return self in (Kind.BACK, Kind.STOP)

    @property
    def settles_exit(self) -> bool:
        """Whether the mandatory exit checks of the stage it leaves have to be settled."""
        return self in (Kind.FORWARD, Kind.SKIP, Kind.RETIRE)

    @property
    def settles_entry(self) -> bool:
        """Whether the mandatory entry checks of the stage it leads to have to be settled."""
        return self in (Kind.FORWARD, Kind.SKIP, Kind.SHIP_RULES, Kind.REOPEN)

    @property
    def clears_ticks(self) -> bool:
        """Whether what people ticked in the stage it leads to has to be looked at again."""
        return self in (Kind.BACK, Kind.REOPEN)


class Reason(Fact):
    """One way to move. `to` None leads one step forward, or back to the stage that was left."""

    code: str = Field(pattern=r"^[A-Z0-9_]+$")
    kind: Kind
    origins: tuple[Stage, ...] = Field(alias="from", min_length=1)
    to: Stage | None = None
    label: Text
    question: Text | None = None
    """What the note answers."""
    help: Text | None = None
    """When the move can be made, where `when` says more than checks do."""
    when: Need | None = None
    needs: tuple[str, ...] = ()
    """Checks to be settled besides those of leaving and entering."""
    reopens: tuple[str, ...] = ()
    """Questions that are asked again; their answers stay."""
    offers: str | None = None
    """A group whose rows the note can be about."""
    answers: str | None = None
    """The question whose new answer the note is."""
    coach: str | None = None
    new_round: bool = False
    """It begins a new round of planning, linked to the old one."""
    wakes_in_days: int | None = None

    def target(self, origin: Stage, left: Stage | None) -> Stage | None:
        """Where it leads from `origin`, None for nowhere; `left` is the stage that a paused project comes from."""
        if origin not in self.origins:
            return None
        match self.kind:
            case Kind.FORWARD:
                return origin.next
            case Kind.RESUME:
                return left
            case _:
                return self.to
