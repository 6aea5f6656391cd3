"""Our program as a process, without the second that importing it takes: a fork of a warm parent.

The parent is a fresh process with one thread that has imported what the program imports, and has called nothing of it.
A fork of it becomes what `python -m MODULE …` would be: a process with its own id, environment, folder and streams,
which is killed and ends like any other. All that the forks of one parent have in common is the code, and the seed of
their hashes.
"""

import asyncio
import atexit
import functools
import gc
import importlib
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
IMPORTED = (
    "bot.app",
    "bot.cli",
    "bot.cli.serving",
    "bot.doctor.examination",
    "bot.exports.printing",
    "bot.exports.restoring",
    "bot.failures",
    "bot.logs",
    "bot.manifest",
    "flows.ranking.program",
    "flows.scoring.program",
    "sandbox.program",
    "storage.backup",
    "storage.migrate",
    "storage.restore",
    # What they import when it is needed.
    "alembic.autogenerate",
    "emoji",
    "markdown_it",
    "sqlalchemy.dialects.postgresql.psycopg",
    "tomllib",
)
LENGTH = 8  # bytes
STREAMS = (0, 1, 2)


class Order(NamedTuple):
    """What a fork is to become."""

    module: str
    arguments: Sequence[str]
    environment: Mapping[str, str]
    folder: str


@dataclass
class Process:
    """A running fork, in the manner of `asyncio.subprocess.Process`; what it says on 1 and 2 is to be read."""

    pid: int
    stdout: asyncio.StreamReader
    stderr: asyncio.StreamReader
    _ending: "asyncio.Task[int]"

    @property
    def returncode(self) -> int | None:
        """Its exit code, negative for a signal; None while it runs."""
        return self._ending.result() if self._ending.done() else None

    async def wait(self) -> int:
        return await asyncio.shield(self._ending)

    def kill(self) -> None:
        self.send(signal.SIGKILL)

    def terminate(self) -> None:
        self.send(signal.SIGTERM)

    def send(self, number: signal.Signals) -> None:
        if self.returncode is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)


async def start(module: str, *arguments: str, env: Mapping[str, str], cwd: Path, given: str = "") -> Process:
    """What `python -m MODULE ARGUMENTS…` starts, with `given` on its standard input."""
    with ExitStack() as ours:
        status, out, err = os.pipe(), os.pipe(), os.pipe()
        for _, end in (status, out, err):
            ours.callback(os.close, end)
        stdin = ours.enter_context(TemporaryFile())
        stdin.write(given.encode())
        stdin.seek(0)
        body = json.dumps(Order(module, arguments, dict(env), str(cwd))).encode()
        orders = _parent()
        socket.send_fds(orders, [len(body).to_bytes(LENGTH)], [status[1], stdin.fileno(), out[1], err[1]])
        orders.sendall(body)
    told, said, complained = [await _End.of(pipe[0]) for pipe in (status, out, err)]
    pid = int(await told.reader.readline())
    ending = asyncio.create_task(_code(told, said, complained))
    return Process(pid, said.reader, complained.reader, ending)


class _End(asyncio.StreamReaderProtocol):
    """The end of a pipe that we read."""

    def __init__(self, reader: asyncio.StreamReader) -> None:
        super().__init__(reader)
        self.reader = reader
        self.over = asyncio.Event()

    @classmethod
    async def of(cls, file: int) -> "_End":
        loop = asyncio.get_running_loop()
        pipe = os.fdopen(file, "rb", buffering=0)
        _, end = await loop.connect_read_pipe(lambda: cls(asyncio.StreamReader()), pipe)
        return end

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self.over.set()


async def _code(told: _End, *others: _End) -> int:
    """The exit code, once all that was said has come, too."""
    code = int(await told.reader.readline())
    for end in (told, *others):
        await end.over.wait()
    return code


@functools.cache
def _parent() -> socket.socket:
    """Where the warm parent of this process takes its orders; it goes when this process goes."""
    ours, theirs = socket.socketpair()
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "GROUNDWORK_"))}
    command = [sys.executable, "-m", "tests.warm", str(theirs.fileno())]
    parent = subprocess.Popen(command, cwd=ROOT, env=clean, pass_fds=[theirs.fileno()])
    theirs.close()

    def end() -> None:
        ours.close()
        parent.wait()

    atexit.register(end)
    return ours


def _take(orders: socket.socket) -> tuple[Order, list[int]] | None:
    """The next order and its files; None once nobody orders any more."""
    length, files, _, _ = socket.recv_fds(orders, LENGTH, 1 + len(STREAMS))
    if not length:
        return None
    body = b""
    while len(body) < int.from_bytes(length):
        body += orders.recv(int.from_bytes(length) - len(body))
    return Order(*json.loads(body)), files


def _serve(orders: socket.socket) -> Order | None:
    """Fork for every order. Returns in the forks, with the order; in the parent only at the end, with None."""
    woken, waker = socket.socketpair()
    for end in (woken, waker):
        end.settimeout(0)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(waker.fileno(), warn_on_full_buffer=False)
    running: dict[int, int] = {}
    while True:
        ready, _, _ = select.select([orders, woken], [], [])
        if woken in ready:
            woken.recv(4096)
            for pid in [*running]:
                ended, status = os.waitpid(pid, os.WNOHANG)
                if ended:
                    _tell(running.pop(pid), os.waitstatus_to_exitcode(status))
        if orders not in ready:
            continue
        if (taken := _take(orders)) is None:
            for pid in running:
                os.kill(pid, signal.SIGKILL)
            return None
        order, (told, *streams) = taken
        if pid := os.fork():
            running[pid] = told
            os.write(told, f"{pid}\n".encode())
        else:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for file, number in zip(streams, STREAMS, strict=True):
                os.dup2(file, number)
            for held in (orders, woken, waker):
                held.close()
            for file in (told, *running.values(), *streams):
                os.close(file)
            return order
        for file in streams:
            os.close(file)


def _tell(told: int, code: int) -> None:
    with suppress(BrokenPipeError):  # nobody waits for it any more
        os.write(told, f"{code}\n".encode())
    os.close(told)


def main() -> None:
    gc.disable()
    for name in IMPORTED:
        importlib.import_module(name)
    if threading.active_count() > 1:
        raise RuntimeError(f"Only a process with one thread can be forked; there are {threading.enumerate()}.")
    gc.freeze()
    order = _serve(socket.socket(fileno=int(sys.argv[1])))
    if order is None:
        return
    gc.enable()
    os.chdir(order.folder)
    os.environ.clear()
    os.environ.update(order.environment)
    sys.argv = [order.module, *order.arguments]
    runpy.run_module(order.module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
