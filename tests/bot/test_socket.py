"""The watchdog of the Socket Mode connection."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

from bot.slack import connect
from bot.socket import Socket, SocketLost
from sandbox.standin import StandIn


async def authorize() -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=None, team_id="T", bot_token="xoxb", bot_id="B", bot_user_id="U")


@pytest.fixture
async def socket(slack: StandIn) -> AsyncIterator[Socket]:
    to_slack = connect(slack.api_url)
    app = AsyncApp(client=to_slack.client, authorize=authorize)
    watched = Socket(app, slack.app_token, look_every=0.02, new_ticket_after=0.1, give_up_after=1.0, ping_every=0.05)
    await watched.connect()
    await slack.connected()
    yield watched
    await watched.close()
    await to_slack.session.close()


async def test_a_connection_that_is_stuck_on_a_used_ticket_gets_a_new_one(slack: StandIn, socket: Socket):
    watching = asyncio.create_task(socket.watch())
    tickets = len(slack.calls("apps.connections.open"))

    slack.faults.refused("apps.connections.open", "internal_error", times=1)
    slack.sockets.drop()

    await slack.until(lambda: len(slack.calls("apps.connections.open")) > tickets + 1)
    await slack.connected()
    assert not watching.done()
    watching.cancel()


async def test_a_connection_that_stays_away_is_given_up_with_a_sentence(slack: StandIn, socket: Socket):
    slack.faults.refused("apps.connections.open", "internal_error", times=10_000)
    slack.sockets.drop()

    with pytest.raises(SocketLost, match="no connection to Slack"):
        await asyncio.wait_for(socket.watch(), 10)
