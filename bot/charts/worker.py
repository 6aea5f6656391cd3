"""Draws in a process of its own, which goes away and takes matplotlib's memory with it."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process

from bot.charts.request import Request
from bot.charts.wire import written

SECONDS = 20.0
KEPT_BACK = ("SLACK_", "GROUNDWORK_", "DATABASE_URL")  # a picture needs no secrets
SIGNATURE = b"\x89PNG\r\n\x1a\n"


class NotDrawn(Exception):
    """The picture could not be drawn; the message says why, for the log."""


async def draw(request: Request, seconds: float = SECONDS) -> bytes:
    """The picture as PNG. Raises NotDrawn when the worker fails or takes longer than `seconds`."""
    try:
        worker = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot.charts",
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env={name: value for name, value in os.environ.items() if not name.startswith(KEPT_BACK)},
        )
    except OSError as failed:
        raise NotDrawn(f"the drawing process did not start: {failed}") from failed
    try:
        async with asyncio.timeout(seconds):
            picture, complaint = await worker.communicate(written(request))
    except TimeoutError as late:
        raise NotDrawn(f"the drawing took longer than {seconds:g} seconds") from late
    finally:
        await _ended(worker)
    if worker.returncode or not picture.startswith(SIGNATURE):
        last = complaint.decode(errors="replace").strip().splitlines()[-1:]
        raise NotDrawn(f"the drawing process ended with {worker.returncode}: {''.join(last)[:300]}")
    return picture


async def _ended(worker: Process) -> None:
    """Nothing is left of the process, also when whoever waited has gone."""
    if worker.returncode is None:
        worker.kill()
        await asyncio.shield(worker.wait())
