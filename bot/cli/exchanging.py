"""`export` and `import`: what is stored, as a document."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.console import fail, print_pieces, settings_in_force

commands = typer.Typer()


@commands.command()
def export(
    form: Annotated[str, typer.Option("--format", help="As what: json, csv or md.")] = "json",
    project: Annotated[str | None, typer.Option(help="Only this project, by key such as ML-12.")] = None,
) -> None:
    """Print every project: as JSON all that is stored, as a table, or as charters."""
    from bot.exports.printing import printed
    from flows.exporting import Form
    from storage.engines import open_engine
    from storage.errors import DatabaseUnusable
    from storage.migrate import migrate as bring

    if form not in tuple(Form):
        fail(f"--format {form} is not known: use json, csv or md")
    settings = settings_in_force()
    try:
        engine = open_engine(settings.database_url)
        bring(engine)
        with engine.connect() as db:
            told = printed(db, Form(form), project, settings.language)
        engine.dispose()
    except DatabaseUnusable as error:
        fail(str(error))
    if told is None:
        fail(f"There is no project {project}: `groundwork export` without --project shows them all")
    print_pieces([told])


@commands.command(name="import")
def import_(
    file: Annotated[Path, typer.Argument(help="What `groundwork export --format json` printed.")],
) -> None:
    """Fill an empty database with an export: all of it, or nothing."""
    from bot.exports.restoring import ImportRefused, document_in, restore
    from flows.catalog.loader import load_catalogue
    from storage.engines import open_engine
    from storage.errors import DatabaseUnusable
    from storage.migrate import migrate as bring

    try:
        document = document_in(file)
        engine = open_engine(settings_in_force().database_url)
        bring(engine)
        with engine.connect().execution_options(writes=True) as db, db.begin():
            restore(db, document, load_catalogue())
        engine.dispose()
    except (DatabaseUnusable, ImportRefused) as error:
        fail(str(error))
    typer.echo(f"Imported. Projects: {len(document.projects)}")
