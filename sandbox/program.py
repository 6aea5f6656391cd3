"""The program's way into the sandbox: the real bot, connected to the stand-in over its wire."""

import asyncio
import signal
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.app import Bot, running
from bot.logs import log_to_stderr
from bot.settings import Settings
from bot.web import PortTaken
from sandbox.clock import Clock
from sandbox.standin import StandIn
from sandbox.story import Storyteller, Told

HOW = """\
Groundwork runs in the sandbox: a Slack of your own at {url}. No account, no tokens; it forgets everything when it ends.

Talk to it from another terminal, as ana or ben (English) or as minjun or jiwoo (Korean):

  start a project   curl --json '{{"text": "/ml new Menu helper"}}' {url}/sandbox/people/ana/command
  answer in it      curl --json '{{"text": "large", "thread": "last"}}' {url}/sandbox/people/ana/say
  press a button    curl --json '{{"label": "Back", "thread": "last"}}' {url}/sandbox/people/ana/click
  read the channel  curl {url}/sandbox/transcript

This is what such talks look like:
"""


async def run(port: int) -> None:
    """Stay until stopped; print how to talk to it and what a talk looks like."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stopped.set)
    async with _stand_in(port) as slack, _bot(slack) as bot:
        print_out(HOW.format(url=slack.url))
        _print_story(await _story(slack, bot))
        print_out(f"\nThe sandbox is running at {slack.url}; stop it with Ctrl+C.")
        await stopped.wait()


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
async def _bot(slack: StandIn) -> AsyncIterator[Bot]:
    log_to_stderr("warning")
    with tempfile.TemporaryDirectory(prefix="groundwork-") as folder:
        settings = Settings(
            _env_file=None,
            slack_bot_token=slack.bot_token,
            slack_app_token=slack.app_token,
            slack_api_url=slack.api_url,
            database_url=f"sqlite:///{Path(folder) / 'sandbox.db'}",
        )
        async with running(settings, clock=slack.clock) as bot:
            await slack.connected()
            yield bot


async def _story(slack: StandIn, bot: Bot) -> list[Told]:
    async def settled() -> None:
        await slack.idle()
        await bot.delivery.quiet()

    return await Storyteller(slack, settled).play()


def _print_story(chapters: list[Told]) -> None:
    for chapter in chapters:
        print_out(f"\n── {chapter.title} {'─' * max(3, 100 - len(chapter.title))}\n\n{chapter.transcript}")


def print_out(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
