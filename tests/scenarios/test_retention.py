"""The settings for how long things are kept reach the beat that drops what is older."""

from datetime import timedelta

from sqlalchemy import Connection, select

from sandbox.standin import StandIn
from storage.tables import history, outbox
from tests.scenarios.test_full_intake import QUICK_EN, began
from tests.world import playing


def stored(db: Connection) -> tuple[int, int]:
    """Entries of history, and calls that were made."""
    made = select(outbox.c.id).where(outbox.c.settled_at.is_not(None))
    return len(db.execute(select(history.c.id)).all()), len(db.execute(made).all())


async def test_what_is_older_than_the_settings_say_is_dropped(slack: StandIn, database_url: str):
    async with playing(slack, database_url, GROUNDWORK_KEEP_HISTORY="60d", GROUNDWORK_KEEP_CALLS="90d") as world:
        await began(world, "ana", "Menu helper", QUICK_EN)
        entries, calls = await world.read(stored)
        assert entries > 5
        assert calls > 5

        await world.bot.tick(slack.clock() + timedelta(days=61))

        entries, kept = await world.read(stored)
        assert entries == 0
        assert kept >= calls
