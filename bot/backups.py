"""Backups by themselves: one file each, the oldest dropped."""

import asyncio
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import structlog

from storage.errors import DatabaseUnusable

log = structlog.get_logger()

WRITTEN = "groundwork-%Y%m%dT%H%M%SZ"
NAME = re.compile(r"groundwork-\d{8}T\d{6}Z\.(db|dump)")
AGAIN = timedelta(minutes=10)  # after one that failed


@dataclass(slots=True)
class Backups:
    """Kept in a `folder`: one `every` so often, the newest `keep` of them.

    When the last one was made stands in its name, so that a restart forgets nothing. Making one holds up neither
    turns nor the metronome.
    """

    url: str
    folder: Path
    every: timedelta
    keep: int
    _making: asyncio.Task[None] | None = None
    _failed: datetime | None = field(default=None)

    async def __call__(self, now: datetime) -> None:
        """Begin one if it is due."""
        if self._making and not self._making.done():
            return
        if self._failed and timedelta(0) <= now - self._failed < AGAIN:
            return
        if await asyncio.to_thread(self._is_due, now):
            self._making = asyncio.create_task(self._make(now))

    async def finished(self) -> None:
        """Wait for the one that is being made."""
        if self._making:
            await self._making

    def _is_due(self, now: datetime) -> bool:
        last = made_at(newest) if (newest := newest_in(self.folder)) else None
        return last is None or not timedelta(0) <= now - last < self.every

    async def _make(self, now: datetime) -> None:
        try:
            size = await asyncio.to_thread(self._made, now)
        except (DatabaseUnusable, OSError) as error:
            self._failed = now
            log.error("backup.failed", problem=str(error))  # noqa: TRY400 its sentence says all
        else:
            self._failed = None
            log.info("backup.made", file=self._file(now).name, bytes=size)

    def _file(self, now: datetime) -> Path:
        return self.folder / f"{now.strftime(WRITTEN)}.{'db' if self.url.startswith('sqlite') else 'dump'}"

    def _made(self, now: datetime) -> int:
        from storage.backup import back_up  # a start need not wait for it

        self.folder.mkdir(parents=True, exist_ok=True)
        file = self._file(now)
        if not file.exists():  # another process on the same database may be as quick
            back_up(self.url, file)
        for old in backups_in(self.folder)[: -self.keep]:
            old.unlink(missing_ok=True)
        return file.stat().st_size


def backups_in(folder: Path) -> list[Path]:
    """The finished ones, the oldest first; other files are none of ours."""
    if not folder.is_dir():
        return []
    return sorted(file for file in folder.iterdir() if NAME.fullmatch(file.name))


def newest_in(folder: Path) -> Path | None:
    return found[-1] if (found := backups_in(folder)) else None


def made_at(backup: Path) -> datetime:
    return datetime.strptime(backup.stem, WRITTEN).replace(tzinfo=UTC)
