"""Backups of PostgreSQL, made and read by its own programs: one file with everything, of one moment."""

import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, NamedTuple

from sqlalchemy import URL, Connection, inspect, text
from sqlalchemy.exc import DatabaseError

from storage.columns import metadata
from storage.engines import open_engine
from storage.errors import DatabaseUnusable
from storage.migrate import HEAD, is_known
from storage.trouble import unusable

REVISION = "alembic_version"
BARE = ("--no-owner", "--no-privileges")  # whoever restores it owns it
END = b"\\."


class Dumped(NamedTuple):
    """What a dump holds: the form of its database, and how many rows by table."""

    revision: str
    rows: Mapping[str, int]


def dumped(url: URL, file: Path) -> None:
    """Write the whole database into a file, nobody waits for it."""
    _run("pg_dump", [*BARE, "--format=custom", f"--file={file}", f"--dbname={_address(url)}"], url)
    with file.open("rb") as written:
        os.fsync(written.fileno())


def read_through(file: Path) -> Dumped:
    """Read a dump to its end; raises DatabaseUnusable when it is damaged, something else, or of a newer Groundwork."""
    program = _program("pg_restore")
    with subprocess.Popen(  # noqa: S603 a program of PostgreSQL's
        [program, "--data-only", "--file=-", str(file)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as reading:
        assert reading.stdout
        assert reading.stderr
        rows, revision = _counted(reading.stdout)
        problem = reading.stderr.read().decode(errors="replace")
    if reading.returncode:
        raise DatabaseUnusable(f"{file} cannot be read ({_first(problem)}): name a file that `groundwork backup` wrote")
    if revision is None or not is_known(revision):
        if revision is None:
            raise DatabaseUnusable(f"{file} is no backup of a Groundwork database")
        raise DatabaseUnusable(
            f"{file} is at revision {revision}, which this version does not know (its own is {HEAD}): "
            "install the Groundwork that wrote it"
        )
    return Dumped(revision, rows)


def undumped(url: URL, file: Path, expected: Dumped) -> None:
    """Fill an empty database from a dump: all of it, or nothing. What was owed then is looked for before it is sent."""
    engine = open_engine(url.render_as_string(hide_password=False))
    try:
        with engine.begin() as db:
            _refuse_rows(db, url)
            _refuse_use(db, url)
            for name in inspect(db).get_table_names():  # empty ones, perhaps of a newer form
                db.exec_driver_sql(f'DROP TABLE "{name}" CASCADE')
        fill = ["--single-transaction", "--exit-on-error", f"--dbname={_address(url)}"]
        _run("pg_restore", [*BARE, *fill, str(file)], url)
        with engine.begin() as db:
            stored = {name: _rows(db, name) for name in expected.rows}
            if stored != expected.rows:
                raise DatabaseUnusable(f"{file} came back incomplete: restore it again into a new database")
            db.execute(text("UPDATE outbox SET doubtful = true WHERE settled_at IS NULL"))
    except DatabaseError as error:
        raise unusable(url, error) from error
    finally:
        engine.dispose()


def _refuse_rows(db: Connection, url: URL) -> None:
    there = set(inspect(db).get_table_names()) - {REVISION}
    if there - set(metadata.tables):
        raise DatabaseUnusable(f"The database {url.database} belongs to another program: choose another")
    if any(_rows(db, name) for name in there):
        raise DatabaseUnusable(
            f"The database {url.database} is not empty: make a new one with createdb, restore into that, "
            "and name it in DATABASE_URL"
        )


def _refuse_use(db: Connection, url: URL) -> None:
    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    if db.execute(text(others)).scalar():
        raise DatabaseUnusable(f"The database {url.database} is in use: stop the bot, restore, and start it again")


def _rows(db: Connection, name: str) -> int:
    # The names are those of our own tables, or of a dump that was read through.
    found: int = db.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one()  # noqa: S608
    return found


def _counted(lines: IO[bytes] | Iterable[bytes]) -> tuple[dict[str, int], str | None]:
    """How many rows each table has, and the revision, in what pg_restore would tell psql."""
    rows: dict[str, int] = {}
    table, revision = None, None
    for line in lines:
        if table is None:
            if line.startswith(b"COPY "):
                table = line.split()[1].decode().rpartition(".")[2].strip('"')
                rows[table] = 0
        elif line.rstrip(b"\r\n") == END:
            table = None
        elif table == REVISION:
            revision = line.decode().strip()
        else:
            rows[table] += 1
    rows.pop(REVISION, None)
    return rows, revision


def _run(name: str, arguments: list[str], url: URL) -> None:
    told = dict(os.environ)
    if url.password is not None:
        told["PGPASSWORD"] = url.password  # others on the machine can read a command line
    program = _program(name)
    done = subprocess.run(  # noqa: S603 a program of PostgreSQL's
        [program, *arguments], env=told, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    if done.returncode:
        problem = done.stderr.decode(errors="replace")
        remedy = "see that the server runs, and that DATABASE_URL names a database this user may read and write"
        if "version" in problem:
            remedy = f"install a {name} that is not older than the server"
        raise DatabaseUnusable(f"{name} failed ({_first(problem)}): {remedy}")


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise DatabaseUnusable(
            f"{name} is not there: install PostgreSQL's client programs (often the package postgresql-client), in a "
            "version that is not older than the server"
        )
    return found


def _address(url: URL) -> str:
    return url.set(drivername="postgresql", password=None).render_as_string()


def _first(problem: str) -> str:
    lines = [line for line in problem.splitlines() if line.strip()]
    return lines[0].partition("error: ")[2] or lines[0] if lines else "it did not say why"
