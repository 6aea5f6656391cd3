"""Starts the programs that are measured, in processes of their own."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bench.slack import Slack

ROOT = Path(__file__).parent.parent


@asynccontextmanager
async def program(slack: Slack, *arguments: str, **environment: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """A Python program that talks to the Slack, once it is connected; it is stopped at the end."""
    slack.connected.clear()
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        env={**os.environ, "PYTHONPATH": str(ROOT), **slack.environment(), **environment},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=None if "BENCH_LOUD" in os.environ else asyncio.subprocess.DEVNULL,
    )
    try:
        await asyncio.wait_for(slack.connected.wait(), 30)
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()
