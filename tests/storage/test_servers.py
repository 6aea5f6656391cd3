"""A PostgreSQL that cannot be used is refused in one sentence; of several starts at once one migrates."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from storage.engines import open_engine
from storage.errors import DatabaseUnusable
from storage.migrate import migrate
from storage.trouble import Trouble, trouble_of
from tests.postgresql import Server


def refused(url: str) -> str:
    """What a start says."""
    engine = open_engine(url)
    try:
        with pytest.raises(DatabaseUnusable) as told:
            migrate(engine)
    finally:
        engine.dispose()
    sentence = str(told.value)
    assert len(sentence.splitlines()) == 1
    return sentence


def test_a_server_that_does_not_run_is_named(tmp_path: Path):
    sentence = refused(f"postgresql://ana:secret@/groundwork?host={tmp_path}")

    assert f"The database groundwork at {tmp_path} cannot be used" in sentence
    assert "see that the server runs" in sentence
    assert "secret" not in sentence


def test_a_port_nobody_listens_at_is_named():
    assert "DATABASE_URL has its host and port" in refused("postgresql://ana@127.0.0.1:9/groundwork")


def test_a_database_that_is_not_there_is_to_be_made(postgresql: Server):
    assert "make it with createdb" in refused(postgresql.url("nowhere"))


def test_a_user_that_is_not_let_in_is_to_be_corrected(postgresql: Server):
    assert "correct user and password" in refused(postgresql.url().replace("postgres:@", "nobody:@"))


def test_a_user_that_may_make_no_tables_is_to_be_given_the_right(postgresql: Server):
    with postgresql.database(template=None) as url:
        postgresql.run("CREATE ROLE guest_of_all LOGIN")
        try:
            assert "grant it CREATE" in refused(url.replace("postgres:@", "guest_of_all:@"))
        finally:
            postgresql.run("DROP ROLE guest_of_all")


def test_a_server_that_only_reads_is_refused_though_nothing_is_to_be_migrated(postgresql: Server):
    with postgresql.database() as url:
        name = url.rpartition("/test_")[2].partition("?")[0]
        postgresql.run(f"ALTER DATABASE test_{name} SET default_transaction_read_only = on")
        assert "name the one that does" in refused(url)


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", "written by a newer Groundwork"),
        ("DROP TABLE alembic_version", "belongs to another program"),
    ],
)
def test_what_is_not_ours_is_left_alone(postgresql: Server, statement: str, told: str):
    with postgresql.database() as url:
        with psycopg.connect(url) as other:
            other.execute(statement)
        assert told in refused(url)


def test_an_encoding_that_cannot_hold_every_text_is_refused(postgresql: Server):
    name = "latin"
    postgresql.run(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
    try:
        assert "createdb --encoding=UTF8" in refused(postgresql.url(name))
    finally:
        postgresql.run(f"DROP DATABASE {name}")


def test_of_two_that_start_at_once_one_migrates(postgresql: Server):
    with postgresql.database(template=None) as url, ThreadPoolExecutor() as both:
        engines = [open_engine(url) for _ in range(2)]
        assert sorted(both.map(migrate, engines)) == [False, True]
        for engine in engines:
            engine.dispose()


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (psycopg.errors.DiskFull(), Trouble.FULL),
        (psycopg.errors.ReadOnlySqlTransaction(), Trouble.READ_ONLY),
        (psycopg.errors.AdminShutdown(), Trouble.UNREACHABLE),
        (psycopg.errors.CannotConnectNow(), Trouble.UNREACHABLE),
        (psycopg.errors.SerializationFailure(), Trouble.BUSY),
        (psycopg.errors.DeadlockDetected(), Trouble.BUSY),
        (psycopg.errors.LockNotAvailable(), Trouble.BUSY),
        (psycopg.errors.TooManyConnections(), Trouble.BUSY),
        (psycopg.errors.DataCorrupted(), Trouble.DAMAGED),
        (psycopg.errors.InsufficientPrivilege(), Trouble.NO_RIGHTS),
        (psycopg.errors.UniqueViolation(), Trouble.OTHER),
        (psycopg.OperationalError("server closed the connection unexpectedly"), Trouble.UNREACHABLE),
        (psycopg.OperationalError("FATAL:  password authentication failed for user"), Trouble.NO_ENTRY),
        (psycopg.OperationalError("FATAL:  sorry, too many clients already"), Trouble.BUSY),
        (psycopg.ProgrammingError("can't adapt"), Trouble.OTHER),
    ],
)
def test_what_the_server_says_in_a_word(error: psycopg.Error, trouble: Trouble):
    assert trouble_of(error) is trouble
    assert trouble_of(OperationalError("SELECT 1", None, error)) is trouble
