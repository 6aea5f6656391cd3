"""`move`: from one database into another, such as from SQLite to PostgreSQL and back."""

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.console import fail, settings_in_force

if TYPE_CHECKING:
    from storage.moving import Moved

commands = typer.Typer()

OFTEN = 20_000  # rows of a table after which it is told how far it is


@commands.command()
def move(
    to: Annotated[str, typer.Option("--to", help="An empty database, such as postgresql://user@host/groundwork.")],
    source: Annotated[
        str | None, typer.Option("--from", help="The one to move; without it that of DATABASE_URL.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Look at both, and change nothing.")] = False,  # noqa: FBT002 - Typer's way
) -> None:
    """Bring everything into another database: SQLite to PostgreSQL, back, or to one of the same kind."""
    from bot.exports.collecting import told
    from flows.catalog.loader import load_catalogue
    from storage.errors import DatabaseUnusable
    from storage.moving import move as bring

    catalogue = load_catalogue()
    try:
        moved = bring(
            source or settings_in_force().database_url,
            to,
            lambda db: told(db, catalogue),
            _tell,
            dry_run=dry_run,
        )
    except DatabaseUnusable as error:
        fail(str(error))
    typer.echo(_planned(moved) if dry_run else _done(moved))


def _tell(table: str, rows: int) -> None:
    if rows % OFTEN == 0:
        typer.echo(f"{table}: {rows} rows …", err=True)


def _planned(moved: "Moved") -> str:
    return f"{_table(moved)}\nNothing was changed. Without --dry-run these {moved.total} rows go to {moved.target}."


def _done(moved: "Moved") -> str:
    lines = [_table(moved), f"Moved {moved.total} rows and compared them: both databases hold and export the same."]
    if moved.cleaned:
        lines.append(f"NUL characters were left out of {moved.cleaned} rows: PostgreSQL cannot hold them.")
    return "\n".join(
        (
            *lines,
            f"Now set DATABASE_URL to {moved.target} (with its password, if it has one) and start the bot.",
            f"The old database is as it was. To go back, set DATABASE_URL to {moved.source} again; to take along what "
            "was said since, move into another empty one.",
        )
    )


def _table(moved: "Moved") -> str:
    filled = {name: count for name, count in moved.rows.items() if count}
    width = max(map(len, filled), default=0)
    return "\n".join(f"{name:{width}}  {count:>8}" for name, count in sorted(filled.items()))
