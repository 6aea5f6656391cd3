"""The program's way into the sandbox: the real bot, connected to the stand-in over its wire."""

import asyncio
import os
import signal
import sys
import tempfile
import webbrowser
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path

from aiohttp.web import Application

from bot.app import running
from bot.clock import Ids, new_id, now
from bot.logs import log_to_stderr
from bot.settings import Settings
from bot.web import PortTaken
from sandbox.clock import Clock
from sandbox.gallery.page import Gallery
from sandbox.standin import StandIn
from sandbox.story import Told, play_story
from sandbox.storyteller import CHANNEL, Settled, Storyteller
from sandbox.worked.timeline import begins, play_worked
from sandbox.workspace import Workspace

HOW = """\
Groundwork runs in the sandbox: a Slack of your own. No account, no tokens.

  open  {url}

{worked}Type `/ml new` in #ml-projects, and answer in the thread. At the left you become somebody
else, at the top you move the clock. {kept}

Everything the bot can say: {url}/gallery
Without a browser: curl --json '{{"text": "/ml new Menu helper"}}' {url}/sandbox/people/ana/command
"""
WORKED = "Six projects of the last three weeks are there. "
FORGETS = "It forgets everything when it ends."
KEEPS = "The bot keeps its projects in {db}; the messages here are forgotten."


async def run(port: int, *, empty: bool = False, db: Path | None = None) -> None:
    """Stay until stopped; print where it is, and show it where there is a desktop.

    The bot's database is `db`, or one that is thrown away. With a new one, and without `empty`, the worked projects
    are there already.
    """
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stopped.set)
    present = now()
    worked = not empty and not await asyncio.to_thread(_there, db)
    clock = Clock(begins(present), running=True) if worked else Clock.real()
    async with _stand_in(port, clock) as slack, _bot(slack, db) as settled:
        if worked:
            await play_worked(Storyteller(slack, settled), present)
        else:
            await slack.person("ana").invite(slack.workspace.bot.name, CHANNEL)  # it introduces itself
            await settled()
        kept = KEEPS.format(db=db) if db else FORGETS
        print_out(HOW.format(url=slack.url, worked=WORKED if worked else "", kept=kept))
        if on_a_desktop(os.environ, sys.platform):
            await asyncio.to_thread(webbrowser.open, slack.url)
        print_out(f"The sandbox is running at {slack.url}; stop it with Ctrl+C.")
        await stopped.wait()


def _there(db: Path | None) -> bool:
    return db is not None and db.exists()


def on_a_desktop(environment: Mapping[str, str], platform: str) -> bool:
    """Whether there is a screen to show a browser on."""
    return platform in ("darwin", "win32") or any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


async def demo(out: Path) -> None:
    """Play the story; print it, and write it and its pictures into the folder `out`. The same bytes every time."""
    numbers = count(1)
    async with (
        StandIn(clock=Clock(running=True)) as slack,
        _bot(slack, ids=lambda: f"{next(numbers):024x}") as settled,
    ):
        told = await play_story(Storyteller(slack, settled))
    print_out(told.text)
    await asyncio.to_thread(_written, told, out)
    print_out(f"Written into {out}: transcript.txt, {', '.join(told.pictures)}")


def _written(told: Told, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    (out / "transcript.txt").write_text(told.text, encoding="utf-8")
    for name, picture in told.pictures.items():
        (out / name).write_bytes(picture)


@asynccontextmanager
async def _stand_in(port: int, clock: Clock) -> AsyncIterator[StandIn]:
    slack = StandIn(port=port, clock=clock, also=_gallery)
    try:
        await slack.start()
    except OSError as error:
        await slack.stop()
        raise PortTaken(slack.host, port) from error
    try:
        yield slack
    finally:
        await slack.stop()


def _gallery(app: Application, workspace: Workspace, clock: Clock) -> None:
    Gallery(workspace, clock).add_to(app)


@asynccontextmanager
async def _bot(slack: StandIn, db: Path | None = None, ids: Ids = new_id) -> AsyncIterator[Settled]:
    """The bot at work; what it yields returns once everything said was taken and everything owed was sent."""
    log_to_stderr("warning")
    with tempfile.TemporaryDirectory(prefix="groundwork-") as folder:
        file = db or Path(folder) / "sandbox.db"
        settings = Settings(
            _env_file=None,
            slack_bot_token=slack.bot_token,
            slack_app_token=slack.app_token,
            slack_api_url=slack.api_url,
            database_url=f"sqlite:///{file}",
        )
        async with running(settings, clock=slack.clock, ids=ids) as bot:
            # The bot sleeps in real time: when the clock is moved, what is due now is not waited for.
            ticks: set[asyncio.Task[None]] = set()

            def beat() -> None:
                task = asyncio.create_task(bot.tick(slack.clock()))
                ticks.add(task)
                task.add_done_callback(ticks.discard)

            async def settled() -> None:
                await asyncio.gather(*ticks)
                await slack.idle()
                await bot.delivery.quiet()

            slack.clock.when_moved(beat)
            await slack.connected()
            yield settled
            for task in ticks:
                task.cancel()
            await asyncio.gather(*ticks, return_exceptions=True)


def print_out(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
