"""Whoever watches the program is told whether it lives, whether it can work, and its figures."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from pydantic import SecretStr

from bot.app import running
from bot.health import OVERDUE
from bot.web import PortTaken, serve_health
from sandbox.standin import StandIn
from tests.world import CHANNEL, World, playing, settings_for

HERE = "127.0.0.1"


@asynccontextmanager
async def watched(world: World) -> AsyncIterator[str]:
    """Its address, on a free port."""
    server = await serve_health(world.bot.health, HERE, 0)
    try:
        yield f"http://{HERE}:{server.addresses[0][1]}"
    finally:
        await server.cleanup()


async def asked(address: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(address) as response:
        return response.status, await response.text()


async def figures(address: str) -> dict[str, float]:
    _, body = await asked(f"{address}/metrics")
    lines = [line.rsplit(" ", 1) for line in body.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in lines}


async def test_a_bot_at_work_is_alive_and_ready(world: World):
    async with watched(world) as address:
        assert await asked(f"{address}/healthz") == (200, "ok\n")
        status, body = await asked(f"{address}/readyz")

    assert status == 200
    assert body == '{"database": "ok", "socket": "ok", "outbox": "ok"}'


async def test_without_a_socket_it_is_alive_but_not_ready(world: World):
    async def cut() -> bool:
        return False

    world.bot.health.connected = cut
    async with watched(world) as address:
        assert (await asked(f"{address}/healthz"))[0] == 200
        status, body = await asked(f"{address}/readyz")
        assert (await figures(address))["groundwork_connected"] == 0

    assert status == 503
    assert '"socket": "not connected"' in body


async def test_whether_it_is_connected_is_what_the_socket_says(slack: StandIn, database_url: str):
    async with playing(slack, database_url) as world:
        assert await world.bot.health.connected()
    assert not await world.bot.health.connected()


async def test_calls_that_nobody_could_make_for_long_make_it_not_ready(world: World):
    slack = world.slack
    slack.faults.refused("chat.postMessage", "invalid_auth", times=1000)
    await slack.person("ana").command("/ml new Menu helper", channel=CHANNEL)
    await slack.until(lambda: slack.calls("chat.postMessage"))
    before = await world.bot.health.ready()
    slack.move(OVERDUE * 3)

    async with watched(world) as address:
        status, body = await asked(f"{address}/readyz")
        told = await figures(address)

    assert before["outbox"] == "ok"
    assert status == 503
    assert "the oldest call has been owed for" in body
    assert told["groundwork_outbox_calls"] >= 1
    assert told["groundwork_outbox_oldest_seconds"] > OVERDUE.total_seconds()


async def test_what_waits_for_an_invitation_makes_nothing_unready(world: World):
    await world.person("ana").command("/ml new Menu helper", channel="#general")
    await world.settled()
    world.slack.move(OVERDUE * 3)

    assert set((await world.bot.health.ready()).values()) == {"ok"}


async def test_the_figures_tell_what_was_done(world: World):
    thread = await world.start("ana", "/ml new Menu helper")
    await thread.say("ana", "Guests cannot choose a dish.")
    posts = len(world.slack.calls("chat.postMessage"))

    async with watched(world) as address:
        told = await figures(address)

    assert told['groundwork_turns_total{kind="command",result="taken"}'] == 1
    assert told['groundwork_turns_total{kind="message",result="taken"}'] >= 1
    assert told['groundwork_calls_total{method="chat.postMessage",result="sent"}'] == posts
    assert told["groundwork_ack_seconds_count"] >= 2
    assert 0 < told["groundwork_ack_seconds_sum"] < 10
    assert told['groundwork_ack_seconds_bucket{le="+Inf"}'] == told["groundwork_ack_seconds_count"]
    assert told["groundwork_outbox_calls"] == 0
    assert told["groundwork_taking"] == 1
    assert told["groundwork_reminders_late"] == 0
    assert told["process_cpu_seconds_total"] > 0
    assert any(name.startswith('groundwork_info{version="') for name in told)


async def test_no_figure_names_a_person_a_project_or_a_channel(world: World):
    await world.start("ana", "/ml new Menu helper")
    async with watched(world) as address:
        _, body = await asked(f"{address}/metrics")
        _, ready = await asked(f"{address}/readyz")

    ana = world.slack.workspace.person("ana").id
    for name in ("Menu helper", ana, CHANNEL, world.slack.workspace.team.id, world.slack.bot_token):
        assert name not in body + ready


async def test_a_turn_that_fails_is_counted_so(world: World):
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await world.bot.turns.take("click", fail)

    assert world.bot.turns.metrics.turns["click", "failed"] == 1


async def test_http_mode_has_it_on_its_own_port(slack: StandIn, database_url: str):
    port, secret = free_port(), SecretStr(slack.signing_secret)
    here = {"slack_app_token": None, "slack_signing_secret": secret, "port": port}
    settings = settings_for(slack, database_url).model_copy(update=here)
    async with running(settings, clock=slack.clock):
        address = f"http://{HERE}:{port}"
        assert await asked(f"{address}/healthz") == (200, "ok\n")
        assert (await asked(f"{address}/readyz"))[0] == 200
        assert (await asked(f"{address}/slack/events"))[0] == 405


async def test_a_taken_port_is_named_with_its_own_setting(world: World):
    async with watched(world) as address:
        with pytest.raises(PortTaken, match="GROUNDWORK_HEALTH_PORT"):
            await serve_health(world.bot.health, HERE, int(address.rsplit(":", 1)[1]))


async def test_the_setting_opens_it_in_socket_mode(slack: StandIn, database_url: str):
    port = free_port()
    settings = settings_for(slack, database_url).model_copy(update={"health_port": port})
    async with running(settings, clock=slack.clock):
        assert await asked(f"http://{HERE}:{port}/healthz") == (200, "ok\n")


def free_port() -> int:
    with socket.socket() as free:
        free.bind((HERE, 0))
        port: int = free.getsockname()[1]
        return port
