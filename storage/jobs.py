"""Writes that wait for a thread, and how they went."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection

from storage.holds import Hold

T = TypeVar("T")
Work = Callable[[Connection], T]


@dataclass(slots=True)
class Job:
    work: Work[Any]
    hold: Hold
    done: asyncio.Future[Any]
    loop: asyncio.AbstractEventLoop


Outcome = tuple[Job, Any, BaseException | None]


class Writers(Protocol):
    """The threads that write."""

    def put(self, job: Job) -> None: ...

    def close(self) -> None:
        """Finish what waits; returns when that is done."""


def answer(outcomes: list[Outcome]) -> None:
    """Wake those who wait, once per event loop."""
    by_loop: dict[asyncio.AbstractEventLoop, list[Outcome]] = {}
    for outcome in outcomes:
        by_loop.setdefault(outcome[0].loop, []).append(outcome)
    for loop, theirs in by_loop.items():
        if not loop.is_closed():
            loop.call_soon_threadsafe(_resolve, theirs)


def _resolve(outcomes: list[Outcome]) -> None:
    for job, result, error in outcomes:
        if job.done.done():
            continue
        if error is None:
            job.done.set_result(result)
        else:
            job.done.set_exception(error)
