"""What a database has to be for everything in it to be moved, and what the one that takes it."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, Connection, Engine, column, func, inspect, literal, select, table

from storage.condition import damage_in, file_of
from storage.copying import in_order, lost_reference
from storage.engines import CALLED, is_postgresql
from storage.errors import DatabaseUnusable
from storage.holds import key_of
from storage.migrate import HEAD, is_known, revision_of
from storage.sole import Sole
from storage.trouble import Trouble, damaged_by

_activity = table("pg_stat_activity", column("datname"), column("pid"), column("application_name"), schema="pg_catalog")
_OTHERS = select(func.count()).where(
    _activity.c.datname == func.current_database(),
    _activity.c.application_name == CALLED,
    _activity.c.pid != func.pg_backend_pid(),
)


def refuse_missing(source: URL) -> None:
    if is_to_be_made(source):
        raise DatabaseUnusable(
            f"There is no database at {source.database}: check DATABASE_URL, or name another with --from"
        )


def is_to_be_made(url: URL) -> bool:
    """Whether it is a file that is not there."""
    file = file_of(url)
    return file is not None and not file.exists()


def refuse_itself(source: URL, target: URL) -> None:
    one, other = file_of(source), file_of(target)
    if one and other and one.resolve() == other.resolve():
        raise _itself()


@contextmanager
def alone(engine: Engine, source: Connection | None = None) -> Iterator[None]:
    """Raises while a bot has the database open, or when it is that of `source`."""
    if not is_postgresql(engine.url):
        with _file_alone(engine):
            yield
        return
    with engine.connect() as db:
        if source is not None and is_postgresql(source.engine.url) and not _is_another(source, db):
            raise _itself()
        others = db.execute(_OTHERS).scalar()
    engine.dispose()  # its session is not to be taken for a bot's
    if others:
        raise _in_use(f"{engine.url.database} at {engine.url.host or 'this machine'}")
    yield


@contextmanager
def _file_alone(engine: Engine) -> Iterator[None]:
    sole = Sole(engine.url)
    try:
        if not sole.held:
            raise _in_use(str(engine.url.database))
        yield
    finally:
        sole.close()


def _is_another(source: Connection, db: Connection) -> bool:
    """Locks belong to a database, by whatever name it was reached."""
    key = literal(key_of("moving"))
    source.execute(select(func.pg_advisory_xact_lock(key)))
    return bool(db.execute(select(func.pg_try_advisory_xact_lock(key))).scalar())


def refuse_unfit(db: Connection) -> None:
    """The source has to be whole and of this version."""
    url, found = db.engine.url, revision_of(db)
    if found is None and not inspect(db).get_table_names():
        raise DatabaseUnusable(f"The database {url.database} is empty: there is nothing to move")
    _refuse_revision(url, found, "--from")
    if found != HEAD:
        raise DatabaseUnusable(
            f"The database {url.database} is at revision {found}, and this version's is {HEAD}: "
            "run `groundwork migrate` with its DATABASE_URL first"
        )
    if told := damage_in(db):
        raise damaged_by(url, Trouble.DAMAGED, told)
    for one in in_order():
        if lost := lost_reference(db, one):
            raise damaged_by(url, Trouble.DAMAGED, f"a row of {one.name} belongs to none of {lost}")


def refuse_filled(db: Connection) -> None:
    """The target must hold nothing that could be lost or be in the way."""
    url, found = db.engine.url, revision_of(db)
    tables = [name for name in inspect(db).get_table_names() if name != "alembic_version"]
    if tables:
        _refuse_revision(url, found, "--to")
    for name in tables:
        if db.execute(select(1).select_from(table(name)).limit(1)).first():
            raise DatabaseUnusable(
                f"The database {url.database} has rows in {name}: a move fills an empty one, name another with --to"
            )


def _refuse_revision(url: URL, found: str | None, option: str) -> None:
    if found is None:
        raise DatabaseUnusable(f"The database {url.database} belongs to another program: name another with {option}")
    if not is_known(found):
        raise DatabaseUnusable(
            f"The database {url.database} is at revision {found}, which this version does not know: "
            "it was written by a newer Groundwork. Install that version"
        )


def _itself() -> DatabaseUnusable:
    return DatabaseUnusable("The database would be moved into itself: name another with --to")


def _in_use(name: str) -> DatabaseUnusable:
    return DatabaseUnusable(f"The database {name} is in use: stop the bot, move, and start it with the new one")
