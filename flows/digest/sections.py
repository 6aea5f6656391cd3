"""The parts of a digest, and how much of them fits a message."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from math import ceil

from flows.digest.facts import Project, Sayable
from flows.text import Phrase, phrase

MOST_BLOCKS = 45
MOST_LINES = 5
"""In a section."""

LINES_IN_BLOCK = 3
"""Headings and the count of the rest are lines, too."""


class SectionKey(StrEnum):
    """In the order in which they are shown."""

    HEADER = "digest:header"
    DECISIONS = "digest:decisions"
    MOVES = "digest:moves"
    RESULTS = "digest:results"
    DUE = "digest:due"
    DEADLINES = "digest:deadlines"
    RANK = "digest:rank"
    QUICK_WINS = "digest:quick_wins"
    RISKS = "digest:risks"
    STALE = "digest:stale"
    FAILURE_GUARD = "digest:failure_guard"
    TIP = "digest:tip"


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence; its slots hold `Project` and `Person` for a view to make links and mentions of.

    `projects` are those it is about. `fact` is what it says, where buttons may belong to it.
    """

    sentence: Phrase
    projects: tuple[Project, ...] = ()
    fact: Sayable | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """`more` counts the lines that did not fit."""

    key: SectionKey
    lines: tuple[Line, ...]
    more: int = 0

    @property
    def heading(self) -> Phrase:
        return _heading(self.key)

    @property
    def rest(self) -> Phrase | None:
        return phrase("digest.more", "and {count} more", count=self.more) if self.more else None

    @property
    def blocks(self) -> int:
        """At most so many: three lines to a block, for three of the longest fit; decisions have one each, and one of
        buttons."""
        if self.key is SectionKey.DECISIONS:
            return 1 + 2 * len(self.lines) + bool(self.more)
        return ceil((1 + len(self.lines) + bool(self.more)) / LINES_IN_BLOCK)

    def sentences(self) -> Iterator[Phrase]:
        yield self.heading
        yield from (line.sentence for line in self.lines)
        if self.rest:
            yield self.rest


def shortened(section: Section) -> Section:
    """At most five lines, the rest counted. All sections at their longest are 43 blocks, so every digest fits."""
    rest = max(0, len(section.lines) - MOST_LINES)
    return replace(section, lines=section.lines[:MOST_LINES], more=section.more + rest)


def _heading(key: SectionKey) -> Phrase:
    match key:
        case SectionKey.HEADER:
            return phrase("digest.header", "This week in numbers")
        case SectionKey.DECISIONS:
            return phrase("digest.decisions", "Needs a decision")
        case SectionKey.MOVES:
            return phrase("digest.moves", "Moved")
        case SectionKey.RESULTS:
            return phrase("digest.results", "Results")
        case SectionKey.DUE:
            return phrase("digest.due", "Due and overdue")
        case SectionKey.DEADLINES:
            return phrase("digest.deadlines", "Dates ahead")
        case SectionKey.RANK:
            return phrase("digest.rank", "Ranking")
        case SectionKey.QUICK_WINS:
            return phrase("digest.quick_wins", "Can start today")
        case SectionKey.RISKS:
            return phrase("digest.risks", "Watch")
        case SectionKey.STALE:
            return phrase("digest.stale", "Asleep")
        case SectionKey.FAILURE_GUARD:
            return phrase("digest.failure_guard", "Early warning")
        case SectionKey.TIP:
            return phrase("digest.tip", "Good to know")
