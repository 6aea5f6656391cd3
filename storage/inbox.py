"""Deliveries that a turn was already taken for."""

from datetime import datetime

from sqlalchemy import Connection, delete, select

from storage.tables import inbox
from storage.upserts import insert

_CLAIM = insert(inbox).on_conflict_do_nothing()


def claim(db: Connection, delivery: str, *, now: datetime) -> bool:
    """True the first time a delivery is seen."""
    return db.execute(_CLAIM, {"delivery": delivery, "taken_at": now}).rowcount == 1


def was_claimed(db: Connection, delivery: str) -> bool:
    return db.execute(select(inbox.c.delivery).where(inbox.c.delivery == delivery)).first() is not None


def forget_before(db: Connection, then: datetime) -> int:
    """Drop what is too old to be delivered again; returns how many."""
    return db.execute(delete(inbox).where(inbox.c.taken_at < then)).rowcount
