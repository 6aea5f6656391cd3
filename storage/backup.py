"""A copy of the whole database in one file, made while it is in use."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import URL

from storage.engines import is_postgresql, parsed_url
from storage.errors import DatabaseUnusable
from storage.migrate import HEAD, is_known
from storage.trouble import Trouble, damaged_by, unusable

BUSY = 5.0  # seconds
PART = ".part"
PARTS = ("-wal", "-shm", "-journal")


class Copied(NamedTuple):
    """What a verified backup holds. `revision` is its form; an older one is migrated at the next start."""

    revision: str
    rows: Mapping[str, int]
    kept: Path | None = None
    """The database that was replaced."""

    @property
    def total(self) -> int:
        return sum(self.rows.values())


def back_up(url: str, target: Path, *, replace: bool = False) -> Copied:
    """Copy the database into a file of its own, verify it, and only then give it its name."""
    if target.exists() and not replace:
        raise DatabaseUnusable(f"{target} exists already: choose another name, or give --replace")
    parsed = parsed_url(url)
    if is_postgresql(parsed):
        return _dump(parsed, target, replace=replace)
    source = sqlite_file(url)
    if not source.exists():
        raise DatabaseUnusable(f"There is no database at {source}: check DATABASE_URL")
    with finished_beside(target) as copy:
        copied(source, copy)
        told = verified(copy, source)
        put_in_place(copy, target, replace=replace)
    return told


def _dump(url: URL, target: Path, *, replace: bool) -> Copied:
    from storage.dumps import dumped, read_through

    with finished_beside(target) as copy:
        dumped(url, copy)
        told = read_through(copy)
        put_in_place(copy, target, replace=replace)
    return Copied(told.revision, told.rows)


def sqlite_file(url: str) -> Path:
    """The file of a SQLite database."""
    parsed = parsed_url(url)
    if parsed.database and parsed.database != ":memory:":
        return Path(parsed.database)
    raise DatabaseUnusable("A database in memory has no file: choose one with DATABASE_URL")


def copied(source: Path, target: Path) -> None:
    """SQLite's own copy: one moment of a database in use, nobody waits for it."""
    try:
        with closing(sqlite3.connect(source, timeout=BUSY)) as read, closing(sqlite3.connect(target)) as written:
            read.execute("PRAGMA query_only=ON")
            read.backup(written)
            # One file that needs no log beside it.
            written.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        raise unusable(f"{source} or its copy", error) from error
    with target.open("rb") as file:
        os.fsync(file.fileno())


def verified(file: Path, called: Path) -> Copied:
    """What is in it; raises DatabaseUnusable when it is damaged, something else, or of a newer Groundwork."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY)) as db:
            told = str(db.execute("PRAGMA integrity_check(1)").fetchone()[0])
            if told != "ok":
                raise damaged_by(str(called), Trouble.DAMAGED, told)
            tables = [name for (name,) in db.execute(_TABLES)]
            if "alembic_version" not in tables:
                raise DatabaseUnusable(f"{called} is not a Groundwork database")
            (revision,) = db.execute("SELECT version_num FROM alembic_version").fetchone() or (None,)
            if revision is None or not is_known(revision):
                raise DatabaseUnusable(
                    f"{called} is at revision {revision}, which this version does not know (its own is {HEAD}): "
                    "install the Groundwork that wrote it"
                )
            if wrong := db.execute("PRAGMA foreign_key_check").fetchone():
                raise damaged_by(str(called), Trouble.DAMAGED, f"a row of {wrong[0]} belongs to none of {wrong[2]}")
            # The names come from the file's own list of tables.
            counted = {name: db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}  # noqa: S608
    except sqlite3.Error as error:
        raise unusable(str(called), error) from error
    del counted["alembic_version"]
    return Copied(revision, counted)


_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"


@contextmanager
def finished_beside(target: Path) -> Iterator[Path]:
    """A name for a file that nobody takes for a finished one; nothing is left of it at the end."""
    try:
        handle, name = tempfile.mkstemp(
            dir=target.parent, prefix=f".{target.name}.", suffix=PART
        )  # for this account only
        os.close(handle)
    except OSError as error:
        raise DatabaseUnusable(f"{target} cannot be written ({error.strerror}): choose another place") from error
    copy = Path(name)
    try:
        yield copy
    finally:
        for part in ("", *PARTS):
            Path(f"{copy}{part}").unlink(missing_ok=True)


def put_in_place(copy: Path, target: Path, *, replace: bool) -> None:
    """Give the finished copy its name; that it has it is on disk."""
    try:
        if replace:
            copy.replace(target)
        else:
            os.link(copy, target)
        folder = os.open(target.absolute().parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except FileExistsError as error:
        raise DatabaseUnusable(f"{target} exists already: choose another name, or give --replace") from error
    except OSError as error:
        raise DatabaseUnusable(f"{target} cannot be written ({error.strerror}): choose another place") from error
