"""What a container's health check sees."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.readiness import trouble
from bot.settings import Settings


@pytest.fixture
async def door() -> AsyncIterator[tuple[int, dict[str, int]]]:
    """A port where /readyz answers with `said["status"]`."""
    said = {"status": 200}

    async def ready(_: web.Request) -> web.Response:
        return web.Response(status=said["status"], text='{"database": "does not answer"}')

    site = web.Application()
    site.router.add_get("/readyz", ready)
    runner = web.AppRunner(site)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port: int = runner.addresses[0][1]
    yield port, said
    await runner.cleanup()


def socket_mode(port: int | None, host: str = "127.0.0.1") -> Settings:
    tokens = {"slack_bot_token": "xoxb-1", "slack_app_token": "xapp-1"}
    return Settings(_env_file=None, GROUNDWORK_HEALTH_PORT=port, GROUNDWORK_HOST=host, **tokens)  # type: ignore[arg-type]


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
async def test_a_bot_that_is_ready_is_well(door: tuple[int, dict[str, int]], host: str) -> None:
    assert await asyncio.to_thread(trouble, socket_mode(door[0], host)) is None


async def test_over_http_it_is_asked_at_its_own_port(door: tuple[int, dict[str, int]]) -> None:
    settings = Settings(
        _env_file=None,
        slack_bot_token="xoxb-1",  # type: ignore[arg-type]
        slack_signing_secret="s",  # type: ignore[arg-type]
        GROUNDWORK_PORT=door[0],
    )
    assert await asyncio.to_thread(trouble, settings) is None


async def test_one_that_is_not_ready_says_why(door: tuple[int, dict[str, int]]) -> None:
    door[1]["status"] = 503
    wrong = await asyncio.to_thread(trouble, socket_mode(door[0]))
    assert wrong == 'the bot is not ready: {"database": "does not answer"}'


def test_one_that_is_not_there_is_not_well() -> None:
    assert trouble(socket_mode(1)) == "nobody answers at 127.0.0.1:1 (ConnectionRefusedError)"


def test_one_that_cannot_be_asked_is_not_well() -> None:
    assert "GROUNDWORK_HEALTH_PORT" in str(trouble(socket_mode(None)))
