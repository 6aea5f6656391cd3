"""Who moved since last week, and because of what."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from flows.board.entry import Stand
from flows.board.last_week import LastWeek
from flows.ranking.contender import Parts, weighed
from flows.ranking.weights import whole
from flows.scoring.priority import Weights
from flows.scoring.verdict import Verdict


class Cause(StrEnum):
    """FRESHNESS is a confidence that changed with time alone."""

    ANSWER = "answer"
    BALLOT = "ballot"
    FRESHNESS = "freshness"
    WEIGHT = "weight"
    NEW = "new_project"
    STAGE = "stage"
    DECISION = "decision"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Move:
    """From place `was` to place `now`, None where it has none.

    `other` is the number of the project whose change caused it; None when it was the project itself or the
    weights. `cause` is None when it kept its place.
    """

    was: int | None
    now: int | None
    cause: Cause | None = None
    other: int | None = None

    @property
    def up(self) -> int:
        """Places gained; negative when lost, 0 where one place is missing."""
        return 0 if self.was is None or self.now is None else self.was - self.now


_Rank = tuple[Parts, Parts, int]


class Moves:
    """What happened between two boards.

    The week is gone through in five steps: the weights change; projects rest, come back or are removed; new
    ones appear; the project itself changes; the others do. A project rests in its stage, or because the lead
    decided so. The places gained by each step add up to the whole
    move, and the cause is the step with the most of it in the move's direction. When steps are equal the
    project's own change counts first, then the weights, new projects, stages, and the others.
    """

    def __init__(self, then: LastWeek, weights: Weights, now: Iterable[Stand]) -> None:
        old, new = whole(then.weights), whole(weights)
        self._then, self._now = then.stands, {stand.number: stand for stand in now}
        both = [(one, self._now[number]) for number, one in self._then.items() if number in self._now]
        self._before = _World({n: _rank(one, old) for n, one in self._then.items() if one.contender.eligible})
        self._reweighed = _World({n: _rank(self._then[n], new) for n in self._before.ranks})
        self._staged = _World(
            {
                one.number: _rank(one, new)
                for one, today in both
                if one.verdict is not Verdict.DO_NOT_USE_ML and not today.resting
            }
        )
        after = {n: _rank(one, new) for n, one in self._now.items() if one.contender.eligible}
        self._joined = _World(self._staged.ranks | {n: after[n] for n in after if n not in self._then})
        self._after = _World(after)

    def of(self, number: int) -> Move:
        """The move of a project. Raises KeyError for one that was on neither board."""
        was, now = self._before.place(number), self._after.place(number)
        if was is not None and now is not None:
            return Move(was, now, *(self._cause(number, was, now) if was != now else (None, None)))
        if was is None and now is None:
            if number not in self._now and number not in self._then:
                raise KeyError(number)
            return Move(None, None)
        return Move(was, now, self._crossed(number))

    def largest(self, least: int = 2, most: int = 5) -> tuple[tuple[int, Move], ...]:
        """The moves of at least so many places, the widest first, then by place now."""
        found = [
            (-abs(was - now), now, number)
            for now, number in enumerate(self._after.order, start=1)
            if (was := self._before.place(number)) is not None and abs(was - now) >= least
        ]
        return tuple((number, self.of(number)) for _, _, number in sorted(found)[:most])

    def _crossed(self, number: int) -> Cause:
        """Why a project got a place or lost it."""
        was, now = self._then.get(number), self._now.get(number)
        if was is None:
            return Cause.NEW
        if now is None:
            return Cause.REMOVED
        return self._rested(number) if was.resting != now.resting else self._own(number)

    def _own(self, number: int) -> Cause:
        was, now = self._then[number], self._now[number]
        if was.ballots != now.ballots:
            return Cause.BALLOT
        same = was.components[:5] == now.components[:5] and was.completeness == now.completeness
        return Cause.FRESHNESS if same and was.verdict is now.verdict else Cause.ANSWER

    def _rested(self, number: int) -> Cause:
        """Why a project rests now, or goes on."""
        return Cause.DECISION if self._then[number].aside != self._now[number].aside else Cause.STAGE

    def _cause(self, number: int, was: int, now: int) -> tuple[Cause, int | None]:
        first, second = self._reweighed.place_of(number), self._staged.place_of(number)
        third = self._joined.place_of(number)
        alone = self._joined.place_if(number, self._after.ranks[number])
        gains = (third - alone, was - first, second - third, first - second, alone - now)
        up = 1 if was > now else -1
        match max(range(len(gains)), key=lambda at: (up * gains[at], -at)):
            case 0:
                return self._own(number), None
            case 1:
                return Cause.WEIGHT, None
            case 2:
                return Cause.NEW, self._passed(number, self._staged, self._joined, up)
            case 3:
                other = self._passed(number, self._reweighed, self._staged, up)
                return (self._rested(other) if other in self._now else Cause.REMOVED), other
            case _:
                other = self._passed(number, self._joined, self._after, up, self._after.ranks[number])
                return self._own(other), other

    def _passed(self, number: int, old: "_World", new: "_World", up: int, mine: _Rank | None = None) -> int:
        """The foremost project that got out of the way, or into it."""
        here, there = mine or old.ranks[number], new.ranks[number]
        ahead_then = {n for n, rank in old.ranks.items() if rank < here and n != number}
        ahead_now = {n for n, rank in new.ranks.items() if rank < there and n != number}
        if up > 0:
            return min(ahead_then - ahead_now, key=old.ranks.__getitem__)
        return min(ahead_now - ahead_then, key=new.ranks.__getitem__)


class _World:
    """Projects in order at one step of the week."""

    def __init__(self, ranks: Mapping[int, _Rank]) -> None:
        self.ranks = dict(ranks)
        self._sorted = sorted(self.ranks.values())

    @property
    def order(self) -> Iterator[int]:
        return (number for _, _, number in self._sorted)

    def place(self, number: int) -> int | None:
        return self.place_of(number) if number in self.ranks else None

    def place_of(self, number: int) -> int:
        return bisect_left(self._sorted, self.ranks[number]) + 1

    def place_if(self, number: int, rank: _Rank) -> int:
        """Its place if it alone stood there."""
        return bisect_left(self._sorted, rank) + 1 - (self.ranks[number] < rank)


def _rank(stand: Stand, alphas: tuple[int, ...]) -> _Rank:
    """The smaller the further ahead."""
    return -weighed(stand.components, alphas), -stand.components[0], stand.number
