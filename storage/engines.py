"""Connections to either kind of database, whose transactions are durable when committed."""

import threading
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from storage.errors import DatabaseUnusable
from storage.one_writer import NAME as WRITER

POSTGRESQL = "postgresql"
CONNECTIONS, MORE = 10, 5  # to PostgreSQL from one process
CALLED = "groundwork"
TOLD = {
    "application_name": CALLED,
    "client_encoding": "utf8",
    "connect_timeout": 5,  # seconds
    # A server that went away without a word is noticed within a minute.
    "keepalives_idle": 20,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,  # milliseconds
}
"""What PostgreSQL's client is told, unless the URL says something else."""

SESSION = """
    SET TimeZone = 'UTC';
    SET lock_timeout = '10s';
    SET idle_in_transaction_session_timeout = '60s'
"""
"""Whoever stopped in the middle must not hold up the others for ever."""


def open_engine(url: str) -> Engine:
    """An engine whose transactions are durable when committed. Raises DatabaseUnusable for a URL that cannot be."""
    parsed = parsed_url(url)
    if is_postgresql(parsed):
        return _postgresql(parsed)
    return _sqlite(parsed)


def parsed_url(url: str) -> URL:
    """The URL as it is used; `postgres://` and any driver of PostgreSQL mean the one that comes with Groundwork."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise DatabaseUnusable(
            "DATABASE_URL is no URL of a database: use for example sqlite:///data/groundwork.db"
        ) from error
    kind = parsed.drivername.partition("+")[0]
    if kind in ("postgres", POSTGRESQL):
        return parsed.set(drivername=f"{POSTGRESQL}+psycopg")
    if kind != "sqlite":
        raise DatabaseUnusable(
            f"DATABASE_URL starts with {parsed.drivername}, but only sqlite and postgresql are supported: "
            "use for example sqlite:///data/groundwork.db or postgresql://user:password@host/groundwork"
        )
    return parsed


def is_postgresql(url: URL) -> bool:
    return url.get_backend_name() == POSTGRESQL


def _postgresql(url: URL) -> Engine:
    told = {name: value for name, value in TOLD.items() if name not in url.query}
    engine = create_engine(
        url,
        hide_parameters=True,  # what people typed stays out of the log
        pool_size=CONNECTIONS,
        max_overflow=MORE,
        pool_use_lifo=True,
        connect_args=told,
    )
    event.listen(engine, "connect", _begin_session)
    return engine


def _begin_session(connection: Any, record: ConnectionPoolEntry) -> None:
    with connection.cursor() as cursor:
        cursor.execute(SESSION)
    connection.commit()


def _sqlite(url: URL) -> Engine:
    if url.database and url.database != ":memory:":
        try:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DatabaseUnusable(
                f"The folder of the database {url.database} cannot be made ({error.strerror}): "
                "choose another place with DATABASE_URL"
            ) from error
    engine = create_engine(url, hide_parameters=True)  # what people typed stays out of the log
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late and is not IMMEDIATE
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=5000",
        "wal_autocheckpoint=4000",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A transaction that starts as a reader and then writes can fail at once with "database is locked".
    immediate = threading.current_thread().name == WRITER or connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
