"""`keys`: what tokens are sealed with before they are stored."""

import typer

from bot.cli.console import fail, settings_in_force

keys = typer.Typer(help="The keys that stored tokens are sealed with.", no_args_is_help=True)
commands = typer.Typer()
commands.add_typer(keys, name="keys")


@keys.command()
def new() -> None:
    """Print a new key for GROUNDWORK_ENCRYPTION_KEYS. Keep it apart from the database and its backups."""
    from bot.keys import new_key

    typer.echo(new_key())


@keys.command()
def rotate() -> None:
    """Seal everything stored with the newest key, also while the bot runs; then the older keys can go."""
    from bot.keys import Keys, NoKeyOpens
    from bot.webhooks.secrets import secrets_of
    from storage.engines import open_engine
    from storage.errors import DatabaseUnusable
    from storage.migrate import migrate as bring
    from storage.renewals import reseal
    from storage.webhooks import reseal_secrets

    settings = settings_in_force()
    if not settings.keys:
        fail("GROUNDWORK_ENCRYPTION_KEYS is missing: set it to the new key, a comma, and the key in use until now")
    held = Keys(settings.keys)
    try:
        engine = open_engine(settings.database_url)
        bring(engine)
        with engine.connect().execution_options(writes=True) as db, db.begin():
            count = reseal(db, held.sealed_anew) + reseal_secrets(db, secrets_of(settings).sealed_anew)
        engine.dispose()
    except DatabaseUnusable as error:
        fail(str(error))
    except NoKeyOpens:
        fail(
            "GROUNDWORK_ENCRYPTION_KEYS does not open everything that is stored, so nothing was changed: "
            "put the key with which it was stored behind the others"
        )
    typer.echo(f"Sealed with the newest key: {count}")
