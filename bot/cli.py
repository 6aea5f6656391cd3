"""The commands of the `groundwork` program."""

import asyncio
import signal
import sys
from collections.abc import Coroutine, Iterable
from contextlib import suppress
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType
from typing import Annotated, Any, NoReturn

import typer

from bot.settings import Delivery, Settings, SettingsWrong, read_settings

program = typer.Typer(
    help="The Slack bot that gets a machine-learning project's groundwork done before anyone trains a model.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Port = Annotated[int, typer.Option(min=0, max=65535, help="Where the stand-in Slack listens; 0 takes a free port.")]


@program.command()
def run() -> None:
    """Run the bot: against Slack with settings in the environment or .env, without any in the sandbox."""
    settings = _settings()
    if settings.delivery is Delivery.NONE:
        typer.echo("No Slack settings found (SLACK_BOT_TOKEN …): starting the sandbox, a Slack of your own.")
        _finish(_stand_in().run(settings.port))
        return
    _finish(_serve(settings))


@program.command()
def sandbox(
    port: Port = 8080,
    empty: Annotated[bool, typer.Option("--empty", help="Start without the worked projects.")] = False,  # noqa: FBT002 - Typer's way
    db: Annotated[
        Path | None, typer.Option("--db", help="Keep the bot's projects in this SQLite file; otherwise thrown away.")
    ] = None,
) -> None:
    """Run the bot against a stand-in Slack on this machine, with a page: no account, no tokens."""
    _finish(_stand_in().run(port, empty=empty, db=db))


@program.command()
def demo(
    out: Annotated[Path, typer.Option(help="The folder that transcript and pictures are written into.")] = Path("demo"),
) -> None:
    """Play four weeks of two projects in the sandbox: print the transcript, write it and the pictures."""
    _finish(_stand_in().demo(out))


@program.command()
def migrate() -> None:
    """Bring the database to the newest form. `run` does this by itself."""
    from storage.database import open_engine
    from storage.errors import DatabaseUnusable
    from storage.migrate import migrate as bring

    try:
        engine = open_engine(_settings().database_url)
        typer.echo("Migrated." if bring(engine) else "Nothing to migrate.")
        engine.dispose()
    except DatabaseUnusable as error:
        _fail(str(error))


@program.command()
def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,  # noqa: FBT002 - Typer's way
) -> None:
    """Look at settings, Slack, the database and what waits in it; exit code 1 when something is wrong."""
    from bot.clock import now
    from bot.doctor import finding
    from bot.doctor.examination import examined

    found = asyncio.run(examined(now))
    _print_pieces([finding.as_json(found) if as_json else finding.as_lines(found), "\n"])
    if not finding.all_well(found):
        raise typer.Exit(1)


@program.command()
def backup(
    file: Annotated[Path, typer.Argument(help="Where to; a new file.")],
    replace: Annotated[bool, typer.Option("--replace", help="Write over that file.")] = False,  # noqa: FBT002
) -> None:
    """Copy the database into one file, also while the bot runs, and verify the copy."""
    from storage.backup import back_up
    from storage.errors import DatabaseUnusable

    try:
        copied = back_up(_settings().database_url, file, replace=replace)
    except DatabaseUnusable as error:
        _fail(str(error))
    typer.echo(f"Backed up to {file}: {copied.rows['projects']} projects, {copied.total} rows, verified.")


@program.command()
def restore(
    file: Annotated[Path, typer.Argument(help="What `groundwork backup` wrote.")],
    replace: Annotated[bool, typer.Option("--replace", help="Of a database with rows, too; it is kept.")] = False,  # noqa: FBT002
) -> None:
    """Put a backup in the database's place, verified; the bot must not run."""
    from bot.clock import now
    from storage.errors import DatabaseUnusable
    from storage.restore import restore as put_back

    try:
        restored = put_back(_settings().database_url, file, now=now(), replace=replace)
    except DatabaseUnusable as error:
        _fail(str(error))
    typer.echo(f"Restored from {file}: {restored.rows['projects']} projects, {restored.total} rows, verified.")
    if restored.kept:
        typer.echo(f"The database that was there is kept as {restored.kept}.")


