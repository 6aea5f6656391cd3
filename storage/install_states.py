"""What somebody who is about to install the bot carries to Slack and back; only digests are kept."""

from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select

from storage.tables import install_states

MOST = 10_000
"""Anybody may begin to install; nobody shall fill the disk by it."""


def save_state(db: Connection, state: str, *, browser: str, now: datetime, expires_at: datetime) -> bool:
    """Remember it until then; False when far too many are remembered already."""
    forget_states(db, now=now)
    if (db.execute(select(func.count()).select_from(install_states)).scalar() or 0) >= MOST:
        return False
    db.execute(insert(install_states).values(state=state, browser=browser, expires_at=expires_at))
    return True


def consume_state(db: Connection, state: str, *, browser: str, now: datetime) -> bool:
    """True once, for the browser that it was given to, in time."""
    given = (install_states.c.state == state, install_states.c.browser == browser, install_states.c.expires_at > now)
    return db.execute(delete(install_states).where(*given)).rowcount == 1


def forget_states(db: Connection, *, now: datetime) -> int:
    """Drop those that are over; returns how many."""
    return db.execute(delete(install_states).where(install_states.c.expires_at <= now)).rowcount
