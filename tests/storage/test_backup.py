"""A backup is whole, or it is not there; it comes back as it was."""

import os
import shutil
import sqlite3
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from storage.backup import back_up
from storage.calls import Call
from storage.engines import open_engine
from storage.errors import DatabaseUnusable
from storage.inbox import claim, was_claimed
from storage.outbox import claim_due, enqueue
from storage.restore import restore

pytestmark = pytest.mark.sqlite
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PAGE = 4096


@pytest.fixture
def filled(database_url: str) -> str:
    """A database with a hundred rows."""
    write(database_url, [f"delivery {number}" for number in range(100)])
    return database_url


def write(url: str, deliveries: list[str]) -> None:
    engine = open_engine(url)
    with engine.connect().execution_options(writes=True) as db, db.begin():
        for delivery in deliveries:
            claim(db, delivery, now=NOW)
    engine.dispose()


def has(url: str, delivery: str) -> bool:
    engine = open_engine(url)
    try:
        with engine.connect() as db:
            return was_claimed(db, delivery)
    finally:
        engine.dispose()


def file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def query(file: Path, statement: str) -> list[Any]:
    with closing(sqlite3.connect(file)) as db, db:
        return db.execute(statement).fetchall()


def damage(file: Path) -> None:
    """Overwrite what is behind the first pages."""
    with file.open("r+b") as raw:
        raw.seek(2 * PAGE)
        raw.write(b"\xff" * (file.stat().st_size - 3 * PAGE))


@contextmanager
def in_use(url: str) -> Iterator[None]:
    """Somebody has it open, as a bot that idles has."""
    engine = open_engine(url)
    with engine.connect() as db:
        db.exec_driver_sql("SELECT 1")
        db.rollback()
        yield
    engine.dispose()


def test_a_backup_is_one_file_for_this_account_only_and_counts_its_rows(filled: str, tmp_path: Path):
    copied = back_up(filled, tmp_path / "kept.db")

    assert copied.rows["inbox"] == 100
    assert copied.total == 100
    assert sorted(file.name for file in tmp_path.iterdir() if "kept" in file.name) == ["kept.db"]
    assert stat.S_IMODE((tmp_path / "kept.db").stat().st_mode) == 0o600
    assert query(tmp_path / "kept.db", "PRAGMA journal_mode") == [("delete",)]


def test_a_backup_taken_while_somebody_writes_is_one_moment_of_it(filled: str, tmp_path: Path):
    done = threading.Event()
    engine = open_engine(filled)

    def write_pairs() -> None:
        number = 0
        while not done.is_set():
            with engine.connect().execution_options(writes=True) as db, db.begin():
                claim(db, f"left {number}", now=NOW)
                claim(db, f"right {number}", now=NOW)
            number += 1

    writing = threading.Thread(target=write_pairs)
    writing.start()
    try:
        for number in range(5):
            back_up(filled, tmp_path / f"{number}.db")
    finally:
        done.set()
        writing.join()
        engine.dispose()

    for number in range(5):
        ((left, right),) = query(
            tmp_path / f"{number}.db",
            "SELECT sum(delivery LIKE 'left%'), sum(delivery LIKE 'right%') FROM inbox",
        )
        assert left == right


def test_a_backup_does_not_write_over_a_file_unless_told_to(filled: str, tmp_path: Path):
    target = tmp_path / "kept.db"
    target.write_text("notes")

    with pytest.raises(DatabaseUnusable, match=r"kept\.db exists already"):
        back_up(filled, target)
    assert target.read_text() == "notes"

    back_up(filled, target, replace=True)
    assert query(target, "SELECT count(*) FROM inbox") == [(100,)]


def test_a_damaged_database_is_not_taken_for_a_backup_and_the_old_backup_stays(filled: str, tmp_path: Path):
    target = tmp_path / "kept.db"
    back_up(filled, target)
    before = target.read_bytes()
    query(file_of(filled), "PRAGMA wal_checkpoint(TRUNCATE)")
    damage(file_of(filled))

    with pytest.raises(DatabaseUnusable, match="cannot be used"):
        back_up(filled, target, replace=True)

    assert target.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir() if file.name.endswith(".part")] == []


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("sqlite:///nowhere.db", "There is no database at nowhere.db"),
        ("sqlite://", "no file"),
        ("postgresql://groundwork@127.0.0.1:9/groundwork", "see that the server runs"),
        ("mysql://somewhere/db", "only sqlite and postgresql are supported"),
    ],
)
def test_what_cannot_be_backed_up_is_said(url: str, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DatabaseUnusable, match=sentence):
        back_up(url, tmp_path / "kept.db")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_said(filled: str, tmp_path: Path):
    with pytest.raises(DatabaseUnusable, match="cannot be written"):
        back_up(filled, tmp_path / "nowhere" / "kept.db")


