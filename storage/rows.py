"""Rows of any table as plain JSON values and back, for exports that leave nothing out."""

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Connection,
    Date,
    Float,
    Integer,
    String,
    Table,
    Text,
    func,
    insert,
    select,
)
from sqlalchemy.exc import IntegrityError

from storage.columns import UtcDateTime, metadata

Row = dict[str, Any]

TRANSIENT = frozenset(("inbox", "outbox", "webhooks", "executions", "installations", "workspaces", "install_states"))
"""What is on its way at this moment, who is told of it, who waits, and by which right: it means nothing elsewhere."""

OF_ROUND, PLACES = "ballots", "messages"


class RowRefused(ValueError):
    """A row cannot be stored; the message says which column and why."""


def is_empty(db: Connection) -> bool:
    """Whether nothing is stored but what is on its way."""
    return not any(db.execute(select(func.count()).select_from(table)).scalar() for table in _kept())


def tables_of_projects() -> tuple[str, ...]:
    """Tables whose rows belong to a project, in the order they can be stored in."""
    return tuple(table.name for table in _kept() if table.name == "projects" or "project" in table.c)


def other_tables() -> tuple[str, ...]:
    return tuple(table.name for table in _kept() if table.name not in (*tables_of_projects(), OF_ROUND, PLACES))


def rows_of(db: Connection, name: str, project: str) -> list[Row]:
    """What a table holds of a project, in the order of its primary key; without what is empty."""
    table = metadata.tables[name]
    owner = table.c.id if name == "projects" else table.c.project
    found = db.execute(select(table).where(owner == project).order_by(*table.primary_key))
    return [_told(table, row._mapping) for row in found]


def all_rows(db: Connection, name: str) -> Iterator[Row]:
    """Everything in a table, in the order of its primary key; without what is empty."""
    table = metadata.tables[name]
    return (_told(table, row._mapping) for row in db.execute(select(table).order_by(*table.primary_key)))


def put_rows(db: Connection, name: str, rows: Sequence[Mapping[str, Any]], first: int = 0) -> None:
    """Store rows as they were told. Raises RowRefused with the place of the row, from `first`, and the column."""
    table = metadata.tables[name]
    for place, row in enumerate(rows, first):
        try:
            db.execute(insert(table).values(_stored(table, row)))
        except RowRefused as error:
            raise RowRefused(f"[{place}].{error}") from error
        except IntegrityError as error:
            raise RowRefused(f"[{place}]: it is there already, or belongs to something that is not") from error
    count_on(db, table)


def known(name: str) -> bool:
    return name in metadata.tables and name not in TRANSIENT


def count_on(db: Connection, table: Table) -> None:
    """PostgreSQL counts rows on from the number that it gave last, not from the highest there is."""
    counted = table.autoincrement_column
    if counted is not None and db.dialect.name == "postgresql":
        following = select(func.coalesce(func.max(counted), 0) + 1).scalar_subquery()
        db.execute(select(func.setval(func.pg_get_serial_sequence(table.name, counted.name), following, False)))  # noqa: FBT003


def _most(kind: Integer) -> int:
    return 2**63 if isinstance(kind, BigInteger) else 2**31


def _kept() -> Iterator[Table]:
    return (table for table in metadata.sorted_tables if table.name not in TRANSIENT)


def _told(table: Table, row: Mapping[Any, Any]) -> Row:
    values = ((column.name, row[column.name]) for column in table.columns)
    return {name: _plain(value) for name, value in values if value is not None}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _stored(table: Table, row: Mapping[str, Any]) -> Row:
    unknown = next((name for name in row if name not in table.c), None)
    if unknown is not None:
        raise RowRefused(f"{unknown}: there is no such column")
    missing = next((column.name for column in table.columns if column.name not in row and not _may_lack(column)), None)
    if missing is not None:
        raise RowRefused(f"{missing}: it is missing")
    return {name: _read(table.c[name], value) for name, value in row.items()}


def _may_lack(column: Column[Any]) -> bool:
    counts_up = column.primary_key and isinstance(column.type, Integer | BigInteger)
    return bool(column.nullable) or column.server_default is not None or counts_up


def _read(column: Column[Any], value: Any) -> Any:
    if value is None and column.nullable:
        return None
    match column.type:
        case JSON():
            return value
        case UtcDateTime() if isinstance(value, str):
            return _moment(column, value)
        case Date() if isinstance(value, str):
            return _day(column, value)
        case Boolean() if isinstance(value, bool):
            return value
        case Integer() if isinstance(value, int) and not isinstance(value, bool) and abs(value) < _most(column.type):
            return value
        case Float() if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
            return float(value)
        case String(length=length) | Text(length=length) if isinstance(value, str) and len(value) <= (
            length or len(value)
        ):
            return value
        case _:
            raise RowRefused(f"{column.name}: {_kind(column)} is needed")


def _moment(column: Column[Any], value: str) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise RowRefused(f"{column.name}: {_kind(column)} is needed")
    return moment


def _day(column: Column[Any], value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise RowRefused(f"{column.name}: {_kind(column)} is needed") from None


def _kind(column: Column[Any]) -> str:
    match column.type:
        case UtcDateTime():
            return "a moment such as 2026-12-24T09:00:00+00:00"
        case Date():
            return "a day such as 2026-12-24"
        case Boolean():
            return "true or false"
        case Integer() | BigInteger():
            return "a whole number"
        case Float():
            return "a number"
        case String(length=int(length)):
            return f"a text of at most {length} characters"
        case _:
            return "a text"
