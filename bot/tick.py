"""What time brings: owed calls are looked at, and what nobody needs any more is dropped."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Connection

from bot.delivery import Delivery
from storage import inbox, outbox
from storage.database import Database

log = structlog.get_logger()

INBOX_KEPT = timedelta(days=30)  # Slack delivers an event again for a day at most
OUTBOX_KEPT = timedelta(days=7)


@dataclass(slots=True)
class Tick:
    database: Database
    delivery: Delivery
    _tidied: datetime | None = None

    async def __call__(self, now: datetime) -> None:
        self.delivery.wake()
        if self._tidied is None or now - self._tidied > timedelta(days=1):
            self._tidied = now
            dropped = await self.database.write(lambda db: self._tidy(db, now))
            log.info("rows.tidied", count=dropped)

    def _tidy(self, db: Connection, now: datetime) -> int:
        return inbox.forget_before(db, now - INBOX_KEPT) + outbox.forget_before(db, now - OUTBOX_KEPT)
