"""Which facts a digest tells, and where."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import groupby
from typing import TypeVar

from flows.cadence.freshness import Freshness
from flows.digest.facts import (
    Aged,
    BallotClosed,
    Conflicting,
    Contested,
    DateAhead,
    Decided,
    Fact,
    Happened,
    LeftToLead,
    LimitBroken,
    Overridden,
    PrototypeOverdue,
    QuickWin,
    RankMoved,
    ResultLogged,
    ReviewDue,
    Risk,
    Sayable,
    StageMoved,
    Started,
    Stopped,
    VerdictChanged,
    Warned,
)
from flows.digest.sections import SectionKey
from flows.digest.week import Span

AHEAD = timedelta(days=14)
"""Dates so near are told."""

RANKS = 2
"""Places a project has to move."""

RISKY = 6
"""Points of a risk."""

_Change = TypeVar("_Change", VerdictChanged, ResultLogged)


def collected(facts: Iterable[Fact], span: Span) -> tuple[Fact, ...]:
    """What the digest of this span tells, each once: there and back again is no change, and three results are one."""
    told = {fact for fact in facts if _is_told(fact, span)}
    verdicts = {fact for fact in told if isinstance(fact, VerdictChanged)}
    results = {fact for fact in told if isinstance(fact, ResultLogged)}
    return (
        *(told - verdicts - results),
        *(
            replace(last, before=first.before)
            for first, last in _ends(verdicts, lambda fact: fact.project.key)
            if first.before != last.after
        ),
        *(
            replace(last, before=first.before)
            for first, last in _ends(results, lambda fact: (fact.project.key, fact.objective))
        ),
    )


def _ends(changes: Iterable[_Change], what: Callable[[_Change], Hashable]) -> Iterator[tuple[_Change, _Change]]:
    """The first and the last change of each thing."""
    ordered = sorted(changes, key=lambda fact: (repr(what(fact)), fact.at, repr(fact)))
    for _, group in groupby(ordered, key=what):
        all_of_it: Sequence[_Change] = list(group)
        yield all_of_it[0], all_of_it[-1]


def _is_told(fact: Fact, span: Span) -> bool:
    if isinstance(fact, Happened) and fact.at not in span:
        return False
    match fact:
        case ResultLogged(primary=primary):
            return primary
        case Risk(points=points):
            return points >= RISKY
        case RankMoved(before=before, after=after):
            return abs(before - after) >= RANKS
        case DateAhead(day=day):
            return span.today <= day <= span.today + AHEAD
        case ReviewDue(due=due):
            return due <= span.today
        case PrototypeOverdue(day=day):
            return day < span.today
        case Aged(state=state):
            return state in (Freshness.STALE, Freshness.DORMANT)
        case _:
            return True


def section_of(fact: Sayable) -> SectionKey:
    match fact:
        case VerdictChanged() | Overridden() | Contested() | Conflicting() | PrototypeOverdue() | LeftToLead():
            return SectionKey.DECISIONS
        case Started() | StageMoved() | Stopped() | Decided():
            return SectionKey.MOVES
        case ResultLogged() | BallotClosed():
            return SectionKey.RESULTS
        case ReviewDue():
            return SectionKey.DUE
        case DateAhead():
            return SectionKey.DEADLINES
        case RankMoved():
            return SectionKey.RANK
        case QuickWin():
            return SectionKey.QUICK_WINS
        case Risk() | LimitBroken():
            return SectionKey.RISKS
        case Aged():
            return SectionKey.STALE
        case Warned():
            return SectionKey.FAILURE_GUARD
