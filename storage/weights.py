"""The weights of a channel's board: every change is kept, and the last one counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from flows.board.setting import Setting
from flows.scoring.priority import BALANCED, Weights
from storage.tables import weights


@dataclass(frozen=True, slots=True)
class Change:
    """`undid` is the id of the change that this one took back."""

    id: int
    weights: Weights
    by: str
    at: datetime
    undid: int | None = None


def changes_of(db: Connection, team: str, channel: str) -> list[Change]:
    """Every change of weights, the first one first."""
    here = select(weights).where(weights.c.team == team, weights.c.channel == channel)
    return [_change(row) for row in db.execute(here.order_by(weights.c.id))]


def setting_of(db: Connection, team: str, channel: str) -> Setting:
    """The weights that count now; balanced while nobody has set any."""
    here = select(weights).where(weights.c.team == team, weights.c.channel == channel)
    row = db.execute(here.order_by(weights.c.id.desc()).limit(1)).first()
    if row is None:
        return Setting()
    last = _change(row)
    return Setting(last.weights, last.by, last.at)


def save_weights(db: Connection, team: str, channel: str, new: Weights, *, by: str, at: datetime) -> None:
    _save(db, team, channel, new, by=by, at=at, undid=None)


def undo_weights(db: Connection, team: str, channel: str, *, by: str, at: datetime) -> Weights | None:
    """Take the last change back that still counts: the weights before it; None when there is none left."""
    standing = _standing(changes_of(db, team, channel))
    if not standing:
        return None
    before = standing[-2].weights if len(standing) > 1 else BALANCED
    _save(db, team, channel, before, by=by, at=at, undid=standing[-1].id)
    return before


def written(alphas: Weights) -> list[str]:
    """Exact, as `25/2`."""
    return [str(Fraction(alpha)) for alpha in alphas]


def read(alphas: Sequence[str]) -> Weights:
    return Weights(*map(Fraction, alphas))


def _standing(changes: Sequence[Change]) -> list[Change]:
    """The changes that nobody took back."""
    standing: list[Change] = []
    for change in changes:
        if change.undid is None:
            standing.append(change)
        else:
            standing.pop()
    return standing


def _save(db: Connection, team: str, channel: str, new: Weights, *, by: str, at: datetime, undid: int | None) -> None:
    values = {"team": team, "channel": channel, "alphas": written(new), "by": by, "at": at, "undid": undid}
    db.execute(insert(weights).values(values))


def _change(row: Row[Any]) -> Change:
    return Change(row.id, read(row.alphas), row.by, row.at, row.undid)
