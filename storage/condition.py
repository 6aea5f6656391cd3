"""How a database is: whether it is whole, whether it takes what is written, how much room it has."""

import shutil
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, delete

from storage.engines import is_postgresql
from storage.tables import inbox
from storage.upserts import insert

PROBE = "probe:"
ROWS = 900  # of about 300 bytes: more than any turn writes


def damage_in(db: Connection) -> str | None:
    """What is broken in SQLite's file, the first of it; None when it is whole. Reads all of it."""
    if is_postgresql(db.engine.url):
        return None  # its server looks after that, page by page
    told = str(db.exec_driver_sql("PRAGMA quick_check(1)").scalar())
    return None if told == "ok" else told


def probe(db: Connection, *, now: datetime) -> None:
    """Write as much as a large turn does; raises DBAPIError when it cannot be taken."""
    rows = [{"delivery": f"{PROBE}{number:0>280}", "taken_at": now} for number in range(ROWS)]
    db.execute(insert(inbox).on_conflict_do_nothing(), rows)


def forget_probe(db: Connection) -> None:
    """Take back what `probe` wrote."""
    db.execute(delete(inbox).where(inbox.c.delivery.startswith(PROBE)))


def shrink_log(engine: Engine) -> None:
    """Move SQLite's log into the file and cut it: that may be all the room there is to be had."""
    if is_postgresql(engine.url):
        return
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def try_to_write(engine: Engine, *, now: datetime) -> None:
    """Whether a transaction would be taken: one is begun, written and taken back."""
    with engine.connect().execution_options(writes=True) as db:
        probe(db, now=now)
        db.rollback()


def file_of(url: URL) -> Path | None:
    """The file that the database is in; None when it is in none, or on a server."""
    if is_postgresql(url):
        return None
    return Path(url.database) if url.database and url.database != ":memory:" else None


def room_for(url: URL) -> int | None:
    """Bytes that are free on its disk."""
    file = file_of(url)
    if file is None:
        return None
    there = next((folder for folder in file.absolute().parents if folder.exists()), Path("/"))
    return shutil.disk_usage(there).free


def size_on_server(db: Connection) -> int:
    """Bytes of a PostgreSQL database."""
    size: int = db.exec_driver_sql("SELECT pg_database_size(current_database())").scalar_one()
    return size


def size_of(url: URL) -> int:
    """Bytes of the file and its log."""
    file = file_of(url)
    if file is None:
        return 0
    return sum(part.stat().st_size for part in (file, Path(f"{file}-wal")) if part.exists())
