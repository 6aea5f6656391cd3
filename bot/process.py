"""What the machine knows of this process, where it tells."""

import os
import platform
import time
from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bot.metrics import gauge, total

HERE = Path("/proc/self")


def process_lines(started: datetime) -> Iterator[str]:
    """Under the names that Prometheus' own clients use."""
    labels = {"version": _version(), "python": platform.python_version()}
    yield from gauge("groundwork_info", "Always 1; the labels tell.", 1, labels)
    yield from gauge("process_start_time_seconds", "When it started.", round(started.timestamp(), 3))
    yield from total("process_cpu_seconds_total", "Processor time it used.", round(time.process_time(), 3))
    if HERE.exists():
        pages = int((HERE / "statm").read_text().split()[1])
        resident = pages * os.sysconf("SC_PAGE_SIZE")
        yield from gauge("process_resident_memory_bytes", "Memory it holds.", resident)
        yield from gauge("process_open_fds", "Files and sockets it has open.", len(list((HERE / "fd").iterdir())))


def _version() -> str:
    try:
        return version("groundwork")
    except PackageNotFoundError:  # run from its source
        return "unknown"
