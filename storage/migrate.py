"""Bring a database to the newest form; refuse one that cannot be."""

from pathlib import Path

from sqlalchemy import Connection, Engine, column, inspect, select, table
from sqlalchemy.exc import DatabaseError

from storage.errors import DatabaseUnusable

HEAD = "0001"
"""The newest migration. Known here, so that a start that has nothing to migrate need not import Alembic."""


def migrate(engine: Engine) -> bool:
    """Migrate to the newest form; False when there was nothing to do."""
    try:
        with engine.connect().execution_options(writes=True) as connection:
            found = revision_of(connection)
            if found == HEAD:
                return False
            _upgrade(connection, found)
            connection.commit()
    except DatabaseError as error:
        raise DatabaseUnusable(
            f"The database {engine.url.database} cannot be used ({error.orig}): check that the file is a "
            "Groundwork database, that it can be written and that the disk is not full"
        ) from error
    return True


def revision_of(connection: Connection) -> str | None:
    """Which migration the database is at; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(select(column("version_num")).select_from(table("alembic_version"))).scalar()


def _upgrade(connection: Connection, found: str | None) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise DatabaseUnusable(
            f"The database is at revision {found}, which this version does not know: "
            "it was written by a newer Groundwork. Install that version, or restore a backup"
        )
    command.upgrade(config, "head")
