"""The database: one writer thread that commits waiting turns together, and readers beside it."""

import asyncio
import queue
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import structlog
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from storage.errors import DatabaseUnusable

T = TypeVar("T")
log = structlog.get_logger()
Work = Callable[[Connection], T]

READERS = 4
TOGETHER = 64  # turns in one commit at most, so that none waits long for its acknowledgement


@dataclass(slots=True)
class _Job:
    work: Work[Any]
    done: asyncio.Future[Any]
    loop: asyncio.AbstractEventLoop


_Outcome = tuple[_Job, Any, BaseException | None]


class Database:
    """Opened with a URL such as `sqlite:///data/groundwork.db`.

    `write` and `read` run a function with a connection on a thread and return its result. What `write` ran is
    on disk when it returns. Writes that wait at the same time are committed together; one that fails leaves the
    others alone, so what is written may run twice but is stored once.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = open_engine(url)
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="reader")
        self._writer = threading.Thread(target=self._write_all, name="writer", daemon=True)
        self._writer.start()

    async def write(self, work: Work[T]) -> T:
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T] = loop.create_future()
        self._jobs.put(_Job(work, done, loop))
        return await done

    async def read(self, work: Work[T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._read, work)

    async def close(self) -> None:
        """Finish what waits, then let go of the file."""
        self._jobs.put(None)
        await asyncio.to_thread(self._writer.join)
        self._readers.shutdown()
        self.engine.dispose()

    def _read(self, work: Work[T]) -> T:
        with self.engine.connect() as connection:
            return work(connection)

    def _write_all(self) -> None:
        connection: Connection | None = None
        while (job := self._jobs.get()) is not None:
            batch = [job]
            while len(batch) < TOGETHER and not self._jobs.empty():
                following = self._jobs.get()
                if following is None:
                    self._jobs.put(None)
                    break
                batch.append(following)
            try:
                connection = connection or self.engine.connect()
            except SQLAlchemyError as error:
                _answer([(job, None, error) for job in batch])
                continue
            _answer(self._commit(connection, batch))
        if connection:
            connection.close()

    def _commit(self, connection: Connection, batch: list[_Job]) -> list[_Outcome]:
        """Everything in one transaction; if one of them fails, each in a transaction of its own."""
        if len(batch) > 1:
            try:
                with connection.begin():
                    return [(job, job.work(connection), None) for job in batch]
            except OperationalError as error:  # locked, or the disk is full: it would be so for each of them
                return [(job, None, error) for job in batch]
            except Exception as error:  # noqa: BLE001 whose fault it is shows when each is tried alone
                log.debug("batch.split", size=len(batch), problem=type(error).__name__)
        return [_alone(connection, job) for job in batch]


def _alone(connection: Connection, job: _Job) -> _Outcome:
    try:
        with connection.begin():
            result = job.work(connection)
    except Exception as error:  # noqa: BLE001 whoever asked for the write is told, see _resolve
        return (job, None, error)
    return (job, result, None)


def _answer(outcomes: list[_Outcome]) -> None:
    """Wake those who wait, once per event loop."""
    by_loop: dict[asyncio.AbstractEventLoop, list[_Outcome]] = {}
    for outcome in outcomes:
        by_loop.setdefault(outcome[0].loop, []).append(outcome)
    for loop, theirs in by_loop.items():
        if not loop.is_closed():
            loop.call_soon_threadsafe(_resolve, theirs)


def _resolve(outcomes: list[_Outcome]) -> None:
    for job, result, error in outcomes:
        if job.done.done():
            continue
        if error is None:
            job.done.set_result(result)
        else:
            job.done.set_exception(error)


def open_engine(url: str) -> Engine:
    """An engine whose transactions are durable when committed."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        raise DatabaseUnusable(
            f"DATABASE_URL starts with {parsed.drivername}, but only sqlite is supported: "
            "use for example sqlite:///data/groundwork.db"
        )
    if parsed.database and parsed.database != ":memory:":
        try:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DatabaseUnusable(
                f"The folder of the database {parsed.database} cannot be made ({error.strerror}): "
                "choose another place with DATABASE_URL"
            ) from error
    engine = create_engine(url, hide_parameters=True)  # what people typed stays out of the log
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late and is not IMMEDIATE
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=5000",
        "wal_autocheckpoint=4000",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A transaction that starts as a reader and then writes can fail at once with "database is locked".
    immediate = threading.current_thread().name == "writer" or connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
