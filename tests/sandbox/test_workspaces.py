"""Several workspaces behind one app: nothing leaks from one into another."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.refusal import Refused
from sandbox.standin import StandIn
from tests.sandbox.conftest import ROOM, Bot, actions, button, error_of, modal

VIEW = modal(actions(button("A", "a")))


async def test_twins_have_the_same_ids_and_timestamps_and_nothing_else_in_common(
    slack: StandIn, client: AsyncWebClient, bot: Bot
) -> None:
    twin = slack.add_workspace("T0TWIN", twin=True)
    here = await slack.person("ana").say("here", channel="#ml-projects")
    there = await twin.person("ana").say("there", channel="#ml-projects")
    assert here == there
    assert [message.text for message in twin.messages(ROOM)] == ["there"]
    assert [message.text for message in slack.messages(ROOM)] == ["here"]

    await client.chat_postMessage(channel=ROOM, text="reply", thread_ts=there, token=twin.bot_token)
    assert [message.text for message in twin.messages(ROOM, thread=there)] == ["there", "reply"]
    assert len(slack.messages(ROOM, thread=here)) == 1
    assert [len(one.calls("chat.postMessage")) for one in (slack, twin)] == [0, 1]
    first, second = bot.bodies
    assert [body["authorizations"][0]["team_id"] for body in (first, second)] == ["T0ACME", "T0TWIN"]
    assert first["team_id"] == "T0ACME"
    assert first["event_id"] != second["event_id"]
    assert first["event"]["user"] == second["event"]["user"]


async def test_each_token_sees_its_own_workspace(slack: StandIn, client: AsyncWebClient) -> None:
    other = slack.add_workspace("T0OTHER")
    assert (await client.auth_test(token=other.bot_token))["team_id"] == "T0OTHER"
    assert (await client.auth_test())["team_id"] == "T0ACME"
    theirs = other.workspace.channels_by_name["ml-projects"]
    assert await error_of(client.chat_postMessage(channel=theirs, text="x")) == "channel_not_found"
    assert await error_of(client.users_info(user=other.person("ana").id)) == "user_not_found"
    assert await error_of(client.auth_test(token="xoxb-nobody")) == "invalid_auth"


async def test_a_click_is_answered_in_the_workspace_it_was_made_in(
    slack: StandIn, client: AsyncWebClient, bot: Bot
) -> None:
    twin = slack.add_workspace("T0TWIN", twin=True)
    taken = []

    @bot.app.action("go")
    async def _go(ack, body, respond):
        taken.append((body["team"]["id"], body["trigger_id"]))
        await ack()
        await respond("only for you")

    blocks = [actions(button("Go", "go"))]
    for one in (slack, twin):
        await client.chat_postMessage(channel=ROOM, text="card", blocks=blocks, token=one.bot_token)
    await twin.person("minjun").click("Go")
    team, trigger = taken[0]
    assert team == "T0TWIN"
    assert [message.text for message in twin.ephemerals("minjun")] == ["only for you"]
    assert slack.ephemerals("minjun") == []
    assert await error_of(client.views_open(trigger_id=trigger, view=VIEW)) == "invalid_trigger_id"
    await client.views_open(trigger_id=trigger, view=VIEW, token=twin.bot_token)
    assert twin.person("minjun").view is not None
    assert slack.person("minjun").view is None


async def test_faults_strike_one_workspace(slack: StandIn, client: AsyncWebClient) -> None:
    other = slack.add_workspace("T0OTHER")
    other.faults.refused("chat.postMessage", "restricted_action")
    await client.chat_postMessage(channel=ROOM, text="x")
    theirs = other.workspace.channels_by_name["ml-projects"]
    refused = await error_of(client.chat_postMessage(channel=theirs, text="x", token=other.bot_token))
    assert refused == "restricted_action"


async def test_an_uninstalled_app_hears_of_it_and_nothing_else(
    slack: StandIn, client: AsyncWebClient, bot: Bot
) -> None:
    other = slack.add_workspace("T0OTHER")
    token = other.bot_token
    told: list[str] = []
    for name in ("app_uninstalled", "tokens_revoked"):

        @bot.app.event(name)
        async def _told(event, body):
            told.append(f"{event['type']} {body['team_id']} {event.get('tokens', {}).get('bot')}")

    await other.uninstall(order=("tokens_revoked", "app_uninstalled"))
    assert sorted(told) == ["app_uninstalled T0OTHER None", "tokens_revoked T0OTHER ['U1GROUNDWORK']"]
    assert await error_of(client.auth_test(token=token)) == "account_inactive"
    await other.person("ana").say("hello?", channel="#ml-projects")
    assert bot.of("message") == []
    assert (await other.person("ana").command("/ml")).failure == "app_not_installed"

    assert other.install() != token
    await other.person("ana").say("the bot has left, too", channel="#ml-projects")
    await other.person("ana").invite("groundwork", "#ml-projects")
    await other.person("ana").say("again", channel="#ml-projects")
    assert [event["text"] for event in bot.of("message")] == ["again"]
    assert (await client.auth_test(token=other.bot_token))["user_id"] == "U1GROUNDWORK"


async def test_two_workspaces_of_one_id_are_refused(slack: StandIn) -> None:
    with pytest.raises(ValueError, match="T0ACME"):
        slack.add_workspace("T0ACME")


async def test_without_an_installation_there_is_no_token() -> None:
    async with StandIn(installed=False) as slack:
        with pytest.raises(KeyError, match="not installed"):
            _ = slack.bot_token
        with pytest.raises(Refused, match="invalid_refresh_token"):
            slack.installs.refresh("")
