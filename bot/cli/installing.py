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
    oauth: Annotated[
        str | None,
        typer.Option("--oauth", help="For several workspaces over HTTP: where they reach the bot, https://…"),
    ] = None,
    rotate: Annotated[bool, typer.Option("--rotate", help="With --oauth: tokens that expire and are renewed.")] = False,  # noqa: FBT002
) -> None:
    """Print the manifest to create the Slack app from: for Socket Mode, or for HTTP with one or several workspaces."""
    from bot.manifest import AddressRefused, http_manifest, oauth_manifest, socket_manifest

    if oauth is None and rotate:
        fail("--rotate goes with --oauth: only tokens that are stored can be renewed")
    if oauth is not None and http is not None:
        fail("--http is for one workspace and --oauth for several: give one of them")
    try:
        if oauth is not None:
            told = oauth_manifest(oauth, rotate=rotate)
        else:
            told = http_manifest(http) if http is not None else socket_manifest()
    except AddressRefused as error:
        fail(str(error))
    print_pieces([told])
