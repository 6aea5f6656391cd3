"""Inserts that know what to do with a row that is there already: `INSERT … ON CONFLICT`.

SQLite took the sentence over from PostgreSQL, and SQLAlchemy's two classes for it have the same parts, so that either
kind of database compiles this one. Every test of storage runs on both.
"""

from sqlalchemy import Table
from sqlalchemy.dialects.postgresql import Insert
from sqlalchemy.dialects.postgresql import insert as of_postgresql


def insert(table: Table) -> Insert:
    """To be told `on_conflict_…`; `rowcount` says how many rows are new or changed."""
    return of_postgresql(table).execution_options(preserve_rowcount=True)
