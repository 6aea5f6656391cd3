"""`doctor` and `manifest`: whether everything is in its place, and the Slack app."""

from typing import Annotated

import typer

from bot.cli.console import fail, print_pieces

commands = typer.Typer()


@commands.command()
def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,  # noqa: FBT002 - Typer's way
) -> None:
    """Look at settings, Slack, the database and what waits in it; exit code 1 when something is wrong."""
    import asyncio

    from bot.clock import now
    from bot.doctor import finding
    from bot.doctor.examination import examined

    found = asyncio.run(examined(now))
    print_pieces([finding.as_json(found) if as_json else finding.as_lines(found), "\n"])
    if not finding.all_well(found):
        raise typer.Exit(1)


@commands.command()
def manifest(
    http: Annotated[
        str | None, typer.Option("--http", help="For HTTP mode: where Slack reaches the bot, https://…")
    ] = None,
) -> None:
    """Print the manifest to create the Slack app from: for Socket Mode, or with --http for HTTP."""
    from bot.manifest import AddressRefused, http_manifest, socket_manifest

    try:
        told = http_manifest(http) if http is not None else socket_manifest()
    except AddressRefused as error:
        fail(str(error))
    print_pieces([told])
