"""Everything in one database brought into another, empty one, compared, and only then kept."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from sqlalchemy import URL, Connection, Engine, func, select
from sqlalchemy.exc import DatabaseError

from storage.copying import Progress, copy, digest_of, in_order, lost_reference, storable
from storage.engines import is_postgresql, open_engine, parsed_url
from storage.errors import DatabaseUnusable
from storage.holds import EVERYTHING, take
from storage.migrate import migrate
from storage.movable import alone, is_to_be_made, refuse_filled, refuse_itself, refuse_missing, refuse_unfit
from storage.trouble import Trouble, damaged_by, unusable

Told = Callable[[Connection], Iterable[Any]]
"""What a database tells, piece by piece: both have to tell the same."""

_END = object()


@dataclass(frozen=True, slots=True)
class Moved:
    """`rows` by table. `cleaned` are rows that lost characters which the new database cannot hold.

    `source` and `target` are the URLs without passwords.
    """

    source: str
    target: str
    rows: Mapping[str, int]
    cleaned: int = 0

    @property
    def total(self) -> int:
        return sum(self.rows.values())


def move(source: str, target: str, told: Told, progress: Progress, *, dry_run: bool = False) -> Moved:
    """Fill `target` with what `source` holds: all of it, or nothing. Raises DatabaseUnusable with the reason.

    Nobody may use either of them meanwhile. The source stays as it is; with `dry_run` the target does, too.
    """
    one, other = parsed_url(source), parsed_url(target)
    refuse_missing(one)
    refuse_itself(one, other)
    with _opened(source) as here, _reading(here) as read:
        refuse_unfit(read)
        if dry_run and is_to_be_made(other):
            rows, cleaned = _counted(read), 0
        else:
            with _opened(target) as there:
                rows, cleaned = _filled(read, there, told, progress, dry_run=dry_run)
    return Moved(_called(one), _called(other), rows, cleaned)


def _called(url: URL) -> str:
    """As somebody would write it, without the password."""
    return url.set(drivername=url.get_backend_name()).render_as_string(hide_password=True)


def _filled(
    read: Connection, there: Engine, told: Told, progress: Progress, *, dry_run: bool
) -> tuple[Mapping[str, int], int]:
    with alone(there, read), closing(there.connect()) as looking:
        refuse_filled(looking)
        looking.rollback()
        if dry_run:
            return _counted(read), 0
        migrate(there)
        with there.connect().execution_options(writes=True) as write, write.begin():
            _keep_others_out(write)
            return _copied(read, write, told, progress)


def _copied(read: Connection, write: Connection, told: Told, progress: Progress) -> tuple[Mapping[str, int], int]:
    """Raises before anything is kept when one does not hold what the other does."""
    brought = {table.name: copy(read, write, table, progress) for table in in_order()}
    for table in in_order():
        if digest_of(write, table) != brought[table.name].digest:
            raise DatabaseUnusable(f"The table {table.name} did not arrive as it was: nothing was kept")
        if lost := lost_reference(write, table):
            raise damaged_by(read.engine.url, Trouble.DAMAGED, f"a row of {table.name} belongs to none of {lost}")
    for here, there in zip_longest(told(read), told(write), fillvalue=_END):
        if here != there and storable(here) != there:
            raise DatabaseUnusable("The new database does not tell the same as the old one: nothing was kept")
    return {name: one.digest.rows for name, one in brought.items()}, sum(one.cleaned for one in brought.values())


def _counted(db: Connection) -> Mapping[str, int]:
    return {table.name: db.execute(select(func.count()).select_from(table)).scalar_one() for table in in_order()}


@contextmanager
def _opened(url: str) -> Iterator[Engine]:
    engine = open_engine(url)
    try:
        yield engine
    except DatabaseError as error:
        raise unusable(engine.url, error) from error
    finally:
        engine.dispose()


@contextmanager
def _reading(engine: Engine) -> Iterator[Connection]:
    """One moment of the source, into which nobody writes meanwhile."""
    options: dict[str, Any] = {"writes": True}
    if is_postgresql(engine.url):
        options = {"isolation_level": "REPEATABLE READ"}
    with alone(engine), engine.connect().execution_options(**options) as db, db.begin() as reading:
        _keep_others_out(db)
        yield db
        reading.rollback()


def _keep_others_out(db: Connection) -> None:
    """A bot that starts now waits, or is told that the database is busy."""
    if is_postgresql(db.engine.url):
        db.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")  # one waits while the other works
    take(db, EVERYTHING)
