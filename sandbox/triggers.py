"""Trigger ids: permission to open one modal, within three seconds."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.refusal import Refused

LIFETIME = 3.0


@dataclass(slots=True)
class Trigger:
    """Who may be shown a modal, and until when."""

    user: str
    given: float
    view: str | None
    used: bool = False


class Triggers:
    """Gives trigger ids and takes each of them once. Their three seconds are real ones."""

    def __init__(self, team: str = "1000000000", *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._team = team
        self._monotonic = monotonic
        self._given: dict[str, Trigger] = {}
        self._count = 0

    def give(self, user: str, view: str | None = None) -> str:
        """A trigger id for this person; `view` is the modal they acted in."""
        self._count += 1
        identity = f"{self._count}.{self._team}.sandbox"
        self._given[identity] = Trigger(user, self._monotonic(), view)
        return identity

    def __contains__(self, identity: str) -> bool:
        return identity in self._given

    def take(self, identity: str) -> Trigger:
        """The trigger behind an id; Refused when it is unknown, too old or used."""
        trigger = self._given.get(identity)
        if trigger is None:
            raise Refused("invalid_trigger_id")
        if trigger.used:
            raise Refused("exchanged_trigger_id")
        if self._monotonic() - trigger.given > LIFETIME:
            raise Refused("expired_trigger_id")
        trigger.used = True
        return trigger
