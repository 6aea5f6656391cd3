"""`migrate`, `backup` and `restore`: the database brought up to date, copied and put back."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.console import fail, settings_in_force

commands = typer.Typer()


@commands.command()
def migrate() -> None:
    """Bring the database to the newest form. `run` does this by itself."""
    from storage.engines import open_engine
    from storage.errors import DatabaseUnusable
    from storage.migrate import migrate as bring

    try:
        engine = open_engine(settings_in_force().database_url)
        typer.echo("Migrated." if bring(engine) else "Nothing to migrate.")
        engine.dispose()
    except DatabaseUnusable as error:
        fail(str(error))


@commands.command()
def backup(
    file: Annotated[Path, typer.Argument(help="Where to; a new file.")],
    replace: Annotated[bool, typer.Option("--replace", help="Write over that file.")] = False,  # noqa: FBT002
) -> None:
    """Copy the database into one file, also while the bot runs, and verify the copy."""
    from storage.backup import back_up
    from storage.errors import DatabaseUnusable

    try:
        copied = back_up(settings_in_force().database_url, file, replace=replace)
    except DatabaseUnusable as error:
        fail(str(error))
    typer.echo(f"Backed up to {file}: {copied.rows['projects']} projects, {copied.total} rows, verified.")


@commands.command()
def restore(
    file: Annotated[Path, typer.Argument(help="What `groundwork backup` wrote.")],
    replace: Annotated[bool, typer.Option("--replace", help="Of a database with rows, too; it is kept.")] = False,  # noqa: FBT002
) -> None:
    """Put a backup in the database's place, verified; the bot must not run."""
    from bot.clock import now
    from storage.errors import DatabaseUnusable
    from storage.restore import restore as put_back

    try:
        restored = put_back(settings_in_force().database_url, file, now=now(), replace=replace)
    except DatabaseUnusable as error:
        fail(str(error))
    typer.echo(f"Restored from {file}: {restored.rows['projects']} projects, {restored.total} rows, verified.")
    if restored.kept:
        typer.echo(f"The database that was there is kept as {restored.kept}.")
