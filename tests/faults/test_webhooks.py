"""The process dies between telling a receiver outside Slack and writing that down."""

from pathlib import Path

import pytest

from sandbox.standin import StandIn
from storage.engines import open_engine
from tests.faults.programs import supervised
from tests.receiver import LOOPBACK, receiving
from tests.world import CHANNEL


@pytest.mark.soak
async def test_what_was_told_and_not_written_down_is_told_again_with_the_same_id(
    slack: StandIn, database_url: str, tmp_path: Path
):
    async with receiving() as receiver:
        engine = open_engine(database_url)
        with engine.connect().execution_options(writes=True) as db, db.begin():
            receiver.webhook(at=slack)(db)
        engine.dispose()
        deaths = [("webhook.answered", 1)]
        async with supervised(slack, database_url, tmp_path, deaths, GROUNDWORK_WEBHOOK_NETWORKS=LOOPBACK) as under:
            await slack.person("ana").command("/ml new Menu helper", channel=CHANNEL)
            first, second = await receiver.until(2, within=40)  # PostgreSQL: once the lease of the dead is over
            await under.settled()

    assert first.told == second.told
    assert first.headers["X-Groundwork-Delivery"] == second.headers["X-Groundwork-Delivery"]
    assert len(receiver.received) == 2
