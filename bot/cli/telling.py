"""`webhooks`: who outside Slack is told of projects."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from bot.cli.console import fail, settings_in_force

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.settings import Settings
    from storage.webhooks import Webhook

commands = typer.Typer()
webhooks = typer.Typer(help="Tell programs outside Slack of projects, signed: docs/webhooks.md.", no_args_is_help=True)
commands.add_typer(webhooks, name="webhooks")

Id = Annotated[str, typer.Argument(help="As `groundwork webhooks list` shows it.", metavar="ID")]
Team = Annotated[str | None, typer.Option(help="The workspace's id, T…; needed where the bot is in several.")]


@webhooks.command()
def add(
    url: Annotated[str, typer.Argument(help="Where to, https://…")],
    events: Annotated[str, typer.Option(help="Of what, with commas between; everything when left out.")] = "all",
    team: Team = None,
) -> None:
    """Tell an address of a workspace's projects from now on; prints the secret that signs what it gets, once."""
    import asyncio

    from bot.clock import new_id, now
    from bot.webhooks.addresses import AddressRefused, checked
    from bot.webhooks.secrets import new_secret, secrets_of
    from bot.webhooks.whose import TeamUnknown, team_meant
    from flows.announcement import EventUnknown, subjects_in
    from storage.webhooks import Webhook, add_webhook
    from storage.weekly import channels_with_projects

    settings = settings_in_force()
    try:
        address, wanted = checked(url), subjects_in(events)
        with _database(settings) as db:
            stored = {of for of, _ in channels_with_projects(db)}
        meant = asyncio.run(team_meant(settings, stored, team))
    except (AddressRefused, EventUnknown, TeamUnknown) as error:
        fail(str(error))
    secret, id_ = new_secret(), f"wh_{new_id()[:10]}"
    with _database(settings) as db:
        add_webhook(db, Webhook(id_, meant, address, wanted, secrets_of(settings).sealed(secret), now()))
    typer.echo(f"Added {id_}. {address} is told of {', '.join(wanted)} in {meant}.")
    typer.echo(f"Its secret, which is not shown again: {secret}")
    typer.echo(f"See whether it answers: groundwork webhooks test {id_}")


@webhooks.command(name="list")
def list_(team: Team = None) -> None:
    """Every address that is told, and how it fares."""
    from storage.webhooks import all_webhooks

    with _database(settings_in_force()) as db:
        found = all_webhooks(db, team)
    for one in found:
        typer.echo(f"{one.id}  {one.team}  {_state(one)}  {one.url}  {','.join(one.events)}")
    if not found:
        typer.echo("Nobody outside Slack is told of anything.")


@webhooks.command()
def remove(webhook: Id) -> None:
    """Tell an address nothing more; what is still owed to it is dropped."""
    from storage.webhooks import remove_webhook

    with _database(settings_in_force()) as db:
        if not remove_webhook(db, webhook):
            _unknown(webhook)
    typer.echo(f"Removed {webhook}.")


@webhooks.command()
def test(webhook: Id) -> None:
    """Send an address a `ping` now, and wake it if it slept."""
    import asyncio

    from bot.clock import new_id, now
    from bot.webhooks.outcomes import Trouble
    from bot.webhooks.ping import ping
    from storage.webhooks import find_webhook, recovered

    settings = settings_in_force()
    with _database(settings) as db:
        found = find_webhook(db, webhook)
    if found is None:
        _unknown(webhook)
    answer = asyncio.run(ping(settings, found, new_id(), now()))
    if isinstance(answer, Trouble):
        fail(f"{found.url} did not answer: {answer.told}")
    if not answer.taken:
        fail(f"{found.url} answered {answer.status}, and not 200 to 299: see what its own log says")
    with _database(settings) as db:
        recovered(db, webhook)
    woken = " It was asleep and is told of projects again." if found.asleep_at else ""
    typer.echo(f"{found.url} took it ({answer.status}).{woken}")


@contextmanager
def _database(settings: "Settings") -> Iterator["Connection"]:
    """One transaction in a database of the newest form."""
    from storage.engines import open_engine
    from storage.errors import DatabaseUnusable
    from storage.migrate import migrate

    try:
        engine = open_engine(settings.database_url)
        migrate(engine)
        with engine.connect().execution_options(writes=True) as db, db.begin():
            yield db
        engine.dispose()
    except DatabaseUnusable as error:
        fail(str(error))


def _state(webhook: "Webhook") -> str:
    if webhook.asleep_at:
        return f"asleep since {webhook.asleep_at:%Y-%m-%d %H:%M} UTC ({webhook.problem})"
    if webhook.failing_since:
        return f"failing since {webhook.failing_since:%Y-%m-%d %H:%M} UTC ({webhook.problem})"
    return "well"


def _unknown(webhook: str) -> NoReturn:
    fail(f"There is no webhook {webhook}: `groundwork webhooks list` shows them all")
