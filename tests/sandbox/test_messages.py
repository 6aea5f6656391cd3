"""What happens to messages, and what the app hears of it."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.people import CannotDoThat
from sandbox.standin import StandIn
from tests.sandbox.conftest import ROOM, Bot


async def test_an_edit_shows_before_and_after(bot: Bot) -> None:
    ana = bot.slack.person("ana")
    ts = await ana.say("large", channel="#ml-projects")
    await ana.edit("#ml-projects", ts, "medium <3")
    event = bot.events[-1]
    assert (event["subtype"], event["hidden"], event["channel"]) == ("message_changed", True, ROOM)
    assert event["ts"] != ts
    assert event["message"]["text"] == "medium &lt;3"
    assert event["message"]["edited"]["user"] == "U0ANA"
    assert event["previous_message"]["text"] == "large"
    assert "edited" not in event["previous_message"]


async def test_a_deletion_shows_what_is_gone(bot: Bot) -> None:
    ana = bot.slack.person("ana")
    ts = await ana.say("oops", channel="#ml-projects")
    await ana.delete("#ml-projects", ts)
    event = bot.events[-1]
    assert (event["subtype"], event["deleted_ts"]) == ("message_deleted", ts)
    assert event["previous_message"]["text"] == "oops"
    assert bot.slack.messages("#ml-projects") == []


async def test_the_parent_of_a_thread_leaves_a_tombstone(bot: Bot) -> None:
    ana = bot.slack.person("ana")
    root = await ana.say("root", channel="#ml-projects")
    reply = await ana.say("reply", channel="#ml-projects", thread=root)
    await ana.delete("#ml-projects", root)
    event = bot.events[-1]
    assert (event["subtype"], event["message"]["subtype"]) == ("message_changed", "tombstone")
    assert [message.ts for message in bot.slack.messages("#ml-projects", thread=root)] == [root, reply]
    more = await ana.say("more", channel="#ml-projects", thread=root)
    assert bot.events[-1]["ts"] == more


async def test_a_first_reply_changes_its_parent_but_not_its_text(bot: Bot) -> None:
    ana = bot.slack.person("ana")
    root = await ana.say("root", channel="#ml-projects")
    await ana.say("one", channel="#ml-projects", thread=root)
    await ana.say("two", channel="#ml-projects", thread=root)
    changed = [event for event in bot.events if event.get("subtype") == "message_changed"]
    assert len(changed) == 1
    assert changed[0]["message"]["text"] == changed[0]["previous_message"]["text"] == "root"
    assert changed[0]["message"]["reply_count"] == 1
    assert "reply_count" not in changed[0]["previous_message"]
    replies = [event for event in bot.of("message") if event.get("text") in ("one", "two")]
    assert {(event["thread_ts"], event["parent_user_id"]) for event in replies} == {(root, "U0ANA")}


async def test_the_bots_own_changes_are_told_too(bot: Bot, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=ROOM, text="One")
    await client.chat_update(channel=ROOM, ts=posted["ts"], text="Two")
    await bot.slack.idle()
    told = [exchange.request["event"] for exchange in bot.slack.traffic.of("events_api")]
    assert [event.get("subtype") for event in told] == [None, "message_changed"]
    assert told[0]["bot_id"] == told[1]["message"]["bot_id"] == "B0GROUNDWORK"
    assert bot.events == []


async def test_direct_messages(bot: Bot) -> None:
    minjun = bot.slack.person("minjun")
    await minjun.say("안녕하세요")
    event = bot.events[-1]
    assert (event["channel"], event["channel_type"], event["text"]) == ("D0MINJUN", "im", "안녕하세요")
    assert [message.text for message in minjun.sees()] == ["안녕하세요"]


async def test_what_is_typed_becomes_tokens(bot: Bot) -> None:
    ana = bot.slack.person("ana")
    await ana.say("@ben see #general, https://a.example/?x=1&y=2 or a@b.example <@U0BEN> @nobody", channel="#general")
    assert bot.slack.messages("#general")[0].text == (
        "<@U0BEN> see <#C0GENERAL|general>, <https://a.example/?x=1&amp;y=2> or "
        "<mailto:a@b.example|a@b.example> <@U0BEN> @nobody"
    )


async def test_profiles_joins_reactions_and_home(bot: Bot) -> None:
    ana = bot.slack.person("ana")
    await bot.slack.person("ben").change_profile(locale="ko-KR", real_name="Benjamin")
    assert bot.of("user_change")[0]["user"]["real_name"] == "Benjamin"
    assert "locale" not in bot.of("user_change")[0]["user"]
    await ana.invite("groundwork", "#general")
    await ana.invite("gast", "#general")
    assert [event["user"] for event in bot.of("member_joined_channel")] == ["U0GROUNDWORK", "U0GAST"]
    ts = await ana.say("now heard", channel="#general")
    await ana.react("#general", ts, "eyes")
    assert bot.of("reaction_added")[0]["item"] == {"type": "message", "channel": "C0GENERAL", "ts": ts}
    await ana.react("#general", ts, "eyes")
    assert bot.of("reaction_removed")[0]["reaction"] == "eyes"
    assert await ana.open_home() is None
    assert bot.of("app_home_opened")[0]["tab"] == "home"


async def test_people_cannot_do_everything(slack: StandIn) -> None:
    ana, gast = slack.person("ana"), slack.person("gast")
    ts = await ana.say("mine", channel="#ml-projects")
    with pytest.raises(CannotDoThat, match="gast is not in #ml-secret"):
        await gast.say("hi", channel="#ml-secret")
    with pytest.raises(CannotDoThat, match="gast has written no message"):
        await gast.edit("#ml-projects", ts, "yours")
    with pytest.raises(CannotDoThat, match="There is no message"):
        await ana.say("x", channel="#ml-projects", thread="1.000001")
    with pytest.raises(KeyError):
        slack.person("nobody")


async def test_each_sees_what_is_theirs(slack: StandIn, client: AsyncWebClient) -> None:
    root = (await client.chat_postMessage(channel=ROOM, text="Root"))["ts"]
    await client.chat_postEphemeral(channel=ROOM, user="U0ANA", text="For you", thread_ts=root)
    await client.chat_postEphemeral(channel=ROOM, user="U0ANA", text="In the channel")
    ana, ben = slack.person("ana"), slack.person("ben")
    assert [one.text for one in ana.sees("#ml-projects", thread=root)] == ["Root", "For you"]
    assert [one.text for one in ana.sees("#ml-projects")] == ["Root", "In the channel"]
    assert [one.text for one in ben.sees("#ml-projects", thread=root)] == ["Root"]
    assert [one.text for one in slack.ephemerals("ana")] == ["For you", "In the channel"]
