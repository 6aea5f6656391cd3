"""The database: threads that write, readers beside them, and what several processes on it need to know."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import TypeVar

from sqlalchemy import Connection, select
from sqlalchemy import func as sql
from sqlalchemy.exc import DBAPIError

from storage.engines import is_postgresql, open_engine
from storage.holds import EVERYTHING, Hold, key_of
from storage.jobs import Job, Work, Writers
from storage.one_writer import OneWriter
from storage.patience import patiently
from storage.several_writers import SeveralWriters
from storage.sole import Sole

T = TypeVar("T")

READERS = 4


class Database:
    """Opened with a URL such as `sqlite:///data/groundwork.db` or `postgresql://user@host/groundwork`.

    `write` and `read` run a function with a connection on a thread and return its result. What `write` ran is
    on disk when it returns. What is written may run twice but is stored once: on SQLite writes that wait at the same
    time are committed together, and one that fails leaves the others alone; on PostgreSQL several run at a time, and
    one that had to give way is tried again.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = open_engine(url)
        self.shared = is_postgresql(self.engine.url)
        """Whether other processes may be at work on it, whose writes have to be looked for."""
        self._sole = None if self.shared else Sole(self.engine.url)
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="reader")
        self._reading = self.engine
        if self.shared:  # what is read belongs to one moment, as it does on SQLite
            self._reading = self.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        self._writers: Writers = SeveralWriters(self.engine) if self.shared else OneWriter(self.engine)

    @property
    def sole(self) -> bool:
        """Whether no other process has it open, for certain."""
        return self._sole is not None and self._sole.held

    async def write(self, work: Work[T], hold: Hold = EVERYTHING) -> T:
        """Run it in a transaction of its own; `hold` says what nobody else may write meanwhile."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T] = loop.create_future()
        self._writers.put(Job(work, hold, done, loop))
        return await done

    async def read(self, work: Work[T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._read, work)

    @asynccontextmanager
    async def alone(self, doing: str) -> AsyncIterator[bool]:
        """False when another process is at it already."""
        if not self.shared:
            yield True
            return
        locking = asyncio.ensure_future(asyncio.to_thread(self._locked, doing))
        try:
            _, got = await asyncio.shield(locking)
            yield got
        finally:  # whoever is stopped while the lock is on its way lets go of it, too
            connection, _ = await locking
            await asyncio.to_thread(_unlocked, connection)

    async def close(self) -> None:
        """Finish what waits, then let go of the file or the server."""
        await asyncio.to_thread(self._writers.close)
        self._readers.shutdown()
        self.engine.dispose()
        if self._sole:
            self._sole.close()

    def _read(self, work: Work[T]) -> T:
        return patiently(lambda: self._read_once(work)) if self.shared else self._read_once(work)

    def _read_once(self, work: Work[T]) -> T:
        with self._reading.connect() as connection:
            return work(connection)

    def _locked(self, doing: str) -> tuple[Connection, bool]:
        connection = self.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        connection.detach()  # closed for good at the end, also after the pool
        try:
            got = connection.execute(select(sql.pg_try_advisory_lock(key_of("alone", doing)))).scalar()
            return connection, bool(got)
        except BaseException:
            connection.close()
            raise


def _unlocked(connection: Connection) -> None:
    try:
        connection.execute(select(sql.pg_advisory_unlock_all()))
    except DBAPIError:
        connection.invalidate()  # the server let go of the lock when it lost the connection
    finally:
        connection.close()
