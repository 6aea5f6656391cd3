"""What reading depends on besides the question and the text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flows.conditions import Values

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Context:
    """`answers` are the values of all questions so far, with the rows of groups, this question's own among them.

    `today` is the person's own day. `currency` (ISO 4217) counts where none is typed. `speaker` is the Slack id
    behind "me". `gone` are ids of rows that were removed: they are never given again.
    """

    today: date | None = None
    currency: str | None = None
    speaker: str | None = None
    answers: Values = field(default_factory=dict)
    gone: frozenset[str] = frozenset()

    def rows(self, question: str) -> tuple[Row, ...]:
        """The rows that the group has so far."""
        return tuple(self.answers.get(question) or ())

    def next_row(self, question: str) -> str:
        """An id for one more row: `r` and a number above all that were used."""
        used = {str(row.get("id")) for row in self.rows(question)} | self.gone
        numbers = [int(one[1:]) for one in used if one[:1] == "r" and one[1:].isdecimal() and len(one) < 9]
        return f"r{max(numbers, default=0) + 1}"


NOTHING_KNOWN = Context()
