"""The order of lines inside a section: what matters most first, then by project."""

import re

from flows.cadence.freshness import Freshness
from flows.digest.facts import (
    Aged,
    Conflicting,
    Contested,
    DateAhead,
    Decided,
    Happened,
    LeftToLead,
    LimitBroken,
    Overridden,
    PrototypeOverdue,
    RankMoved,
    ReviewDue,
    Risk,
    Sayable,
    StageMoved,
    Stopped,
    VerdictChanged,
)
from flows.digest.lines import is_back

Key = tuple[float, float, tuple[str, int], float, str]

_DECISIONS = (LeftToLead, PrototypeOverdue, Contested, Conflicting, VerdictChanged, Overridden)


def line_key(fact: Sayable) -> Key:
    """To sort facts of one section; whatever order they came in, it is the same."""
    at = fact.at.timestamp() if isinstance(fact, Happened) else 0.0
    return *_weight(fact), _project(fact.project.key), at, repr(fact)


def _weight(fact: Sayable) -> tuple[float, float]:
    match fact:
        case LeftToLead(last=day) | PrototypeOverdue(day=day):
            return _DECISIONS.index(type(fact)), day.toordinal()
        case Contested() | Conflicting() | VerdictChanged() | Overridden():
            return _DECISIONS.index(type(fact)), 0
        case Stopped():
            return 0, 0
        case StageMoved():
            return (1 if is_back(fact) else 2), 0
        case Decided():
            return 3, 0
        case ReviewDue(due=day) | DateAhead(day=day):
            return 0, day.toordinal()
        case RankMoved(after=after):
            return 0, after
        case LimitBroken():
            return 0, 0
        case Risk(points=points):
            return 1, -points
        case Aged(state=state, last=last):
            return (0 if state is Freshness.DORMANT else 1), last.toordinal()
        case _:
            return 4, 0


def _project(key: str) -> tuple[str, int]:
    """ML-9 before ML-12."""
    found = re.fullmatch(r"(.*?)(\d{1,15})", key)
    return (found[1], int(found[2])) if found else (key, 0)
