"""Which moves there are from here, and what stands in their way."""

from dataclasses import dataclass

from flows.lifecycle.checked import Checked, Checks
from flows.lifecycle.lifecycle import Lifecycle
from flows.lifecycle.moving import no_way, refusal
from flows.lifecycle.reason import Reason
from flows.lifecycle.stage import Stage
from flows.lifecycle.standing import Standing
from flows.lifecycle.where import Where
from flows.text import Phrase


@dataclass(frozen=True, slots=True)
class Move:
    """A way to `target`; `reason` is None where there is no way. `refused` says why it cannot be gone now."""

    target: Stage
    reason: Reason | None
    refused: Phrase | None = None
    missing: tuple[Checked, ...] = ()

    @property
    def allowed(self) -> bool:
        return self.refused is None


def moves(lifecycle: Lifecycle, where: Where, standing: Standing, by: str) -> tuple[Move, ...]:
    """Every move of this person from here, and one refused for each stage that cannot be reached.

    Moves are in the order in which they are declared; a note they need is asked for when they are made.
    """
    checks = Checks(lifecycle, where, standing)
    found = [
        _move(checks, reason, target, by)
        for reason in lifecycle.reasons.values()
        if (target := reason.target(where.stage, where.left))
    ]
    reached = {one.target for one in found}
    nowhere = [Move(stage, None, no_way(lifecycle, where, stage).problem) for stage in Stage if stage not in reached]
    return (*found, *nowhere)


def _move(checks: Checks, reason: Reason, target: Stage, by: str) -> Move:
    refused = refusal(checks, reason, target, by)
    return Move(target, reason, refused.problem, refused.missing) if refused else Move(target, reason)
