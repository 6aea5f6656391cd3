"""The leaderboard: everything it says, before it becomes a message or a picture."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from flows.board.entry import Entry
from flows.board.filter import EVERYTHING, Filter
from flows.board.last_week import LastWeek
from flows.board.moves import Move, Moves
from flows.board.setting import Setting
from flows.board.stability import CloseCall, close_call
from flows.ranking.contender import Contender
from flows.ranking.fronts import fronts
from flows.ranking.order import Ranking, rank
from flows.scoring.exact import UNIT

TOP = 10


@dataclass(frozen=True, slots=True)
class Row:
    """A ranked project. `priority`, `impact`, `feasibility` are points 0-100; `front` counts from 1.

    `move` is None when nothing is known of last week.
    """

    place: int
    entry: Entry
    priority: Fraction
    impact: Fraction
    feasibility: Fraction
    front: int
    move: Move | None

    @property
    def best(self) -> bool:
        """Whether no other project beats it on both impact and feasibility."""
        return self.front == 1


@dataclass(frozen=True, slots=True)
class Close:
    """A close call with names; see CloseCall."""

    ahead: Entry
    behind: Entry
    weight: str
    change: Fraction


@dataclass(frozen=True, slots=True)
class Board:
    """`rows` are a page of those that pass the filter: `first` are before it, `matching` pass in all.

    `parked` are those without a place that pass the filter, in the order they would have; `parked_further` more
    are not listed. `ranked` counts all projects with a place. `close` is None when the first ten places are
    stable. `names` has the entries that moves speak of, by number.
    """

    rows: tuple[Row, ...]
    first: int
    matching: int
    ranked: int
    parked: tuple[Entry, ...]
    close: Close | None
    setting: Setting
    filter: Filter
    names: Mapping[int, Entry]
    parked_further: int = 0

    @property
    def further(self) -> int:
        """How many matching rows come after this page."""
        return self.matching - self.first - len(self.rows)


def board(
    entries: Sequence[Entry],
    setting: Setting,
    *,
    last_week: LastWeek | None = None,
    only: Filter = EVERYTHING,
    first: int = 0,
    most: int = TOP,
) -> Board:
    """The board of all projects of a channel, or a page of it.

    Places, fronts and stability are those of all projects, whatever the filter lets through. Raises
    WeightsRefused.
    """
    by_number = {entry.stand.number: entry for entry in entries}
    contenders = {entry.stand.contender: entry for entry in entries}
    ranking = rank(contenders, setting.weights)
    points = [one.shown_point for one in ranking.order]
    level = fronts(points)
    matching = [at for at, one in enumerate(ranking.order) if only.passes(contenders[one])]
    moves = Moves(last_week, setting.weights, [entry.stand for entry in entries]) if last_week else None
    rows = tuple(
        _row(ranking, contenders[ranking.order[at]], at, level[at], moves) for at in matching[first : first + most]
    )
    spoken_of = {row.move.other for row in rows if row.move and row.move.other is not None}
    return Board(
        rows=rows,
        first=first,
        matching=len(matching),
        ranked=len(ranking.order),
        parked=tuple(contenders[one] for one in ranking.parked if only.passes(contenders[one])),
        close=_named(close_call(ranking, TOP), contenders),
        setting=setting,
        filter=only,
        names={number: by_number[number] for number in spoken_of if number in by_number},
    )


def _row(ranking: Ranking, entry: Entry, at: int, front: int, moves: Moves | None) -> Row:
    one = ranking.order[at]
    return Row(
        place=at + 1,
        entry=entry,
        priority=ranking.priority(one),
        impact=Fraction(one.impact) / UNIT,
        feasibility=Fraction(one.feasibility) / UNIT,
        front=front,
        move=moves.of(entry.stand.number) if moves else None,
    )


def _named(call: CloseCall | None, entries: Mapping[Contender, Entry]) -> Close | None:
    return Close(entries[call.ahead], entries[call.behind], call.weight, call.change) if call else None
