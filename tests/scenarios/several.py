"""A bot that any workspace of the stand-in can install."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any

from bot.app import Bot, running
from bot.settings import Settings
from sandbox.standin import StandIn
from sandbox.team import Org, Team
from sandbox.visitor import Visit
from tests.scenarios.test_http import free_port
from tests.world import World

KEY = "jyN-xka_ONrotwGYBRfSY7DF8hhcouT2wCOBoBgRccQ="


@dataclass
class Served:
    """The bot, and where browsers reach it."""

    slack: StandIn
    bot: Bot
    url: str

    @property
    def install_url(self) -> str:
        return f"{self.url}/slack/install"

    async def install(self, of: Team | Org | None = None, *, by: str = "ana", **how: Any) -> Visit:
        """Somebody opens the page, and allows the bot in unless told otherwise."""
        return await self.slack.authorize(self.install_url, of=of, by=by, **how)

    def world(self, tenant: Any = None) -> World:
        """One workspace's view of it."""
        return World(tenant or self.slack, self.bot)

    async def beat(self) -> None:
        """The metronome beats, and what follows is sent."""
        await self.bot.tick(self.slack.clock())
        await self.bot.delivery.quiet()


def settings_for_several(slack: StandIn, database_url: str, port: int, **others: Any) -> Settings:
    return Settings(
        _env_file=None,
        slack_client_id=slack.tokens.client_id,
        slack_client_secret=slack.tokens.client_secret,
        slack_signing_secret=slack.signing_secret,
        slack_api_url=slack.api_url,
        database_url=database_url,
        GROUNDWORK_PORT=port,
        GROUNDWORK_PUBLIC_URL=f"http://127.0.0.1:{port}",
        **{"GROUNDWORK_ENCRYPTION_KEYS": KEY, **others},
    )


@asynccontextmanager
async def serving(slack: StandIn, database_url: str, **others: Any) -> AsyncIterator[Served]:
    port, numbers = free_port(), count(1)
    settings = settings_for_several(slack, database_url, port, **others)
    async with running(settings, clock=slack.clock, ids=lambda: f"{next(numbers):024x}") as bot:
        await slack.use_http(f"http://127.0.0.1:{port}/slack/events")
        yield Served(slack, bot, f"http://127.0.0.1:{port}")
