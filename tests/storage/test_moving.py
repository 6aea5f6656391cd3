"""A database moved into another of any kind holds the same; what cannot be moved is refused and stays as it is."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from shutil import copyfile

import pytest
from sqlalchemy import Connection, insert, select, text, update

from storage.columns import metadata
from storage.copying import digest_of
from storage.database import Database
from storage.engines import open_engine
from storage.errors import DatabaseUnusable
from storage.moving import Moved, move
from storage.tables import history, outbox, projects
from tests.postgresql import Server
from tests.storage.filling import NOW, TEAMS, each, fill, whose

ROOT = Path(__file__).parent.parent.parent
KINDS = ("sqlite", "postgresql")
New = Callable[[str], str]


@pytest.fixture
def new(migrated: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[New]:
    """Makes empty databases of either kind."""
    with ExitStack() as stack:

        def make(kind: str) -> str:
            if kind == "postgresql":
                server: Server = request.getfixturevalue("postgresql")
                return stack.enter_context(server.database())
            file = tmp_path / f"{len(list(tmp_path.glob('*.db')))}.db"
            copyfile(migrated, file)
            return f"sqlite:///{file}"

        yield make


def moved(source: str, target: str, *, dry_run: bool = False) -> Moved:
    return move(source, target, lambda db: [], lambda table, rows: None, dry_run=dry_run)


def write(url: str, work: Callable[[Connection], object]) -> None:
    engine = open_engine(url)
    with engine.connect().execution_options(writes=True) as db, db.begin():
        work(db)
    engine.dispose()


def digests(url: str) -> dict[str, tuple[int, int]]:
    engine = open_engine(url)
    with engine.connect() as db:
        found = {table.name: digest_of(db, table) for table in metadata.sorted_tables}
    engine.dispose()
    return {name: (one.rows, one.total) for name, one in found.items()}


def rows(url: str) -> int:
    return sum(count for count, _ in digests(url).values())


def refused(source: str, target: str) -> str:
    with pytest.raises(DatabaseUnusable) as caught:
        moved(source, target)
    return str(caught.value)


@pytest.mark.parametrize("source", KINDS)
@pytest.mark.parametrize("target", KINDS)
def test_every_table_arrives_as_it_was_and_counts_on_from_there(new: New, source: str, target: str):
    old, other = new(source), new(target)
    write(old, fill)
    before = digests(old)

    told = moved(old, other)

    assert digests(other) == before == digests(old)
    assert told.rows == {table.name: each(table) * len(whose(table, TEAMS)) for table in metadata.sorted_tables}
    event = {"project": "id:T0ACME:0", "at": NOW, "by": "U1", "what": "answer.changed"}
    write(other, lambda db: db.execute(insert(history), event))
    assert digests(other)["history"][0] == before["history"][0] + 1


def test_what_postgresql_cannot_hold_is_left_out_and_counted(new: New):
    old, other = new("sqlite"), new("postgresql")
    call = {"mark": "m", "team": "T", "lane": "l", "method": "x", "state": "owed", "due_at": NOW}
    write(
        old,
        lambda db: (
            fill(db),
            db.execute(update(projects).where(projects.c.id == "id:T0ACME:0").values(name="a\0b")),
            db.execute(insert(outbox), {**call, "payload": {"te\0xt": ["\0\ud83d", "c"]}}),
        ),
    )

    told = move(old, other, names, lambda table, rows: None)

    assert told.cleaned == 2
    engine = open_engine(other)
    with engine.connect() as db:
        assert "ab" in names(db)
        assert db.execute(select(outbox.c.payload).where(outbox.c.mark == "m")).scalar() == {"text": ["", "c"]}
    engine.dispose()


def names(db: Connection) -> list[str]:
    return list(db.execute(select(projects.c.name).order_by(projects.c.id)).scalars())


@pytest.mark.parametrize("target", KINDS)
def test_a_move_that_was_killed_left_nothing_and_can_be_repeated(new: New, target: str):
    old, other = new("sqlite"), new(target)
    write(old, fill)
    program = (
        "import os; from storage.moving import move; "
        f"move({old!r}, {other!r}, lambda db: [], lambda table, rows: table == 'results' and os.kill(os.getpid(), 9))"
    )

    killed = subprocess.run([sys.executable, "-c", program], cwd=ROOT, timeout=60, check=False)

    assert killed.returncode == -signal.SIGKILL
    assert rows(other) == 0
    moved(old, other)
    assert digests(other) == digests(old)


@pytest.mark.parametrize("target", KINDS)
def test_what_tells_something_else_afterwards_is_not_kept(new: New, target: str):
    old, other = new("sqlite"), new(target)
    write(old, fill)
    told = iter((["as it was"], ["otherwise"]))

    with pytest.raises(DatabaseUnusable, match="does not tell the same"):
        move(old, other, lambda db: next(told), lambda table, rows: None)

    assert rows(other) == 0


@pytest.mark.parametrize("kind", KINDS)
def test_a_database_with_rows_in_it_is_not_filled(new: New, kind: str):
    old, other = new("sqlite"), new(kind)
    write(old, fill)
    write(other, lambda db: fill(db, ("T0OTHER",)))
    before = digests(other)

    assert "a move fills an empty one" in refused(old, other)
    assert digests(other) == before


@pytest.mark.parametrize("kind", KINDS)
def test_a_database_is_not_moved_into_itself(new: New, kind: str):
    url = new(kind)
    same = url.replace("///", "///./", 1) if kind == "sqlite" else f"{url}&application_name=other"

    assert "into itself" in refused(url, url)
    assert "into itself" in refused(url, same.replace(".//", "/"))


@pytest.mark.parametrize("kind", KINDS)
async def test_nothing_is_moved_while_a_bot_uses_either(new: New, kind: str):
    old, other = new(kind), new(kind)
    write(old, fill)
    for used in (old, other):
        database = Database(used)
        await database.read(lambda db: db.execute(select(1)))

        assert "is in use: stop the bot" in refused(old, other)

        await database.close()
    moved(old, other)


@pytest.mark.parametrize("kind", KINDS)
def test_one_of_another_version_or_program_is_neither_moved_nor_filled(new: New, kind: str):
    old, other = new(kind), new(kind)
    revision = "UPDATE alembic_version SET version_num = "

    write(old, lambda db: db.execute(text(f"{revision}'9999'")))
    assert "newer Groundwork" in refused(old, new("sqlite"))
    assert "newer Groundwork" in refused(new("sqlite"), old)

    write(old, lambda db: db.execute(text(f"{revision}'0001'")))
    assert "run `groundwork migrate`" in refused(old, new("sqlite"))

    write(other, lambda db: db.execute(text("DROP TABLE alembic_version")))
    assert "another program: name another with --from" in refused(other, new("sqlite"))
    assert "another program: name another with --to" in refused(new("sqlite"), other)


def test_what_is_not_there_or_damaged_is_refused_and_nothing_made(new: New, tmp_path: Path):
    other = tmp_path / "new" / "other.db"
    assert "There is no database at" in refused(f"sqlite:///{tmp_path}/none.db", f"sqlite:///{other}")

    old = new("sqlite")
    write(old, fill)
    with Path(old.removeprefix("sqlite:///")).open("r+b") as file:
        file.seek(3 * 4096)
        file.write(b"\xff" * 4096)
    assert "damaged" in refused(old, f"sqlite:///{other}")

    assert not other.parent.exists()


@pytest.mark.parametrize("kind", KINDS)
def test_a_dry_run_counts_and_changes_nothing(new: New, tmp_path: Path, kind: str):
    old, other, file = new("sqlite"), new(kind), tmp_path / "new" / "other.db"
    write(old, fill)

    assert moved(old, other, dry_run=True).total == moved(old, f"sqlite:///{file}", dry_run=True).total == rows(old)
    assert rows(other) == 0
    assert not file.parent.exists()


def test_a_database_that_was_never_used_is_made_ready_and_filled(new: New, tmp_path: Path):
    old, file = new("sqlite"), tmp_path / "new" / "other.db"
    write(old, fill)

    moved(old, f"sqlite:///{file}")

    assert digests(f"sqlite:///{file}") == digests(old)
