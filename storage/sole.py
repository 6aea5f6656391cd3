"""Whether a process has a SQLite file to itself: a lock beside the file, held for the process' life."""

import fcntl
import os
from pathlib import Path

from sqlalchemy import URL

BESIDE = "-inuse"


class Sole:
    """`held` is True for the first one to open the file; the lock ends with `close`, or with the process."""

    def __init__(self, url: URL) -> None:
        self._handle: int | None = None
        self.held = False
        if not url.database or url.database == ":memory:":
            self.held = True
            return
        try:
            self._handle = os.open(Path(f"{url.database}{BESIDE}"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return  # somebody else has it, or nobody can tell
        self.held = True

    def close(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
