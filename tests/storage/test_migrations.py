"""The database's form: what Alembic builds is what the tables say."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack
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
from storage.engines import open_engine, parsed_url
from storage.errors import DatabaseUnusable
from storage.migrate import HEAD, migrate, revision_of
from tests.conftest import KINDS
from tests.postgresql import Server


@pytest.fixture(params=KINDS)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    with ExitStack() as stack:
        url = f"sqlite:///{tmp_path / 'deep' / 'new.db'}"
        if request.param == "postgresql":
            server: Server = request.getfixturevalue("postgresql")
            url = stack.enter_context(server.database(template=None))
        engine = open_engine(url)
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
        indexes = [one for one in found.get_indexes(table.name) if "duplicates_constraint" not in one]
        indexed = {index["name"]: index["column_names"] for index in indexes}
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
    with pytest.raises(DatabaseUnusable, match=r"mysql.*only sqlite and postgresql"):
        open_engine("mysql://localhost/groundwork")


def test_what_is_no_url_is_refused_with_a_sentence():
    with pytest.raises(DatabaseUnusable, match=r"DATABASE_URL is no URL.*sqlite:///"):
        open_engine("data/groundwork.db")


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg2"])
def test_every_way_to_say_postgresql_means_the_driver_that_is_there(scheme: str):
    assert parsed_url(f"{scheme}://ana@db/groundwork").drivername == "postgresql+psycopg"


def test_texts_are_compared_as_on_sqlite_whatever_the_servers_locale(postgresql: Server):
    with postgresql.database() as url:
        engine = open_engine(url)
        with engine.connect() as connection:
            columns = "SELECT DISTINCT collation_name FROM information_schema.columns WHERE data_type = 'text'"
            others = f"{columns} AND table_schema = 'public'"
            assert connection.exec_driver_sql(others).scalars().all() == ["C"]
        engine.dispose()


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
