"""What is erased is gone from every table, and nothing else is touched."""

import pytest
from sqlalchemy import Column, Connection, MetaData, String, Table, select

from storage.belonging import of_workspace
from storage.columns import metadata
from storage.erasing import erase_workspace
from tests.storage.filling import EACH, TEAMS, fill

ACME, OTHER = TEAMS


def everything(db: Connection) -> dict[str, list[str]]:
    return {name: sorted(map(repr, db.execute(select(table)))) for name, table in metadata.tables.items()}


def test_every_table_says_what_belongs_to_a_workspace():
    for table in metadata.sorted_tables:
        of_workspace(table, ACME)

    unheard = Table("unheard", MetaData(), Column("id", String, primary_key=True))
    with pytest.raises(LookupError, match="unheard: say in storage"):
        of_workspace(unheard, ACME)


def test_a_workspace_is_erased_from_every_table_and_the_other_stays_as_it_was(db: Connection):
    fill(db, (OTHER,))
    alone = everything(db)
    fill(db, (ACME,))

    gone = erase_workspace(db, ACME)

    assert gone == {table.name: EACH for table in metadata.sorted_tables}
    assert everything(db) == alone
    assert not any(ACME in row for rows in everything(db).values() for row in rows)
    assert set(erase_workspace(db, ACME).values()) == {0}