@program.command()
def export(
    form: Annotated[str, typer.Option("--format", help="As what: json, csv or md.")] = "json",
    project: Annotated[str | None, typer.Option(help="Only this project, by key such as ML-12.")] = None,
) -> None:
    """Print every project: as JSON all that is stored, as a table, or as charters."""
    from bot.exports.printing import printed
    from flows.exporting import Form
    from storage.database import open_engine
    from storage.errors import DatabaseUnusable
    from storage.migrate import migrate as bring

    if form not in tuple(Form):
        _fail(f"--format {form} is not known: use json, csv or md")
    settings = _settings()
    try:
        engine = open_engine(settings.database_url)
        bring(engine)
        with engine.connect() as db:
            told = printed(db, Form(form), project, settings.language)
        engine.dispose()
    except DatabaseUnusable as error:
        _fail(str(error))
    if told is None:
        _fail(f"There is no project {project}: `groundwork export` without --project shows them all")
    _print_pieces([told])


@program.command(name="import")
def import_(
    file: Annotated[Path, typer.Argument(help="What `groundwork export --format json` printed.")],
) -> None:
    """Fill an empty database with an export: all of it, or nothing."""
    from bot.exports.restoring import ImportRefused, document_in, restore
    from flows.catalog.loader import load_catalogue
    from storage.database import open_engine
    from storage.errors import DatabaseUnusable
    from storage.migrate import migrate as bring

    try:
        document = document_in(file)
        engine = open_engine(_settings().database_url)
        bring(engine)
        with engine.connect().execution_options(writes=True) as db, db.begin():
            restore(db, document, load_catalogue())
        engine.dispose()
    except (DatabaseUnusable, ImportRefused) as error:
        _fail(str(error))
    typer.echo(f"Imported. Projects: {len(document.projects)}")


@program.command()
def score(
    file: Annotated[Path | None, typer.Argument(help="A JSON file; standard input when left out.")] = None,
) -> None:
    """Score answers: one JSON object of answers, a list of them, or {"base": …, "ballots": [ … ]}."""
    from flows.catalog.loader import load_catalogue
    from flows.scoring.given import AnswerRefused
    from flows.scoring.program import scores

    try:
        told = scores(_read(file), load_catalogue())
    except AnswerRefused as error:
        _fail(str(error))
    _print_pieces(told)


@program.command()
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
        told = ranked(_read(file), weights_named(weights), load_catalogue())
    except (AnswerRefused, WeightsRefused) as error:
        _fail(str(error))
    _print_pieces(told)


@program.command()
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
        _fail(str(error))
    _print_pieces([told])


def _read(file: Path | None) -> str:
    """A file or standard input; a spreadsheet's byte order mark is passed over."""
    try:
        return (file.read_bytes() if file else sys.stdin.buffer.read()).decode("utf-8-sig")
    except OSError as error:
        _fail(f"{file or 'The input'} cannot be read ({error.strerror})")
    except UnicodeDecodeError:
        _fail("The input is not UTF-8 text")


def _print_pieces(pieces: Iterable[str]) -> None:
    """UTF-8 whatever the terminal speaks; half a surrogate pair is written as its JSON escape."""
    sys.stdout.flush()
    for piece in pieces:
        sys.stdout.buffer.write(piece.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


def _settings() -> Settings:
    try:
        settings = read_settings()
        _ = settings.delivery
    except SettingsWrong as error:
        _fail(str(error))
    return settings


def _stand_in() -> ModuleType:
    """The sandbox, found by its entry point: the bot itself knows only Slack."""
    (found,) = entry_points(group="groundwork.stand_in")
    module: ModuleType = found.load()
    return module


def _finish(work: Coroutine[Any, Any, None]) -> None:
    """Run to the end; what is known to go wrong becomes one sentence and exit code 1."""
    from bot.failures import KNOWN

    try:
        asyncio.run(work)
    except KNOWN as error:
        _fail(str(error))
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


async def _serve(settings: Settings) -> None:
    from bot.app import running
    from bot.logs import log_to_stderr

    log_to_stderr(settings.log_level)
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    ready = asyncio.Event()

    async def serve() -> None:
        async with running(settings) as bot:
            ready.set()
            bot.lost.add_done_callback(lambda _: stopped.set())
            await stopped.wait()
            if bot.lost.done():
                bot.lost.result()

    serving = asyncio.create_task(serve())

    def stop() -> None:
        stopped.set()
        if not ready.is_set():
            serving.cancel()  # still connecting: there is nothing to finish

    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop)
    with suppress(asyncio.CancelledError):
        await serving


def _fail(sentence: str) -> NoReturn:
    typer.echo(f"groundwork: {sentence}", err=True)
    raise typer.Exit(1)
