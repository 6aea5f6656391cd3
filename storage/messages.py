"""Where a thing that the bot posted lives: surface -> channel and timestamp."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from storage.tables import messages

CARD = "card:"


@dataclass(frozen=True, slots=True)
class Place:
    channel: str
    ts: str


def find_place(db: Connection, surface: str) -> Place | None:
    row = db.execute(select(messages.c.channel, messages.c.ts).where(messages.c.surface == surface)).first()
    return Place(row.channel, row.ts) if row else None


def places_of(db: Connection, prefix: str) -> dict[str, Place]:
    """Every surface whose name starts with `prefix`."""
    found = select(messages).where(messages.c.surface.startswith(prefix, autoescape=True))
    return {row.surface: Place(row.channel, row.ts) for row in db.execute(found)}


def find_thread(db: Connection, team: str, channel: str, ts: str) -> str | None:
    """The project whose card is the first message of this thread."""
    where = (messages.c.team == team, messages.c.channel == channel, messages.c.ts == ts)
    for row in db.execute(select(messages.c.surface).where(*where)):
        if row.surface.startswith(CARD):
            return str(row.surface.removeprefix(CARD))
    return None


def save_place(db: Connection, surface: str, team: str, place: Place) -> None:
    where = {"team": team, "channel": place.channel, "ts": place.ts}
    statement = insert(messages).values(surface=surface, **where)
    db.execute(statement.on_conflict_do_update(index_elements=["surface"], set_=where))


def forget_place(db: Connection, surface: str) -> None:
    db.execute(delete(messages).where(messages.c.surface == surface))
