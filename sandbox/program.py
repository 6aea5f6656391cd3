"""The program's way into the sandbox: the real bot, connected to the stand-in over its wire."""

import asyncio
import os
import signal
import sys
import tempfile
import webbrowser
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from bot.app import Bot, running
from bot.logs import log_to_stderr
from bot.settings import Settings
from bot.web import PortTaken
from sandbox.clock import Clock
from sandbox.standin import StandIn
from sandbox.story import CHANNEL, Storyteller, Told

HOW = """\
Groundwork runs in the sandbox: a Slack of your own. No account, no tokens.

  open  {url}

Type `/ml new` in #ml-projects, and answer in the thread. At the left you become somebody else, at the top you move
the clock. {kept}

Without a browser: curl --json '{{"text": "/ml new Menu helper"}}' {url}/sandbox/people/ana/command
"""
FORGETS = "It forgets everything when it ends."
KEEPS = "The bot keeps its projects in {db}; the messages here are forgotten."


async def run(port: int, *, empty: bool = False, db: Path | None = None) -> None:
    """Stay until stopped; print where it is, and show it where there is a desktop.

    Without `empty` a story is played first. The bot's database is `db`, or one that is thrown away.
    """
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stopped.set)
    async with _stand_in(port) as slack, _bot(slack, db) as bot:
        if empty:
            await slack.person("ana").invite(slack.workspace.bot.name, CHANNEL)  # it introduces itself
            await _settled(slack, bot)
        else:
            await _story(slack, bot)
        print_out(HOW.format(url=slack.url, kept=KEEPS.format(db=db) if db else FORGETS))
        if on_a_desktop(os.environ, sys.platform):
            await asyncio.to_thread(webbrowser.open, slack.url)
        print_out(f"The sandbox is running at {slack.url}; stop it with Ctrl+C.")
        await stopped.wait()


def on_a_desktop(environment: Mapping[str, str], platform: str) -> bool:
    """Whether there is a screen to show a browser on."""
    return platform in ("darwin", "win32") or any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


async def demo() -> None:
    """Play the story and print it; the same every time."""
    async with StandIn(clock=Clock(running=True)) as slack, _bot(slack) as bot:
        _print_story(await _story(slack, bot))


@asynccontextmanager
async def _stand_in(port: int) -> AsyncIterator[StandIn]:
    slack = StandIn(port=port, clock=Clock.real())
    try:
        await slack.start()
    except OSError as error:
        await slack.stop()
        raise PortTaken(slack.host, port) from error
    try:
        yield slack
    finally:
        await slack.stop()


@asynccontextmanager
async def _bot(slack: StandIn, db: Path | None = None) -> AsyncIterator[Bot]:
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
        async with running(settings, clock=slack.clock) as bot:
            # The bot sleeps in real time: when the clock is moved, what is due now is not waited for.
            ticks: set[asyncio.Task[None]] = set()

            def beat() -> None:
                task = asyncio.create_task(bot.tick(slack.clock()))
                ticks.add(task)
                task.add_done_callback(ticks.discard)

            slack.clock.when_moved(beat)
            await slack.connected()
            yield bot


async def _story(slack: StandIn, bot: Bot) -> list[Told]:
    return await Storyteller(slack, lambda: _settled(slack, bot)).play()


async def _settled(slack: StandIn, bot: Bot) -> None:
    await slack.idle()
    await bot.delivery.quiet()


def _print_story(chapters: list[Told]) -> None:
    for chapter in chapters:
        print_out(f"\n── {chapter.title} {'─' * max(3, 100 - len(chapter.title))}\n\n{chapter.transcript}")


def print_out(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
