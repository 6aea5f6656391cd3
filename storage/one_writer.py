"""SQLite's one writer: a thread that commits waiting turns together."""

import queue
import threading

import structlog
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from storage import jobs
from storage.jobs import Job, Outcome

log = structlog.get_logger()

NAME = "writer"
TOGETHER = 64  # turns in one commit at most, so that none waits long for its acknowledgement


class OneWriter:
    """Holds mean nothing here: nobody else writes meanwhile."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._write_all, name=NAME, daemon=True)
        self._thread.start()

    def put(self, job: Job) -> None:
        self._jobs.put(job)

    def close(self) -> None:
        self._jobs.put(None)
        self._thread.join()

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
                connection = connection or self._engine.connect()
            except SQLAlchemyError as error:
                jobs.answer([(job, None, error) for job in batch])
                continue
            jobs.answer(self._commit(connection, batch))
        if connection:
            connection.close()

    def _commit(self, connection: Connection, batch: list[Job]) -> list[Outcome]:
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


def _alone(connection: Connection, job: Job) -> Outcome:
    try:
        with connection.begin():
            result = job.work(connection)
    except Exception as error:  # noqa: BLE001 whoever asked for the write is told, see jobs.answer
        return (job, None, error)
    return (job, result, None)
