"""How a channel's ranking moved since its last digest, and why."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection

from bot.channels import week_of
from flows.board.moves import Cause, Move, Moves
from flows.board.stability import close_call
from flows.digest.facts import CloseCall, Mover, Project, RankMoved
from flows.ranking.order import rank
from flows.scoring.exact import rounded
from flows.scoring.factors import Component
from flows.scoring.texts import scoring_texts
from flows.text import Text
from storage.standings import entries_in
from storage.weekly import find_week
from storage.weights import setting_of

MOST = 50
"""Moves that are looked at: a digest tells a few, and counts the rest."""

MOVERS = {
    Cause.ANSWER: Mover.ANSWER,
    Cause.BALLOT: Mover.BALLOT,
    Cause.FRESHNESS: Mover.TIME,
    Cause.WEIGHT: Mover.WEIGHT,
    Cause.NEW: Mover.NEW_PROJECT,
    Cause.STAGE: Mover.STAGE,
    Cause.REMOVED: Mover.REMOVED,
}


def ranks(
    db: Connection, team: str, channel: str, known: Mapping[int, Project], since: datetime
) -> tuple[list[RankMoved], CloseCall | None]:
    """The moves of two places and more since the week that holds `since`, and the nearest swap if there is one.

    `known` are the channel's projects by number.
    """
    entries = entries_in(db, team, (channel,))
    setting = setting_of(db, team, channel)
    ranking = rank([entry.stand.contender for entry in entries], setting.weights)
    call = close_call(ranking)
    close = None
    if call and call.change:
        numbers = {entry.stand.contender: entry.stand.number for entry in entries}
        one, other = known.get(numbers[call.ahead]), known.get(numbers[call.behind])
        if one and other:
            percent = rounded(100 * abs(call.change), 1).removesuffix(".0")
            close = CloseCall(one, other, _weight(call.weight), call.change > 0, percent)
    then = find_week(db, team, channel, week_of(db, team, channel, since))
    if then is None:
        return [], close
    moves = Moves(then, setting.weights, [entry.stand for entry in entries])
    found = [_moved(known, number, move) for number, move in moves.largest(most=MOST)]
    return [one for one in found if one], close


def _moved(known: Mapping[int, Project], number: int, move: Move) -> RankMoved | None:
    project = known.get(number)
    if project is None or move.was is None or move.now is None or move.cause is None:
        return None
    other = known.get(move.other) if move.other is not None else None
    return RankMoved(project, move.was, move.now, MOVERS[move.cause], other)


def _weight(name: str) -> Text:
    texts = scoring_texts()
    return texts.component[Component(name)] if name in set(Component) else texts.score[name]
