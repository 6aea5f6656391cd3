"""Socket Mode: envelopes, acknowledgements, redelivery."""

import asyncio
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.standin import StandIn
from tests.sandbox.conftest import ROOM, Bot, connected, running


async def test_what_people_say_arrives(bot: Bot) -> None:
    ana = bot.slack.person("ana")
    ts = await ana.say("a < b & c", channel="#ml-projects")
    event = bot.of("message")[0]
    assert (event["text"], event["user"], event["ts"]) == ("a &lt; b &amp; c", "U0ANA", ts)
    assert (event["channel"], event["channel_type"], event["team"]) == (ROOM, "channel", "T0ACME")
    assert event["client_msg_id"]
    body = bot.bodies[0]
    assert (body["team_id"], body["api_app_id"]) == ("T0ACME", "A0GROUNDWORK")
    assert body["authorizations"][0]["user_id"] == "U0GROUNDWORK"


async def test_a_mention_is_told_twice_with_one_timestamp(bot: Bot) -> None:
    await bot.slack.person("ana").say("@groundwork large", channel="#ml-projects")
    message, mention = sorted(bot.events, key=lambda event: event["type"], reverse=True)
    assert message["text"] == mention["text"] == "<@U0GROUNDWORK> large"
    assert message["ts"] == mention["ts"]
    assert bot.bodies[0]["event_id"] != bot.bodies[1]["event_id"]


async def test_only_what_is_subscribed_and_only_where_the_bot_is() -> None:
    async with connected(events={"message.channels"}) as bot:
        ana = bot.slack.person("ana")
        await ana.say("@groundwork hi", channel="#general")
        await ana.say("private", channel="#ml-secret")
        await ana.say("direct")
        await ana.say("@groundwork hi", channel="#ml-projects")
        assert [(event["type"], event["channel"]) for event in bot.events] == [("message", ROOM)]


async def test_an_unacknowledged_event_comes_again(caplog: pytest.LogCaptureFixture) -> None:
    async with connected(ack_timeout=0.05) as bot:
        bot.failures = 2
        await bot.slack.person("ana").say("again", channel="#ml-projects")
        assert [event["text"] for event in bot.events] == ["again"]
        assert bot.retries == ["0", "1", "2"]
        assert bot.slack.traffic.of("events_api")[1].note == "retry 1: http_timeout"


async def test_an_event_is_given_up_after_three_retries(caplog: pytest.LogCaptureFixture) -> None:
    async with connected(ack_timeout=0.05) as bot:
        bot.failures = 9
        await bot.slack.person("ana").say("lost", channel="#ml-projects")
        assert bot.retries == ["0", "1", "2", "3"]
        assert bot.events == []
        assert [lost["event"]["text"] for lost in bot.slack.deliveries.lost] == ["lost"]


async def test_events_wait_for_a_connection(slack: StandIn, client: AsyncWebClient) -> None:
    await slack.person("ana").say("early", channel="#ml-projects")
    assert not slack.deliveries.idle
    bot = Bot(slack, client)
    await bot.connect()
    await slack.idle()
    await bot.close()
    assert [event["text"] for event in bot.events] == ["early"]
    assert bot.retries == ["0"]


async def test_everything_can_come_twice(bot: Bot) -> None:
    bot.slack.deliver_twice = True
    await bot.slack.person("ana").say("twice", channel="#ml-projects")
    assert [event["text"] for event in bot.events] == ["twice", "twice"]
    assert bot.bodies[0]["event_id"] == bot.bodies[1]["event_id"]


async def test_commands_do_not_come_again(caplog: pytest.LogCaptureFixture) -> None:
    async with connected(ack_timeout=0.05) as bot:
        answer = await bot.slack.person("ana").command("/ml help")
        assert answer.failure == "operation_timeout"
        assert len(bot.slack.traffic.of("slash_commands")) == 1
        assert bot.slack.transcript() == (
            "ana: /ml help\nSlackbot: /ml failed with the error operation_timeout (only visible to ana)"
        )


async def test_without_a_connection_a_command_fails_at_once(slack: StandIn) -> None:
    assert (await slack.person("ana").command("/ml help")).failure == "dispatch_failed"


async def test_a_dropped_connection_is_made_again_and_its_events_come_again(bot: Bot) -> None:
    held = asyncio.Event()
    take = bot.take

    async def hold(event: dict[str, Any], body: dict[str, Any], request: Any) -> None:
        if not held.is_set():
            held.set()
            await asyncio.Event().wait()
        await take(event, body, request)

    bot.app.event("member_left_channel")(hold)
    left = asyncio.create_task(bot.slack.person("ana").remove("gast", "#ml-projects"))
    await held.wait()
    bot.slack.sockets.drop()
    await left
    assert bot.retries == ["1"]
    assert bot.slack.traffic.of("events_api")[1].note == "retry 1: connection_failed"
    assert [event["user"] for event in bot.events] == ["U0GAST"]


async def test_a_disconnect_frame_makes_the_client_connect_anew(bot: Bot) -> None:
    await bot.slack.sockets.disconnect("refresh_requested")
    await bot.slack.until(lambda: len(bot.slack.calls("apps.connections.open")) == 2)
    await bot.slack.connected()
    await bot.slack.person("ana").say("still here", channel="#ml-projects")
    await bot.slack.idle()
    assert [event["text"] for event in bot.events] == ["still here"]


async def test_a_ticket_is_good_for_one_connection(slack: StandIn) -> None:
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(slack.app_token, base_url=slack.api_url, session=session)
        url = (await client.apps_connections_open(app_token=slack.app_token))["url"]
        async with session.ws_connect(url) as socket:
            hello = await socket.receive_json()
            assert (hello["type"], hello["num_connections"]) == ("hello", 1)
            assert hello["connection_info"]["app_id"] == "A0GROUNDWORK"
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)


async def test_ten_connections_and_no_more(slack: StandIn) -> None:
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(slack.app_token, base_url=slack.api_url, session=session)
        sockets = []
        for _ in range(11):
            url = (await client.apps_connections_open(app_token=slack.app_token))["url"]
            socket = await session.ws_connect(url)
            sockets.append((socket, await socket.receive_json()))
        assert sockets[9][1]["num_connections"] == 10
        assert sockets[10][1]["reason"] == "too_many_websockets"
        for socket, _ in sockets:
            await socket.close()


async def test_an_envelope_goes_to_one_of_the_connections() -> None:
    async with running() as (slack, client):
        bots = [Bot(slack, client), Bot(slack, client)]
        for bot in bots:
            await bot.connect()
        for number in range(4):
            await slack.person("ana").say(str(number), channel="#ml-projects")
        for bot in bots:
            await bot.close()
        assert [len(bot.events) for bot in bots] == [2, 2]


async def test_a_wrong_token_gets_no_url(slack: StandIn, client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        await client.apps_connections_open(app_token=slack.bot_token)
