"""Trying again while a server is away or made a transaction give way, for as long as somebody waits."""

import time
from collections.abc import Callable
from typing import TypeVar

import structlog
from sqlalchemy.exc import DBAPIError

from storage.trouble import Trouble, trouble_of

T = TypeVar("T")
log = structlog.get_logger()

PATIENCE = 2.0  # seconds, of the three that Slack gives an acknowledgement
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 0.4  # seconds
PASSING = (Trouble.BUSY, Trouble.UNREACHABLE)


def patiently(work: Callable[[], T]) -> T:
    """What `work` returns; it must have left nothing behind when it raises what passes."""
    until, pause = time.monotonic() + PATIENCE, FIRST_PAUSE
    while True:
        try:
            return work()
        except DBAPIError as error:
            if trouble_of(error) not in PASSING or time.monotonic() + pause > until:
                raise
            log.debug("database.again", problem=trouble_of(error).value)
        time.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE)
