"""Rows in every table there is, of several workspaces that do not know of each other."""

from datetime import UTC, date, datetime, timedelta
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
    insert,
    select,
)

from storage.columns import UtcDateTime, metadata

TEAMS = ("T0ACME", "T0OTHER")
EACH = 3  # rows of every table in every workspace
PERSON, NAME = "U0MINJUN", "김민준"
"""Named wherever there is a text."""

ONE_EACH = ("installations", "workspaces")
"""Tables in which a workspace is one row, with its id as the key."""
OF_NOBODY = ("install_states",)
NOW = datetime(2026, 11, 23, 9, 0, 0, 123456, tzinfo=UTC)


def fill(db: Connection, teams: tuple[str, ...] = TEAMS) -> None:
    """Values of every type, and such as databases could take for others."""
    for table in metadata.sorted_tables:
        if table.name in OF_NOBODY and db.execute(select(table)).first():
            continue
        rows = [row(table, team, place) for team in whose(table, teams) for place in range(each(table))]
        own = [key.parent.name for key in table.foreign_keys if key.column.table is table]
        for one in reversed(rows) if own else rows:  # the last one refers to none
            db.execute(insert(table).values(one))


def each(table: Table) -> int:
    """How many rows there are of every workspace."""
    return 1 if table.name in ONE_EACH else EACH


def whose(table: Table, teams: tuple[str, ...]) -> tuple[str, ...]:
    return ("",) if table.name in OF_NOBODY else teams


def row(table: Table, team: str, place: int) -> dict[str, Any]:
    return {column.name: value(table, column, team, place) for column in table.columns}


def value(table: Table, column: Column[Any], team: str, place: int) -> Any:
    if column.name == "team" or (table.name in ONE_EACH and column.primary_key):
        return team
    if column.primary_key and column.name in ("person", "member") and place == 0:
        return PERSON
    for key in column.foreign_keys:
        if key.column.table is not table:
            return value(key.column.table, key.column, team, place)
        return value(table, key.column, team, place + 1) if place + 1 < EACH else None
    if column.nullable and place == 1:
        return None
    if column.nullable and place == 2 and isinstance(column.type, JSON):
        return JSON.NULL
    return _of_type(table, column, team, place)


def _of_type(table: Table, column: Column[Any], team: str, place: int) -> Any:
    number = place + 10 * TEAMS.index(team) if team in TEAMS else place
    if table.autoincrement_column is column:
        return 1 + number
    match column.type:
        case JSON():
            return [
                {"메뉴": ["🙂", PERSON, f"{NAME}이", 0.1 + 0.2, 1e-7, 2**53 + 1, None, True], "b": "", "a": number},
                "x",
                None,
            ][place]
        case UtcDateTime():
            return NOW + timedelta(days=number, microseconds=place)
        case Date():
            return date(2026, 11, 23) + timedelta(days=number)
        case Boolean():
            return place == 0
        case BigInteger():
            return 2**40 + number
        case Integer():
            return 1000 + number
        case Float():
            return (0.1 + 0.2, 1e-300, -0.0)[place]
        case String(length=length):
            text = f"{column.name}:{team}:{place}"
            return (
                text
                if column.primary_key or table.name in OF_NOBODY or (length and length < 60)
                else f"{text} {NAME}은 <@{PERSON}> 'it' \"is\" 🙂\r\n"
            )
        case other:
            raise AssertionError(f"{table.name}.{column.name} is of a type that is not filled here: {other}")
