"""Where the ballots of a team see a project, from the lowest to the highest."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection

from bot.charts.request import Spread
from bot.world import World
from flows.answers import values_of
from flows.board.entry import Entry
from flows.scoring.ballots import Dot
from storage.threads import threads_of


def spreads_of(db: Connection, world: World, entries: Iterable[Entry]) -> Mapping[int, Spread]:
    """By number of the project; only of those with two or more ballots that do not agree."""
    voted = {entry.project: entry.stand.number for entry in entries if entry.stand.ballots > 1}
    found = {}
    for project, thread in threads_of(db, voted).items():
        tally = world.ballots.count(values_of(thread.conversation.answers), thread.cast)
        if spread := _spread(tally.dots):
            found[voted[project]] = spread
    return found


def _spread(dots: Sequence[Dot]) -> Spread | None:
    impact = [float(dot.impact) for dot in dots]
    feasibility = [float(dot.feasibility) for dot in dots]
    if not impact:
        return None
    found = Spread((min(impact), max(impact)), (min(feasibility), max(feasibility)))
    return found if found.impact[0] < found.impact[1] or found.feasibility[0] < found.feasibility[1] else None
