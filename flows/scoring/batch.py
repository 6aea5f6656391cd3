"""The same work on every project of a long list, on several processors."""

import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import zip_longest
from multiprocessing.connection import Connection
from typing import Generic, NamedTuple, TypeVar

from flows.scoring.given import AnswerRefused
from flows.scoring.json_text import items

_Result = TypeVar("_Result")

_BLOCK = 200
"""Projects that one process takes in a row."""

_MOST_PROCESSES = 4
_LONG = 2_000_000
"""Characters of JSON from which a second process is worth its start."""


class _Share(NamedTuple, Generic[_Result]):
    """What one process did: its blocks in order, or the place of the first project that was refused."""

    blocks: list[list[_Result]]
    refused: tuple[int, str] | None


def each(text: str, work: Callable[[object], _Result], processes: int | None = None) -> list[_Result]:
    """The result of `work` for every item of a JSON list, in order.

    `work` is a pure function whose results can be pickled. Raises AnswerRefused for the first item that
    `work` refuses, with its place from 0, or where the list is not JSON.
    """
    of = processes or _processes(text)
    with _no_collection():
        helpers = [_Helper(text, work, part, of) for part in range(1, of)]
        shares = [_share(text, work, 0, of), *(helper.share() for helper in helpers)]
    refused = [share.refused for share in shares if share.refused]
    if refused:
        raise AnswerRefused(min(refused)[1])
    rounds = zip_longest(*(share.blocks for share in shares), fillvalue=[])
    return [result for blocks in rounds for block in blocks for result in block]


def _processes(text: str) -> int:
    if len(text) < _LONG or not sys.platform.startswith("linux"):
        return 1
    return min(_MOST_PROCESSES, len(os.sched_getaffinity(0)))


class _Helper(Generic[_Result]):
    """A second process. It shares the text by being forked, and reads past what is not its part."""

    def __init__(self, text: str, work: Callable[[object], _Result], part: int, of: int) -> None:
        self._again: Callable[[], _Share[_Result]] = lambda: _share(text, work, part, of)
        forked = multiprocessing.get_context("fork")
        self._answers, sends = forked.Pipe(duplex=False)
        self._process = forked.Process(target=_help, args=(sends, text, work, part, of), daemon=True)
        self._process.start()
        sends.close()

    def share(self) -> _Share[_Result]:
        try:
            done: _Share[_Result] = self._answers.recv()
        except EOFError:  # it was killed, for want of memory most likely
            done = self._again()
        self._process.join()
        return done


def _help(sends: Connection, text: str, work: Callable[[object], _Result], part: int, of: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sends.send(_share(text, work, part, of))


def _share(text: str, work: Callable[[object], _Result], part: int, of: int) -> _Share[_Result]:
    blocks: list[list[_Result]] = []
    place = 0
    try:
        for item in items(text):
            if place // _BLOCK % of == part:
                if place % _BLOCK == 0:
                    blocks.append([])
                try:
                    blocks[-1].append(work(item))
                except AnswerRefused as refused:
                    return _Share([], (place, f"Project {place}: {refused}"))
            place += 1
    except AnswerRefused as not_json:
        return _Share([], (place, str(not_json)))
    return _Share(blocks, None)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Projects make no cycles, and looking for some would take a third of the time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
