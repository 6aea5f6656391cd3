"""A backup of PostgreSQL comes back as it was, into an empty database only."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.backup import back_up
from storage.calls import Call
from storage.engines import open_engine
from storage.errors import DatabaseUnusable
from storage.inbox import claim, was_claimed
from storage.migrate import HEAD, migrate
from storage.outbox import claim_due, enqueue
from storage.restore import restore
from tests.postgresql import Server

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _programs(postgresql: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{postgresql.bin}{os.pathsep}{os.environ['PATH']}")


def fill(url: str) -> None:
    engine = open_engine(url)
    with engine.begin() as db:
        for number in range(10):
            claim(db, f"delivery {number}\n\\.\tand more", now=NOW)
        enqueue(db, [Call("T1", "lane", "chat.postMessage", {"text": "메뉴\n\\."}, "m1")], due_at=NOW)
    engine.dispose()


def test_what_was_backed_up_comes_back_and_what_was_owed_is_looked_for_first(postgresql: Server, tmp_path: Path):
    file = tmp_path / "groundwork.dump"
    with postgresql.database() as url, postgresql.database() as empty, postgresql.database(template=None) as bare:
        fill(url)
        made = back_up(url, file)
        assert (made.revision, made.rows["inbox"], made.rows["outbox"], made.rows["projects"]) == (HEAD, 10, 1, 0)
        assert file.stat().st_mode & 0o077 == 0
        for target in (empty, bare):
            assert restore(target, file, now=NOW) == made
            engine = open_engine(target)
            assert migrate(engine) is False
            with engine.begin() as db:
                assert was_claimed(db, "delivery 3\n\\.\tand more")
                (owed,) = claim_due(db, by="me", now=NOW, until=NOW + timedelta(minutes=1), most=5)
                assert (owed.doubtful, owed.call.payload) == (True, {"text": "메뉴\n\\."})
            engine.dispose()
        with pytest.raises(DatabaseUnusable, match=r"not empty: make a new one with createdb"):
            restore(empty, file, now=NOW, replace=True)


def test_nothing_is_put_into_a_database_that_somebody_uses(postgresql: Server, tmp_path: Path):
    with postgresql.database() as url:
        back_up(url, tmp_path / "groundwork.dump")
        engine = open_engine(url)
        with engine.connect(), pytest.raises(DatabaseUnusable, match="is in use: stop the bot"):
            restore(url, tmp_path / "groundwork.dump", now=NOW)
        engine.dispose()


@pytest.mark.parametrize(
    ("content", "told"), [(b"Dear diary", r"cannot be read \(.+\): name a file"), (b"PGDMP\x01", "cannot be read")]
)
def test_a_file_that_is_no_backup_is_refused(postgresql: Server, tmp_path: Path, content: bytes, told: str):
    (tmp_path / "notes.dump").write_bytes(content)
    with postgresql.database() as url, pytest.raises(DatabaseUnusable, match=told):
        restore(url, tmp_path / "notes.dump", now=NOW)


def test_a_backup_of_something_else_is_refused(postgresql: Server, tmp_path: Path):
    with postgresql.database(template=None) as url, pytest.raises(DatabaseUnusable, match="no backup of a Groundwork"):
        back_up(url, tmp_path / "groundwork.dump")
    assert list(tmp_path.iterdir()) == []


def test_where_the_programs_are_missing_it_says_what_to_install(
    postgresql: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PATH", str(tmp_path))
    with postgresql.database() as url, pytest.raises(DatabaseUnusable, match=r"pg_dump is not there.*not older"):
        back_up(url, tmp_path / "groundwork.dump")
