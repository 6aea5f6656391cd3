"""Bring a database to the newest form; refuse one that cannot be."""

from pathlib import Path

from sqlalchemy import Connection, Engine, column, delete, false, func, inspect, select, table
from sqlalchemy.exc import DatabaseError

from storage.condition import damage_in, size_of
from storage.engines import is_postgresql
from storage.errors import DatabaseUnusable
from storage.holds import key_of
from storage.trouble import Trouble, damaged_by, unusable

SCRIPTS = Path(__file__).parent / "migrations"
HEAD = "0012"
"""The newest migration. Known here, so that a start that has nothing to migrate need not import Alembic."""

READ_THROUGH = 32 * 1024 * 1024  # bytes; looking for damage in a larger file would hold up the start


def migrate(engine: Engine) -> bool:
    """Migrate to the newest form; False when there was nothing to do."""
    try:
        with engine.connect().execution_options(writes=True) as connection:
            if is_postgresql(engine.url):
                _wait_for_others(connection)
            found = revision_of(connection)
            _refuse_damage(connection, engine)
            if found == HEAD:
                _refuse_read_only(connection)
                return False
            _upgrade(connection, found)
            connection.commit()
    except DatabaseError as error:
        raise unusable(engine.url, error) from error
    return True


def revision_of(connection: Connection) -> str | None:
    """Which migration the database is at; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(select(column("version_num")).select_from(table("alembic_version"))).scalar()


def is_known(revision: str) -> bool:
    """Whether this version wrote it or can migrate it."""
    return any(script.name.startswith(f"{revision}_") for script in SCRIPTS.glob("versions/*.py"))


def _wait_for_others(connection: Connection) -> None:
    """Of processes that start at the same time one migrates, and the others find it done."""
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
    if encoding != "UTF8":
        raise DatabaseUnusable(
            f"The database {connection.engine.url.database} is encoded as {encoding}, which cannot hold every text: "
            "make one with createdb --encoding=UTF8 --template=template0"
        )
    connection.exec_driver_sql("SET LOCAL lock_timeout = '5min'")
    connection.execute(select(func.pg_advisory_xact_lock(key_of("migrating"))))


def _refuse_damage(connection: Connection, engine: Engine) -> None:
    if size_of(engine.url) <= READ_THROUGH and (told := damage_in(connection)):
        raise damaged_by(engine.url, Trouble.DAMAGED, told)


def _refuse_read_only(connection: Connection) -> None:
    """SQLite quietly makes a reader of whoever begins to write what cannot be written; PostgreSQL's standbys read."""
    connection.execute(delete(table("alembic_version")).where(false()))


def _upgrade(connection: Connection, found: str | None) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["connection"] = connection
    if found is None and set(inspect(connection).get_table_names()) - {"alembic_version"}:
        database = connection.engine.url.database
        raise DatabaseUnusable(f"The database {database} belongs to another program: choose another with DATABASE_URL")
    if found is not None and not is_known(found):
        raise DatabaseUnusable(
            f"The database is at revision {found}, which this version does not know: "
            "it was written by a newer Groundwork. Install that version, or restore a backup"
        )
    command.upgrade(config, "head")
