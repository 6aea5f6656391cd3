"""Where a thing that the bot posted lives: surface -> channel and timestamp."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select

from storage.tables import messages
from storage.upserts import insert

CARD = "card:"

_INSERT = insert(messages)
_SAVE = _INSERT.on_conflict_do_update(
    index_elements=["surface"],
    set_={name: _INSERT.excluded[name] for name in ("team", "channel", "ts")},
)


@dataclass(frozen=True, slots=True)
class Place:
    channel: str
    ts: str


def find_place(db: Connection, surface: str) -> Place | None:
    row = db.execute(select(messages.c.channel, messages.c.ts).where(messages.c.surface == surface)).first()
    return Place(row.channel, row.ts) if row else None


def save_place(db: Connection, surface: str, team: str, place: Place) -> None:
    save_places(db, [(surface, team, place)])


def save_places(db: Connection, places: Sequence[tuple[str, str, Place]]) -> None:
    """Remember (surface, team, place); a surface that moved is where it was posted last."""
    rows = [
        {"surface": surface, "team": team, "channel": place.channel, "ts": place.ts} for surface, team, place in places
    ]
    if rows:
        db.execute(_SAVE, rows)


def forget_place(db: Connection, surface: str) -> None:
    db.execute(delete(messages).where(messages.c.surface == surface))
