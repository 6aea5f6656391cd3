"""What the tables are made of: instants, ids, JSON that may be absent, and names of indexes and keys."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ColumnElement, DateTime, Dialect, Integer, MetaData, String, Text
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """A timezone-aware instant in UTC; SQLite hands back naive ones, PostgreSQL those of the session's zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


ROW_ID = BigInteger().with_variant(Integer, "sqlite")  # only INTEGER counts up by itself there


def letters(length: int | None = None) -> String:
    """A text. Lengths are what exports are held to; no database refuses what is longer."""
    return String(length).with_variant(Text(), "postgresql") if length else Text()


def letters_by_code_point(length: int | None = None) -> String:
    """The same as migrations write it: PostgreSQL compares and sorts it as SQLite does, whatever its locale."""
    by_code_point = Text(collation="C")
    return (String(length) if length else Text()).with_variant(by_code_point, "postgresql")


def only_where(condition: ColumnElement[bool]) -> dict[str, Any]:
    """What makes an index one of a few rows, for each kind of database."""
    return {"sqlite_where": condition, "postgresql_where": condition}


MAYBE_JSON = JSON(none_as_null=True)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
