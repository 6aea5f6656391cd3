"""Stages, checks and moves as they are declared."""

from collections.abc import Mapping
from dataclasses import dataclass

from flows.catalogue import Catalogue
from flows.lifecycle.check import Check, Side
from flows.lifecycle.reason import Reason
from flows.lifecycle.stage import Described, Stage, Substage
from flows.scoring.asked import Asked


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """All by code or key, in the order in which they are declared. `asked` knows which answers count."""

    catalogue: Catalogue
    asked: Asked
    stages: Mapping[Stage, Described]
    substages: Mapping[str, Substage]
    checks: Mapping[str, Check]
    reasons: Mapping[str, Reason]

    def checks_of(self, stage: Stage, side: Side | None = None) -> tuple[Check, ...]:
        return tuple(one for one in self.checks.values() if one.stage is stage and side in (None, one.side))

    def reasons_between(self, origin: Stage, target: Stage, left: Stage | None = None) -> tuple[Reason, ...]:
        """The moves that lead from one stage to another; none where there is no way."""
        return tuple(one for one in self.reasons.values() if one.target(origin, left) is target)

    def reachable(self, origin: Stage, left: Stage | None = None) -> tuple[Stage, ...]:
        """Where some move leads from here, in the order of the stages."""
        return tuple(stage for stage in Stage if self.reasons_between(origin, stage, left))
