"""What is the matter with a database that refuses: in one word, and in one sentence with the remedy."""

import sqlite3
from enum import StrEnum

from sqlalchemy.exc import DatabaseError, DBAPIError

from storage.errors import DatabaseUnusable


class Trouble(StrEnum):
    """BUSY passes by itself; FULL, READ_ONLY and UNREACHABLE when somebody makes room; the others do not pass."""

    FULL = "full"
    READ_ONLY = "read_only"
    UNREACHABLE = "unreachable"
    BUSY = "busy"
    DAMAGED = "damaged"
    NO_DATABASE = "no_database"
    OTHER = "other"


_CODES = {
    sqlite3.SQLITE_FULL: Trouble.FULL,
    sqlite3.SQLITE_READONLY: Trouble.READ_ONLY,
    sqlite3.SQLITE_IOERR: Trouble.UNREACHABLE,
    sqlite3.SQLITE_CANTOPEN: Trouble.UNREACHABLE,
    sqlite3.SQLITE_BUSY: Trouble.BUSY,
    sqlite3.SQLITE_LOCKED: Trouble.BUSY,
    sqlite3.SQLITE_CORRUPT: Trouble.DAMAGED,
    sqlite3.SQLITE_NOTADB: Trouble.NO_DATABASE,
}
_REMEDIES = {
    Trouble.FULL: "its disk is full: make room and start again",
    Trouble.READ_ONLY: "it cannot be written: give this account the right to write the file and its folder",
    Trouble.UNREACHABLE: "it cannot be opened, read or written: check the path, the rights and the disk",
    Trouble.BUSY: "another program holds it: wait for that program or stop it",
    Trouble.DAMAGED: "the file is damaged: put a backup in its place with `groundwork restore FILE --replace`",
    Trouble.NO_DATABASE: "the file is not a database: choose another with DATABASE_URL",
    Trouble.OTHER: "check that it is a Groundwork database",
}


def trouble_of(error: BaseException) -> Trouble:
    """The word for an error of SQLAlchemy or of the driver below it."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", None)
    return Trouble.OTHER if code is None else _CODES.get(code & 0xFF, Trouble.OTHER)


def unusable(database: str | None, error: DatabaseError | sqlite3.Error) -> DatabaseUnusable:
    """The sentence for a database that cannot be used at all."""
    cause = error.orig if isinstance(error, DatabaseError) else error
    return damaged_by(database, trouble_of(error), str(cause))


def damaged_by(database: str | None, trouble: Trouble, told: str) -> DatabaseUnusable:
    """The same, from what the database told."""
    first = told.splitlines()[0] if told else trouble.value
    return DatabaseUnusable(f"The database {database} cannot be used ({first}): {_REMEDIES[trouble]}")
