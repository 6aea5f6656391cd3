"""`groundwork move`: what it brings, and what it says."""

import pytest
from typer.testing import CliRunner

from bot.cli import program
from flows.decisions import Choice
from storage.engines import open_engine
from tests.bot.exports.stored import Made, store
from tests.postgresql import Server


def groundwork(*arguments: str) -> tuple[int, str, str]:
    """(exit code, standard output, standard error), in this process."""
    done = CliRunner().invoke(program, arguments, catch_exceptions=False)
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def url(database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """DATABASE_URL, with two projects in it."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    one = Made("T1", "Menu helper", {}, [], ballots=[{"value_size": "small"}], under_way=True, scored=True)
    engine = open_engine(database_url)
    with engine.connect().execution_options(writes=True) as db:
        store(db, [one, Made("T1", "메뉴 추천", {}, [], decision=Choice.MERGE, asked=True)])
    engine.dispose()
    return database_url


def test_everything_goes_to_postgresql_and_back_and_exports_the_same(
    url: str, postgresql: Server, monkeypatch: pytest.MonkeyPatch
):
    exported = groundwork("export")[1]
    with postgresql.database(template=None) as server:
        code, planned, _ = groundwork("move", "--to", server, "--dry-run")
        assert (code, "Nothing was changed." in planned) == (0, True)

        code, said, err = groundwork("move", "--to", server)

        assert (code, err) == (0, "")
        lines = said.splitlines()
        assert lines[0].split() == ["ballots", "1"]
        assert lines[-3] == "Moved 29 rows and compared them: both databases hold and export the same."
        assert lines[-2].startswith("Now set DATABASE_URL to postgresql://postgres:***@/test_")
        assert f"To go back, set DATABASE_URL to {url} again" in lines[-1]
        monkeypatch.setenv("DATABASE_URL", server)
        assert groundwork("export")[1] == exported
        file = url.replace("test.db", "back.db")
        assert groundwork("move", "--from", server, "--to", file)[0] == 0
        monkeypatch.setenv("DATABASE_URL", file)
        assert groundwork("export")[1] == exported


def test_what_cannot_be_moved_is_said_in_one_sentence_that_names_no_password(url: str):
    code, said, err = groundwork("move", "--to", url)
    assert (code, said, err) == (1, "", "groundwork: The database would be moved into itself: name another with --to\n")

    code, _, err = groundwork("move", "--to", "postgresql://ana:geheim@127.0.0.1:1/groundwork")
    assert code == 1
    assert err.startswith("groundwork: The database groundwork at 127.0.0.1 cannot be used")
    assert "geheim" not in err
    assert err.count("\n") == 1
