"""`score` and `rank`: the arithmetic alone, without a database."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.console import fail, print_pieces, read

commands = typer.Typer()


@commands.command()
def score(
    file: Annotated[Path | None, typer.Argument(help="A JSON file; standard input when left out.")] = None,
) -> None:
    """Score answers: one JSON object of answers, a list of them, or {"base": …, "ballots": [ … ]}."""
    from flows.catalog.loader import load_catalogue
    from flows.scoring.given import AnswerRefused
    from flows.scoring.program import scores

    try:
        told = scores(read(file), load_catalogue())
    except AnswerRefused as error:
        fail(str(error))
    print_pieces(told)


@commands.command()
def rank(
    file: Annotated[Path | None, typer.Argument(help="A JSON file; standard input when left out.")] = None,
    weights: Annotated[
        str, typer.Option(help="A preset such as easy_first, or impact=60,data=40: what is not named weighs 0.")
    ] = "balanced",
) -> None:
    """Rank projects: a JSON list of {"key": …, "answers": { … }}."""
    from flows.catalog.loader import load_catalogue
    from flows.ranking.program import ranked
    from flows.ranking.weights import WeightsRefused, weights_named
    from flows.scoring.given import AnswerRefused

    try:
        told = ranked(read(file), weights_named(weights), load_catalogue())
    except (AnswerRefused, WeightsRefused) as error:
        fail(str(error))
    print_pieces(told)
