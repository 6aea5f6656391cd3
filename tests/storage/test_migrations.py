"""The database's form: what Alembic builds is what the tables say."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect

import storage.migrate
from storage.columns import metadata
from storage.database import open_engine
from storage.errors import DatabaseUnusable
from storage.migrate import HEAD, migrate, revision_of


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Engine]:
    engine = open_engine(f"sqlite:///{tmp_path / 'deep' / 'new.db'}")
    yield engine
    engine.dispose()


def config() -> Config:
    made = Config()
    made.set_main_option("script_location", str(Path(storage.migrate.__file__).parent / "migrations"))
    return made


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def differences(engine: Engine) -> list[object]:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        return list(compare_metadata(context, metadata))


def test_an_empty_database_is_migrated_once(empty: Engine):
    assert migrate(empty) is True
    assert migrate(empty) is False
    with empty.connect() as connection:
        assert revision_of(connection) == HEAD
    assert tables(empty) == set(metadata.tables)


def test_the_migrated_database_is_what_the_tables_say(engine: Engine):
    assert differences(engine) == []


def test_indexes_and_constraints_carry_the_names_the_tables_give_them(engine: Engine):
    found = inspect(engine)
    for table in metadata.tables.values():
        indexed = {index["name"]: index["column_names"] for index in found.get_indexes(table.name)}
        assert indexed == {str(index.name): [column.name for column in index.columns] for index in table.indexes}
        assert found.get_pk_constraint(table.name)["constrained_columns"] == [key.name for key in table.primary_key]


def test_every_migration_can_be_taken_back_and_made_again(empty: Engine):
    migrate(empty)
    with empty.connect().execution_options(writes=True) as connection:
        made = config()
        made.attributes["connection"] = connection
        command.downgrade(made, "base")
        connection.commit()
    assert tables(empty) == set()
    assert migrate(empty) is True
    assert differences(empty) == []


def test_the_newest_migration_is_the_one_the_start_knows():
    assert ScriptDirectory.from_config(config()).get_heads() == [HEAD]


def test_a_database_of_a_newer_version_is_refused(engine: Engine):
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(DatabaseUnusable, match=r"revision 9999.*newer Groundwork"):
        migrate(engine)


def test_a_file_that_is_no_database_is_refused_with_a_sentence(tmp_path: Path):
    file = tmp_path / "holiday.db"
    file.write_bytes(b"These are not the bytes of a database, but of a holiday report." * 50)
    engine = open_engine(f"sqlite:///{file}")
    with pytest.raises(DatabaseUnusable, match=r"holiday\.db cannot be used"):
        migrate(engine)
    engine.dispose()
    assert file.read_bytes().startswith(b"These are not")


def test_somebody_elses_database_is_refused_and_left_alone(tmp_path: Path):
    file = tmp_path / "theirs.db"
    theirs = sqlite3.connect(file)
    theirs.execute("CREATE TABLE projects (title TEXT)")
    theirs.execute("INSERT INTO projects VALUES ('mine')")
    theirs.commit()
    theirs.close()
    engine = open_engine(f"sqlite:///{file}")
    with pytest.raises(DatabaseUnusable):
        migrate(engine)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT title FROM projects").scalar() == "mine"
    assert tables(engine) == {"projects"}
    engine.dispose()


def test_a_folder_in_place_of_the_file_is_refused_with_a_sentence(tmp_path: Path):
    (tmp_path / "folder.db").mkdir()
    engine = open_engine(f"sqlite:///{tmp_path / 'folder.db'}")
    with pytest.raises(DatabaseUnusable):
        migrate(engine)
    engine.dispose()


def test_another_kind_of_database_is_refused_by_name():
    with pytest.raises(DatabaseUnusable, match="postgresql"):
        open_engine("postgresql://localhost/groundwork")


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(DatabaseUnusable, match="DATABASE_URL"):
        open_engine(f"sqlite:///{tmp_path / 'file' / 'below' / 'x.db'}")


def test_boards_and_welcomes_of_before_are_named_with_their_workspace(empty: Engine):
    with empty.connect().execution_options(writes=True) as connection:
        made = config()
        made.attributes["connection"] = connection
        command.upgrade(made, "0007")
        before = ["board:C1:1", "card:0a1b", "welcome:C1"]
        for ts, surface in enumerate(before):
            connection.exec_driver_sql(f"INSERT INTO messages VALUES ('{surface}', 'T1', 'C1', '1.{ts}')")
        command.upgrade(made, "0008")
        surfaces = "SELECT surface FROM messages ORDER BY ts"
        assert list(connection.exec_driver_sql(surfaces).scalars()) == ["board:T1:C1:1", "card:0a1b", "welcome:T1:C1"]
        command.downgrade(made, "0007")
        assert list(connection.exec_driver_sql(surfaces).scalars()) == before
        connection.commit()
