"""`run`, `sandbox` and `demo`: the bot against Slack, or against a stand-in on this machine."""

from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.console import finish, settings_in_force

if TYPE_CHECKING:
    from bot.settings import Settings

commands = typer.Typer()

Port = Annotated[int, typer.Option(min=0, max=65535, help="Where the stand-in Slack listens; 0 takes a free port.")]


@commands.command()
def run() -> None:
    """Run the bot: against Slack with settings in the environment or .env, without any in the sandbox."""
    from bot.settings import Delivery

    settings = settings_in_force()
    if settings.delivery is Delivery.NONE:
        typer.echo("No Slack settings found (SLACK_BOT_TOKEN …): starting the sandbox, a Slack of your own.")
        finish(_stand_in().run(settings.port))
        return
    finish(_serve(settings))


@commands.command()
def sandbox(
    port: Port = 8080,
    empty: Annotated[bool, typer.Option("--empty", help="Start without the worked projects.")] = False,  # noqa: FBT002 - Typer's way
    db: Annotated[
        Path | None, typer.Option("--db", help="Keep the bot's projects in this SQLite file; otherwise thrown away.")
    ] = None,
) -> None:
    """Run the bot against a stand-in Slack on this machine, with a page: no account, no tokens."""
    finish(_stand_in().run(port, empty=empty, db=db))


@commands.command()
def demo(
    out: Annotated[Path, typer.Option(help="The folder that transcript and pictures are written into.")] = Path("demo"),
) -> None:
    """Play four weeks of two projects in the sandbox: print the transcript, write it and the pictures."""
    finish(_stand_in().demo(out))


def _stand_in() -> ModuleType:
    """The sandbox, found by its entry point: the bot itself knows only Slack."""
    from importlib.metadata import entry_points

    (found,) = entry_points(group="groundwork.stand_in")
    module: ModuleType = found.load()
    return module


async def _serve(settings: "Settings") -> None:
    from bot.cli.serving import serve

    await serve(settings)
