"""One table's rows brought from one database into another of any kind, with a digest of what was brought."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import JSON, Column, ColumnElement, Connection, Table, bindparam, func, insert, null, select, update

from storage.columns import metadata
from storage.rows import count_on

BATCH = 500  # rows at a time
_WHOLE = 2**256

Progress = Callable[[str, int], None]
"""Called with a table and how many of its rows were brought so far."""


@dataclass(slots=True)
class Digest:
    """Of rows in whatever order they come: databases sort texts differently."""

    rows: int = 0
    total: int = 0

    def add(self, values: tuple[Any, ...]) -> None:
        self.rows += 1
        self.total = (
            self.total + int.from_bytes(sha256(repr(values).encode("utf-8", "surrogatepass")).digest())
        ) % _WHOLE


@dataclass(frozen=True, slots=True)
class Copied:
    """`cleaned` counts values that held what PostgreSQL cannot: characters without a meaning, which were left out."""

    digest: Digest
    cleaned: int


def in_order() -> tuple[Table, ...]:
    """Every table, those before others that are referred to."""
    return tuple(metadata.sorted_tables)


def copy(read: Connection, write: Connection, table: Table, progress: Progress) -> Copied:
    """Bring all rows of a table; ids stay, and the next one is counted on from there."""
    digest, cleaned = Digest(), 0
    strict = write.dialect.name == "postgresql"
    own = _own_columns(table)
    later: dict[str, list[dict[str, Any]]] = {column.name: [] for column in own}
    for batch in _batches(read, table):
        rows = []
        for found in batch:
            values = storable(found) if strict else found
            cleaned += strict and values != found
            digest.add(tuple(values))
            row = _row(table, values)
            # A row may refer to one that comes after it: first all are there, then they are told of each other.
            for column in own:
                if row[column.name] is not None:
                    later[column.name].append(_reference(table, column, row))
            rows.append(row | {column.name: None for column in own})
        write.execute(insert(table), rows)
        progress(table.name, digest.rows)
    for column in own:
        if later[column.name]:
            write.execute(_refers(table, column), later[column.name])
    count_on(write, table)
    return Copied(digest, cleaned)


def digest_of(db: Connection, table: Table) -> Digest:
    """Of what is stored now."""
    digest = Digest()
    for batch in _batches(db, table):
        for values in batch:
            digest.add(tuple(values))
    return digest


def lost_reference(db: Connection, table: Table) -> str | None:
    """The table that a row of this one refers to without finding what it names; None when all is well."""
    for key in table.foreign_key_constraints:
        there = key.referred_table.alias("there")
        pairs = [(element.parent, there.c[element.column.name]) for element in key.elements]
        found = select(there.c[key.elements[0].column.name]).where(*(mine == theirs for mine, theirs in pairs))
        lost = [mine.is_not(None) for mine, _ in pairs]
        if db.execute(select(func.count()).select_from(table).where(*lost, ~found.exists())).scalar():
            return key.referred_table.name
    return None


def storable(value: Any) -> Any:
    """The same without NUL and without halves of characters, which SQLite keeps and PostgreSQL refuses."""
    match value:
        case str():
            return value.replace("\0", "").encode("utf-8", "ignore").decode()
        case list():
            return [storable(one) for one in value]
        case tuple():
            return tuple(storable(one) for one in value)
        case dict():
            return {storable(name): storable(one) for name, one in value.items()}
        case _:
            return value


def _batches(db: Connection, table: Table) -> Iterator[list[tuple[Any, ...]]]:
    """The values of each row, and behind them which of its JSON is absent rather than null."""
    wanted = select(table, *_absences(table)).execution_options(yield_per=BATCH)
    for partition in db.execute(wanted).partitions():
        yield [tuple(_number(value) for value in row) for row in partition]


def _number(value: Any) -> Any:
    """SQLite knows no negative zero."""
    return value + 0.0 if isinstance(value, float) else value


def _absences(table: Table) -> list[ColumnElement[bool]]:
    return [column.is_(null()).label(f"{column.name}_is_absent") for column in _maybe_json(table)]


def _maybe_json(table: Table) -> list[Column[Any]]:
    return [column for column in table.columns if isinstance(column.type, JSON) and column.nullable]


def _row(table: Table, values: tuple[Any, ...]) -> dict[str, Any]:
    row = dict(zip((column.name for column in table.columns), values, strict=False))
    absent = values[len(table.columns) :]
    for column, is_absent in zip(_maybe_json(table), absent, strict=True):
        if row[column.name] is None and not is_absent:
            row[column.name] = JSON.NULL
    return row


def _own_columns(table: Table) -> list[Column[Any]]:
    """Those that refer to other rows of the same table."""
    return [key.parent for key in table.foreign_keys if key.column.table is table]


def _reference(table: Table, column: Column[Any], row: Mapping[str, Any]) -> dict[str, Any]:
    return {"named": row[column.name], **{f"of_{key.name}": row[key.name] for key in table.primary_key}}


def _refers(table: Table, column: Column[Any]) -> Any:
    mine = (key == bindparam(f"of_{key.name}") for key in table.primary_key)
    return update(table).where(*mine).values({column.name: bindparam("named")})
