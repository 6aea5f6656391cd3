"""A backup put back in the database's place."""

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL

from storage.backup import PARTS, Copied, copied, finished_beside, put_in_place, sqlite_file, verified
from storage.engines import is_postgresql, parsed_url
from storage.errors import DatabaseUnusable


def restore(url: str, backup: Path, *, now: datetime, replace: bool = False) -> Copied:
    """Put a backup in the database's place, verified before and after.

    A SQLite database with rows in it is replaced only with `replace`, and kept beside; one of PostgreSQL never is.
    What was owed to Slack when the backup was made may have been sent since: it is looked for before it is sent.
    """
    if not backup.exists():
        raise DatabaseUnusable(f"There is no backup at {backup}")
    parsed = parsed_url(url)
    if is_postgresql(parsed):
        return _undump(parsed, backup)
    target = sqlite_file(url)
    if target.exists() and target.samefile(backup):
        raise DatabaseUnusable(f"{backup} is the database itself: name a backup")
    expected = verified(backup, backup)
    empty = _is_empty(target)
    if not replace and not empty:
        raise DatabaseUnusable(f"The database {target} is not empty: give --replace, and it is kept under another name")
    _made(target.parent)
    with finished_beside(target) as copy:
        copied(backup, copy)
        told = verified(copy, backup)
        if told.rows != expected.rows:
            raise DatabaseUnusable(f"{backup} changed while it was read: stop whatever writes it, and try again")
        _doubt(copy)
        kept = None
        if target.exists():
            _not_in_use(target)
            _owned_alike(copy, target)
            kept = None if empty else _set_aside(target, now)
        put_in_place(copy, target, replace=True)
    return told._replace(kept=kept)


def _undump(url: URL, backup: Path) -> Copied:
    from storage.dumps import read_through, undumped

    told = read_through(backup)
    undumped(url, backup, told)
    return Copied(told.revision, told.rows)


def _is_empty(file: Path) -> bool:
    """Whether there is nothing that could be lost."""
    if not file.exists() or file.stat().st_size == 0:
        return True
    try:
        return verified(file, file).total == 0
    except DatabaseUnusable:
        return False


def _doubt(copy: Path) -> None:
    """Whatever was owed then may have happened since."""
    with closing(sqlite3.connect(copy)) as db, db:
        db.execute("UPDATE outbox SET doubtful = 1 WHERE settled_at IS NULL")


def _set_aside(target: Path, now: datetime) -> Path:
    """Give the database another name beside its own, so that one of both is there at every moment."""
    kept = target.with_name(f"{target.name}.replaced-{now:%Y%m%dT%H%M%SZ}")
    try:
        os.link(target, kept)
        for part in PARTS:  # of a damaged database; the log of a whole one is in it by now
            if (beside := Path(f"{target}{part}")).exists():
                beside.rename(f"{kept}{part}")
    except OSError as error:
        raise DatabaseUnusable(f"{target} cannot be kept as {kept} ({error.strerror}): nothing was changed") from error
    return kept


def _not_in_use(target: Path) -> None:
    """A running program would go on writing into the file that was replaced."""
    with closing(sqlite3.connect(target, timeout=0)) as db:
        try:
            (mode,) = db.execute("PRAGMA journal_mode=DELETE").fetchone()
        except sqlite3.OperationalError:
            mode = "in use"
        except sqlite3.DatabaseError:  # damaged: nobody can use it
            return
    if mode != "delete":
        raise DatabaseUnusable(f"The database {target} is in use: stop the bot, restore, and start it again")


def _made(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseUnusable(f"The folder {folder} cannot be made ({error.strerror})") from error


def _owned_alike(copy: Path, target: Path) -> None:
    """Whoever may use the database now may use it afterwards."""
    shutil.copymode(target, copy)
    with suppress(PermissionError):
        os.chown(copy, target.stat().st_uid, target.stat().st_gid)
