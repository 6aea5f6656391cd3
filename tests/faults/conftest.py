"""A stand-in that shows the present: the program under test is a process and lives by the machine's clock."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.clock import Clock
from sandbox.standin import StandIn
from tests.faults.interviews import Player
from tests.world import playing


@pytest.fixture
async def slack(subscribed: list[str]) -> AsyncIterator[StandIn]:
    delays = (0.05, 0.1, 0.2)
    async with StandIn(events=subscribed, clock=Clock.real(), ack_timeout=2.0, retry_delays=delays) as stand_in:
        yield stand_in


@pytest.fixture(scope="session")
def undisturbed(migrated: Path, subscribed: list[str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The thread of the same interview when nothing goes wrong."""
    file = tmp_path_factory.mktemp("undisturbed") / "test.db"
    shutil.copy(migrated, file)

    async def played() -> str:
        async with (
            StandIn(events=subscribed, clock=Clock.real()) as slack,
            playing(slack, f"sqlite:///{file}") as world,
        ):
            player = Player(slack, world.settled)
            await player.whole_interview()
            return player.transcript

    return asyncio.run(played())
