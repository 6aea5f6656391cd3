"""The commands of the `groundwork` program: one file each group, which imports what a command needs when it is run."""

import typer

from bot.cli import erasing, exchanging, installing, keeping, keys, moving, running, scoring, telling

program = typer.Typer(
    help="The Slack bot that gets a machine-learning project's groundwork done before anyone trains a model.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for group in (running, installing, keys, keeping, moving, erasing, exchanging, telling, scoring):
    program.add_typer(group.commands)
