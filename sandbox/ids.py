"""Identifiers from counters, so that two runs name things alike."""

from collections import defaultdict


class Ids:
    """Counts per prefix: `Ev00000001`, `Ev00000002`, `V00000001` …"""

    def __init__(self) -> None:
        self._last: defaultdict[str, int] = defaultdict(int)

    def next(self, prefix: str) -> str:
        """The next identifier with this prefix."""
        self._last[prefix] += 1
        return f"{prefix}{self._last[prefix]:08d}"
