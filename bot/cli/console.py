"""What every command needs: the settings, one sentence for what goes wrong, text in and out."""

import sys
from collections.abc import Coroutine, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import typer

if TYPE_CHECKING:
    from bot.settings import Settings


def settings_in_force() -> "Settings":
    """The settings; one that is wrong ends the program with a sentence."""
    from bot.settings import SettingsWrong, read_settings

    try:
        settings = read_settings()
        _ = settings.delivery
    except SettingsWrong as error:
        fail(str(error))
    return settings


def finish(work: Coroutine[Any, Any, None]) -> None:
    """Run to the end; what is known to go wrong becomes one sentence and exit code 1."""
    import asyncio

    from bot.failures import KNOWN

    try:
        asyncio.run(work)
    except KNOWN as error:
        fail(str(error))
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


def read(file: Path | None) -> str:
    """A file or standard input; a spreadsheet's byte order mark is passed over."""
    try:
        return (file.read_bytes() if file else sys.stdin.buffer.read()).decode("utf-8-sig")
    except OSError as error:
        fail(f"{file or 'The input'} cannot be read ({error.strerror})")
    except UnicodeDecodeError:
        fail("The input is not UTF-8 text")


def print_pieces(pieces: Iterable[str]) -> None:
    """UTF-8 whatever the terminal speaks; half a surrogate pair is written as its JSON escape."""
    sys.stdout.flush()
    for piece in pieces:
        sys.stdout.buffer.write(piece.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


def fail(sentence: str) -> NoReturn:
    typer.echo(f"groundwork: {sentence}", err=True)
    raise typer.Exit(1)
