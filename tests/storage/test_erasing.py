"""What is erased is gone from every table, and nothing else is touched."""

import json

import pytest
from sqlalchemy import Column, Connection, MetaData, String, Table, select

from storage.belonging import of_workspace
from storage.columns import metadata
from storage.erasing import erase_person, erase_workspace
from storage.people import Person, save_person
from tests.storage.filling import NAME, NOW, OF_NOBODY, PERSON, TEAMS, each, fill

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

    assert gone == {table.name: 0 if table.name in OF_NOBODY else each(table) for table in metadata.sorted_tables}
    assert everything(db) == alone
    assert not any(ACME in row for rows in everything(db).values() for row in rows)
    assert set(erase_workspace(db, ACME).values()) == {0}


def named(db: Connection, team: str) -> set[str]:
    """Tables with a row of this workspace in which the person is named."""
    escaped = json.dumps(NAME)[1:-1]
    return {
        table.name
        for table in metadata.sorted_tables
        for row in db.execute(select(table).where(of_workspace(table, team)))
        if PERSON in repr(row) or NAME in repr(row) or escaped in repr(row)
    }


def test_a_person_is_erased_from_every_table_and_stays_in_the_other_workspace(db: Connection):
    fill(db, (OTHER,))
    save_person(db, Person(OTHER, PERSON, NAME, None, None, NOW))
    alone = everything(db)
    fill(db, (ACME,))
    save_person(db, Person(ACME, PERSON, NAME, None, None, NOW))
    counts = {name: len(rows) for name, rows in everything(db).items()}
    assert len(named(db, ACME)) > 20

    erased = erase_person(db, ACME, PERSON, now=NOW)

    assert named(db, ACME) == set()
    assert erased.stand_in == "UERASED1"
    assert set(erased.removed) == {"homes", "people", "reminded", "requests"}
    assert {name: len(rows) for name, rows in everything(db).items()} == {
        name: count - (erased.removed.get(name, 0) if name != "people" else 0) for name, count in counts.items()
    }
    erase_workspace(db, ACME)
    assert everything(db) == alone


def test_who_is_erased_once_is_not_found_again_and_the_next_gets_an_id_of_their_own(db: Connection):
    fill(db, (ACME,))
    assert erase_person(db, ACME, PERSON, now=NOW).stand_in == "UERASED1"
    before = everything(db)

    assert erase_person(db, ACME, PERSON, now=NOW).stand_in is None
    assert everything(db) == before

    save_person(db, Person(ACME, "U0BEN", "Ben", None, None, NOW))
    assert erase_person(db, ACME, "U0BEN", now=NOW).stand_in == "UERASED2"


def test_texts_are_left_alone_where_only_the_id_is_to_go(db: Connection):
    fill(db, (ACME,))
    save_person(db, Person(ACME, PERSON, NAME, None, None, NOW))

    erase_person(db, ACME, PERSON, now=NOW, keep_names=True)

    told = str(everything(db))
    assert PERSON not in told
    assert NAME in told
