"""How long a start takes and what it needs, against importing the same libraries."""

import asyncio
import os
import sys
from pathlib import Path
from time import perf_counter

from bench.slack import Slack

ROOT = Path(__file__).parent.parent
LIBRARIES = (
    "slack_bolt.async_app",
    "slack_bolt.adapter.socket_mode.aiohttp",
    "slack_bolt.adapter.aiohttp",
    "aiohttp.web",
    "sqlalchemy",
    "pydantic_settings",
    "apscheduler.schedulers.asyncio",
    "babel.messages.pofile",
    "yaml",
    "typer",
    "structlog",
)
IMPORT = f"import {', '.join(LIBRARIES)}; print('ready', flush=True); input()"


async def start_time(slack: Slack, database: str) -> tuple[float, float]:
    """(seconds from the start of `groundwork run` to `ready`, resident MiB then)."""
    environment = {**os.environ, **slack.environment(), "DATABASE_URL": database, "PYTHONPATH": str(ROOT)}
    return await _until_ready([sys.executable, "-m", "bot", "run"], environment, stderr=True)


async def import_time() -> tuple[float, float]:
    """The same for a program that only imports the libraries."""
    return await _until_ready([sys.executable, "-c", IMPORT], dict(os.environ), stderr=False)


async def _until_ready(command: list[str], environment: dict[str, str], *, stderr: bool) -> tuple[float, float]:
    begin = perf_counter()
    pipe, null = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(
        *command, env=environment, stdin=pipe, stdout=null if stderr else pipe, stderr=pipe if stderr else null
    )
    stream = process.stderr if stderr else process.stdout
    assert stream
    while b"ready" not in (line := await stream.readline()):
        assert line, "the program ended before it was ready"
    taken = perf_counter() - begin
    resident = _resident(process.pid)
    process.terminate()
    await process.wait()
    return taken, resident


def _resident(pid: int) -> float:
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return float("nan")
    (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024
