"""What is the matter with a database that refuses: in one word, and in one sentence with the remedy."""

import re
import sqlite3
from enum import StrEnum

from sqlalchemy import URL
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
    NO_RIGHTS = "no_rights"
    NO_ENTRY = "no_entry"
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
_STATES = {
    "25006": Trouble.READ_ONLY,  # a standby
    "28": Trouble.NO_ENTRY,
    "3D000": Trouble.NO_DATABASE,
    "40": Trouble.BUSY,  # it had to give way to another transaction
    "42501": Trouble.NO_RIGHTS,
    "53100": Trouble.FULL,
    "53": Trouble.BUSY,  # too many connections, or too little memory
    "55P03": Trouble.BUSY,  # somebody held on to it for too long
    "57P": Trouble.UNREACHABLE,  # it shuts down, or starts
    "58": Trouble.UNREACHABLE,
    "08": Trouble.UNREACHABLE,
    "XX001": Trouble.DAMAGED,
    "XX002": Trouble.DAMAGED,
}
"""The beginnings of PostgreSQL's codes; a longer one counts before a shorter one."""

_SAID = (
    (r"password|authentication|role .* (does not exist|is not permitted)|pg_hba", Trouble.NO_ENTRY),
    (r"database .* does not exist", Trouble.NO_DATABASE),
    (r"permission denied", Trouble.NO_RIGHTS),
    (r"too many (clients|connections)|remaining connection slots", Trouble.BUSY),
)
"""Whoever is refused before a session begins gets no code, only words; other words are those of the network."""

_REMEDIES = {
    Trouble.FULL: "its disk is full: make room and start again",
    Trouble.READ_ONLY: "it cannot be written: give this account the right to write the file and its folder",
    Trouble.UNREACHABLE: "it cannot be opened, read or written: check the path, the rights and the disk",
    Trouble.BUSY: "another program holds it: wait for that program or stop it",
    Trouble.DAMAGED: "the file is damaged: put a backup in its place with `groundwork restore FILE --replace`",
    Trouble.NO_DATABASE: "the file is not a database: choose another with DATABASE_URL",
    Trouble.OTHER: "check that it is a Groundwork database",
}
_REMEDIES_OF_SERVERS = {
    Trouble.FULL: "the server's disk is full: make room there and start again",
    Trouble.READ_ONLY: "the server takes no writes: name the one that does in DATABASE_URL",
    Trouble.UNREACHABLE: "see that the server runs, and that DATABASE_URL has its host and port",
    Trouble.BUSY: "the server is too busy: allow it more connections, or wait for what holds the database",
    Trouble.DAMAGED: "it is damaged: restore a backup into a new database with `groundwork restore FILE`",
    Trouble.NO_DATABASE: "make it with createdb, or name another in DATABASE_URL",
    Trouble.NO_RIGHTS: "make the user of DATABASE_URL the database's owner, or grant it CREATE on the schema public",
    Trouble.NO_ENTRY: "correct user and password in DATABASE_URL, and see that pg_hba.conf lets them in",
    Trouble.OTHER: "check that it is a Groundwork database",
}


def trouble_of(error: BaseException) -> Trouble:
    """The word for an error of SQLAlchemy or of the driver below it."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", None)
    if code is not None:
        return _CODES.get(code & 0xFF, Trouble.OTHER)
    if state := getattr(cause, "sqlstate", None):
        return next((_STATES[state[:long]] for long in (5, 3, 2) if state[:long] in _STATES), Trouble.OTHER)
    if not hasattr(cause, "sqlstate") or type(cause).__name__ != "OperationalError":
        return Trouble.OTHER
    return next((word for said, word in _SAID if re.search(said, str(cause))), Trouble.UNREACHABLE)


def unusable(url: URL | str | None, error: DatabaseError | sqlite3.Error) -> DatabaseUnusable:
    """The sentence for a database that cannot be used at all: a URL, or what to call its file."""
    cause = error.orig if isinstance(error, DatabaseError) else error
    return damaged_by(url, trouble_of(error), str(cause))


def damaged_by(url: URL | str | None, trouble: Trouble, told: str) -> DatabaseUnusable:
    """The same, from what the database told."""
    first = told.splitlines()[0] if told else trouble.value
    if isinstance(url, URL):
        if url.get_backend_name() == "postgresql":
            called = f"{url.database or url.username} at {url.host or url.query.get('host') or 'this machine'}"
            return DatabaseUnusable(f"The database {called} cannot be used ({first}): {_REMEDIES_OF_SERVERS[trouble]}")
        url = url.database
    return DatabaseUnusable(f"The database {url} cannot be used ({first}): {_REMEDIES[trouble]}")