def test_what_was_backed_up_comes_back_and_what_it_replaces_is_kept(filled: str, tmp_path: Path):
    backup = tmp_path / "kept.db"
    back_up(filled, backup)
    write(filled, ["since then"])

    restored = restore(filled, backup, now=NOW, replace=True)

    assert restored.total == 100
    assert restored.kept == file_of(filled).with_name("test.db.replaced-20261123T090000Z")
    assert not has(filled, "since then")
    assert has(f"sqlite:///{restored.kept}", "since then")
    assert sorted(file.name for file in tmp_path.iterdir() if file.name.endswith(("-wal", "-shm", ".part"))) == []


def test_a_database_with_rows_is_not_replaced_unless_told_to(filled: str, tmp_path: Path):
    backup = tmp_path / "kept.db"
    back_up(filled, backup)
    write(filled, ["since then"])

    with pytest.raises(DatabaseUnusable, match="is not empty: give --replace"):
        restore(filled, backup, now=NOW)

    assert has(filled, "since then")


def test_an_empty_database_or_none_needs_no_permission(filled: str, migrated: Path, tmp_path: Path):
    backup, empty = tmp_path / "kept.db", tmp_path / "empty.db"
    back_up(filled, backup)
    shutil.copy(migrated, empty)

    for target in (empty, tmp_path / "new" / "groundwork.db"):
        restored = restore(f"sqlite:///{target}", backup, now=NOW)
        assert restored.kept is None
        assert has(f"sqlite:///{target}", "delivery 99")


def test_nothing_is_put_in_the_place_of_a_database_that_is_in_use(filled: str, tmp_path: Path):
    backup = tmp_path / "kept.db"
    back_up(filled, backup)

    with in_use(filled), pytest.raises(DatabaseUnusable, match="is in use: stop the bot"):
        restore(filled, backup, now=NOW, replace=True)

    assert has(filled, "delivery 99")
    assert restore(filled, backup, now=NOW, replace=True).kept


def test_a_damaged_database_can_be_replaced_and_is_kept_as_it_was(filled: str, tmp_path: Path):
    backup, target = tmp_path / "kept.db", file_of(filled)
    back_up(filled, backup)
    query(target, "PRAGMA wal_checkpoint(TRUNCATE)")
    damage(target)
    before = target.read_bytes()

    restored = restore(filled, backup, now=NOW, replace=True)

    assert restored.kept
    assert restored.kept.read_bytes() == before
    assert has(filled, "delivery 99")


def not_a_database(file: Path) -> None:
    file.write_text("these are my notes " * 1000)


def another_program(file: Path) -> None:
    file.unlink()
    query(file, "CREATE TABLE songs (title TEXT)")


def newer(file: Path) -> None:
    query(file, "UPDATE alembic_version SET version_num = '9999'")


def orphaned(file: Path) -> None:
    query(file, "INSERT INTO conversations (project, turn, state) VALUES ('nobody', 1, '{}')")


def cut_short(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (not_a_database, "not a database"),
        (another_program, "is not a Groundwork database"),
        (newer, "revision 9999, which this version does not know"),
        (orphaned, "belongs to none of projects"),
        (damage, "cannot be used"),
        (cut_short, "cannot be used"),
    ],
)
def test_a_backup_that_is_none_changes_nothing(
    filled: str, tmp_path: Path, spoil: Callable[[Path], None], sentence: str
):
    backup = tmp_path / "kept.db"
    back_up(filled, backup)
    spoil(backup)

    with pytest.raises(DatabaseUnusable, match=sentence):
        restore(filled, backup, now=NOW, replace=True)

    assert has(filled, "delivery 99")
    assert [file.name for file in tmp_path.iterdir() if "replaced" in file.name or ".part" in file.name] == []


def test_the_database_itself_is_no_backup_of_it(filled: str):
    with pytest.raises(DatabaseUnusable, match="is the database itself"):
        restore(filled, file_of(filled), now=NOW, replace=True)
    assert has(filled, "delivery 99")


def test_what_was_owed_then_is_looked_for_before_it_is_sent(filled: str, tmp_path: Path):
    engine = open_engine(filled)
    with engine.connect().execution_options(writes=True) as db, db.begin():
        enqueue(db, [Call("T1", "C1", "chat.postMessage", {"channel": "C1", "text": "Hello"}, "mark")], due_at=NOW)
    engine.dispose()
    back_up(filled, tmp_path / "kept.db")

    restore(filled, tmp_path / "kept.db", now=NOW, replace=True)

    engine = open_engine(filled)
    with engine.connect().execution_options(writes=True) as db, db.begin():
        (claimed,) = claim_due(db, by="me", now=NOW + timedelta(hours=1), until=NOW + timedelta(hours=2), most=5)
    engine.dispose()
    assert claimed.doubtful
    assert claimed.owed_since == NOW
