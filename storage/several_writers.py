"""PostgreSQL's writers: a few threads, one transaction per turn."""

import queue
import threading

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from storage import jobs
from storage.holds import NOTHING, take
from storage.jobs import Job, Outcome
from storage.patience import patiently

WRITERS = 4


class SeveralWriters:
    """Turns are not committed together: two transactions that change many rows in another order wait for each other,
    and the server writes those that end at the same time with one sync by itself.

    What claims its rows one by one has a thread of its own, so that it never waits behind a hold.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._holding: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._free: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        queues = [self._free, *[self._holding] * WRITERS]
        self._threads = [
            threading.Thread(target=self._write_all, args=(waiting,), name=f"writer-{number}", daemon=True)
            for number, waiting in enumerate(queues)
        ]
        for thread in self._threads:
            thread.start()

    def put(self, job: Job) -> None:
        (self._free if job.hold == NOTHING else self._holding).put(job)

    def close(self) -> None:
        for waiting in [self._free, *[self._holding] * WRITERS]:
            waiting.put(None)
        for thread in self._threads:
            thread.join()

    def _write_all(self, waiting: queue.SimpleQueue[Job | None]) -> None:
        while (job := waiting.get()) is not None:
            jobs.answer([self._written(job)])

    def _written(self, job: Job) -> Outcome:
        try:
            return patiently(lambda: self._committed(job))
        except Exception as error:  # noqa: BLE001 whoever asked for the write is told, see jobs.answer
            return (job, None, error)

    def _committed(self, job: Job) -> Outcome:
        """One transaction. Raises what went wrong before its commit was sent: then nothing is stored."""
        with self._engine.connect() as connection:
            transaction = connection.begin()
            try:
                take(connection, job.hold)
                result = job.work(connection)
            except BaseException:
                transaction.rollback()
                raise
            try:
                transaction.commit()
            except DBAPIError as error:
                # Nobody knows whether it is stored. Slack delivers again, and finds its delivery claimed or not.
                return (job, None, error)
        return (job, result, None)
