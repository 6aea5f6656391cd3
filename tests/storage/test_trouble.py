"""A database that cannot be used is refused in one sentence that says what to do."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

import storage.engines
import storage.migrate
from storage.engines import open_engine
from storage.errors import DatabaseUnusable
from storage.migrate import migrate
from storage.trouble import Trouble, trouble_of
from tests.storage.test_backup import PAGE, another_program, damage, newer, not_a_database

pytestmark = pytest.mark.sqlite


def refused(url: str) -> str:
    """What a start says."""
    engine = open_engine(url)
    try:
        with pytest.raises(DatabaseUnusable) as told:
            migrate(engine)
    finally:
        engine.dispose()
    sentence = str(told.value)
    assert len(sentence.splitlines()) == 1
    return sentence


@pytest.mark.parametrize(
    ("spoil", "told", "remedy"),
    [
        (not_a_database, "not a database", "choose another with DATABASE_URL"),
        (another_program, "belongs to another program", "choose another with DATABASE_URL"),
        (newer, "newer Groundwork", "Install that version"),
        (damage, "test.db cannot be used", "groundwork restore FILE --replace"),
    ],
)
def test_a_file_that_cannot_be_the_database_is_refused_and_left_alone(
    database_url: str, spoil: Any, told: str, remedy: str
):
    file = Path(database_url.removeprefix("sqlite:///"))
    spoil(file)
    before = file.read_bytes()[PAGE:]

    sentence = refused(database_url)

    assert told in sentence
    assert remedy in sentence
    assert file.read_bytes()[PAGE:] == before


def with_pragma(monkeypatch: pytest.MonkeyPatch, pragma: str) -> None:
    """Every connection is opened with this, too."""
    prepare = storage.engines._prepare

    def prepared(connection: Any, record: Any) -> None:
        prepare(connection, record)
        connection.execute(f"PRAGMA {pragma}")

    monkeypatch.setattr(storage.engines, "_prepare", prepared)


def test_a_database_that_cannot_be_written_is_refused_although_nothing_is_to_be_migrated(
    database_url: str, monkeypatch: pytest.MonkeyPatch
):
    folder = Path(database_url.removeprefix("sqlite:///")).parent
    with_pragma(monkeypatch, "query_only=ON")
    shutil.copy(folder / "test.db", folder / "old.db")
    with closing(sqlite3.connect(folder / "old.db")) as db, db:
        db.execute("UPDATE alembic_version SET version_num = '0005'")

    for file in ("old.db", "test.db"):
        sentence = refused(f"sqlite:///{folder / file}")
        assert "cannot be written: give this account the right" in sentence


def test_a_disk_that_is_full_is_said_at_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with_pragma(monkeypatch, "max_page_count=3")

    assert "its disk is full: make room" in refused(f"sqlite:///{tmp_path / 'new.db'}")


def test_a_folder_in_the_place_of_the_file_is_said(tmp_path: Path):
    assert "cannot be opened, read or written" in refused(f"sqlite:///{tmp_path}")


def test_a_large_database_is_not_read_through_at_the_start(database_url: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(storage.migrate, "READ_THROUGH", 100)
    file = Path(database_url.removeprefix("sqlite:///"))
    with file.open("r+b") as raw:  # the last page only: what a start reads is whole
        raw.seek(-PAGE, 2)
        raw.write(b"\xff" * PAGE)

    engine = open_engine(database_url)
    assert migrate(engine) is False
    engine.dispose()
    monkeypatch.undo()
    assert "damaged" in refused(database_url)


@pytest.mark.parametrize(
    ("code", "trouble"),
    [
        (sqlite3.SQLITE_FULL, Trouble.FULL),
        (sqlite3.SQLITE_READONLY_DBMOVED, Trouble.READ_ONLY),
        (sqlite3.SQLITE_IOERR_SHMSIZE, Trouble.UNREACHABLE),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, Trouble.BUSY),
        (sqlite3.SQLITE_CORRUPT_INDEX, Trouble.DAMAGED),
        (sqlite3.SQLITE_CONSTRAINT, Trouble.OTHER),
        (None, Trouble.OTHER),
    ],
)
def test_the_codes_of_the_driver_become_a_word(code: int | None, trouble: Trouble):
    error = sqlite3.OperationalError("told")
    if code is not None:
        error.sqlite_errorcode = code
    assert trouble_of(error) is trouble
    assert trouble_of(OperationalError("SELECT 1", {}, error)) is trouble
