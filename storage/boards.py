"""The live board of each channel: which message it is, when it is due to change, and its picture."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select, update

from storage.resting import RESTING
from storage.tables import boards
from storage.upserts import insert

TOGETHER = timedelta(seconds=3)
"""Changes that come within this time are one update."""


@dataclass(frozen=True, slots=True)
class LiveBoard:
    """`number` counts the boards posted in the channel. `due_at` and `draw_at` are None when nothing waits.

    `drawn` is what the picture shows, `picture` Slack's id of it, `alt` the same in words.
    """

    team: str
    channel: str
    number: int
    due_at: datetime | None = None
    draw_at: datetime | None = None
    drawn_at: datetime | None = None
    drawn: Any = None
    picture: str | None = None
    alt: str | None = None


_HERE = (boards.c.team == bindparam("in_team"), boards.c.channel == bindparam("in_channel"))
_MARK = update(boards).where(*_HERE, boards.c.due_at.is_(None)).values(due_at=bindparam("soon"))


def post_board(db: Connection, team: str, channel: str) -> int:
    """A new board takes the place of the one before; its number."""
    posted = insert(boards).values(team=team, channel=channel, number=1)
    db.execute(
        posted.on_conflict_do_update(
            index_elements=["team", "channel"], set_={"number": boards.c.number + 1, "due_at": None}
        )
    )
    found = find_board(db, team, channel)
    assert found
    return found.number


def find_board(db: Connection, team: str, channel: str) -> LiveBoard | None:
    row = db.execute(select(boards).where(*_HERE), {"in_team": team, "in_channel": channel}).first()
    return _board(row) if row else None


def mark_board(db: Connection, team: str, channel: str, *, now: datetime) -> None:
    """Something that the channel's board shows has changed."""
    db.execute(_MARK, {"in_team": team, "in_channel": channel, "soon": now + TOGETHER})


def hurry_board(db: Connection, team: str, channel: str, *, now: datetime) -> None:
    """The board is to be shown anew at once."""
    db.execute(update(boards).where(*_HERE).values(due_at=now), {"in_team": team, "in_channel": channel})


def all_boards_due(db: Connection, team: str, *, now: datetime) -> None:
    """All boards of a workspace are to be shown anew at once."""
    db.execute(update(boards).where(boards.c.team == team).values(due_at=now))


def waiting_boards(db: Connection) -> list[LiveBoard]:
    """Boards that are to be shown anew or drawn, at once or soon."""
    waits = boards.c.due_at.is_not(None) | boards.c.draw_at.is_not(None)
    waiting = select(boards).where(waits, boards.c.team.not_in(RESTING))
    return [_board(row) for row in db.execute(waiting.order_by(boards.c.team, boards.c.channel))]


def claim_due(db: Connection, board: LiveBoard, *, now: datetime) -> bool:
    """True for the one who shows the board anew."""
    claimed = update(boards).where(*_of(board), boards.c.due_at <= now).values(due_at=None)
    return db.execute(claimed).rowcount == 1


def ask_for_picture(db: Connection, board: LiveBoard, *, at: datetime) -> None:
    """The picture is to be drawn anew; an earlier wish stands."""
    wish = func.coalesce(boards.c.draw_at, at)
    db.execute(update(boards).where(*_of(board)).values(draw_at=wish))


def put_off_picture(db: Connection, board: LiveBoard, *, until: datetime) -> bool:
    """Draw it then, because it could not be drawn or uploaded, or unless whoever draws it now is done by then.

    False where somebody else changed the wish.
    """
    wished = update(boards).where(*_of(board), boards.c.draw_at == board.draw_at)
    return db.execute(wished.values(draw_at=until)).rowcount == 1


def save_picture(db: Connection, board: LiveBoard, *, file: str, alt: str, drawn: Any, at: datetime) -> bool:
    """True for the one whose picture it is: the wish is fulfilled, and the board is due at once."""
    fulfilled = update(boards).where(*_of(board), boards.c.draw_at == board.draw_at)
    values = {"draw_at": None, "drawn_at": at, "drawn": drawn, "picture": file, "alt": alt, "due_at": at}
    return db.execute(fulfilled.values(values)).rowcount == 1


def _of(board: LiveBoard) -> tuple[Any, ...]:
    return boards.c.team == board.team, boards.c.channel == board.channel


def _board(row: Row[Any]) -> LiveBoard:
    return LiveBoard(**row._mapping)
