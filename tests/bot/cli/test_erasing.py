"""`groundwork erase` says what it needs, and asks before it deletes."""

import pytest
from typer.testing import CliRunner

from bot.cli import program


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "--user U0123ABC for a person, --workspace T0123ABC for everything of a workspace"),
        (("--user", "U0ANA", "--workspace", "T0ACME"), "Say whom or what"),
        (("--user", "Ana"), "Ana is no person: give Slack's id"),
        (("--user", "UERASED1"), "UERASED1 is no person"),
        (("--user", "U0ANA"), None),
        (("--workspace", "T0ACME", "--yes"), None),
    ],
)
def test_what_is_missing_is_said_and_what_is_not_there_is_no_error(
    arguments: tuple[str, ...], sentence: str | None, database_url: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("DATABASE_URL", database_url)

    done = CliRunner().invoke(program, ("erase", *arguments), catch_exceptions=False)

    if sentence is None:
        assert (done.exit_code, done.stdout.split(" of ")[0]) == (0, "Nothing is stored")
    else:
        assert (done.exit_code, done.stdout) == (1, "")
        assert sentence in done.stderr
