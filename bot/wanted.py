"""What only Slack knows, and what a turn does that cannot be decided without it."""

from dataclasses import dataclass
from enum import StrEnum


class Known(StrEnum):
    """SIGHT: which channels somebody sees. ADMIN: whether they run the workspace. GROUP: who is in a user group.

    PERSON: whether somebody is a guest, or gone.
    """

    SIGHT = "sight"
    ADMIN = "admin"
    GROUP = "group"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing to ask Slack; `id` is that of a group or a person."""

    what: Known
    id: str = ""


class NotKnownYet(Exception):
    """Slack has to be asked something before this can be decided; nothing was stored."""

    def __init__(self, wanted: Wanted) -> None:
        super().__init__(wanted.what.value)
        self.wanted = wanted
