"""What the answers advise to do."""

from collections.abc import Collection
from enum import StrEnum

MIN_OVERRIDE_REASON = 20
"""Characters an owner has to write to decide otherwise."""


class Verdict(StrEnum):
    """From the most to the least severe."""

    DO_NOT_USE_ML = "do_not_use_ml"
    RECONSIDER = "reconsider"
    COLLECT_DATA_FIRST = "collect_data_first"
    GO_RULES_FIRST = "go_rules_first"
    GO = "go"

    @property
    def severity(self) -> int:
        """0 for go, up to 4."""
        return len(Verdict) - 1 - tuple(Verdict).index(self)


def can_override(rules: Collection[str]) -> bool:
    """Whether the owner may decide against the verdict: never when it would be wrong even if it worked."""
    return "G_ETHICS" not in rules
