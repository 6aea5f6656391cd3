"""Methods, tokens, errors."""

import asyncio
import json
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.standin import StandIn
from tests.sandbox.conftest import ROOM, error_of, running, section


async def test_who_the_bot_is(slack: StandIn, client: AsyncWebClient) -> None:
    answer = await client.auth_test()
    assert (answer["team_id"], answer["user_id"], answer["bot_id"]) == ("T0ACME", "U0GROUNDWORK", "B0GROUNDWORK")
    assert (await client.api_test(foo="bar"))["args"] == {"foo": "bar"}
    assert await error_of(client.api_test(error="oh")) == "oh"


@pytest.mark.parametrize(
    ("token", "method", "error"),
    [
        ("", "auth.test", "not_authed"),
        ("xoxb-other", "auth.test", "invalid_auth"),
        ("app", "chat.postMessage", "not_allowed_token_type"),
        ("bot", "apps.connections.open", "not_allowed_token_type"),
        ("bot", "admin.users.list", "unknown_method"),
    ],
)
async def test_tokens_and_methods_are_checked(slack: StandIn, token: str, method: str, error: str) -> None:
    given = {"app": slack.app_token, "bot": slack.bot_token}.get(token, token)
    headers = {"Authorization": f"Bearer {given}"} if given else {}
    async with (
        aiohttp.ClientSession() as session,
        session.post(slack.api_url + method, headers=headers) as response,
    ):
        assert response.status == 200
        assert (await response.json())["error"] == error


async def test_a_form_and_json_say_the_same(slack: StandIn) -> None:
    blocks = [section("Hi & bye")]
    form = {"token": slack.bot_token, "channel": ROOM, "text": "x", "blocks": json.dumps(blocks), "mrkdwn": "true"}
    async with aiohttp.ClientSession() as session:
        async with session.post(slack.api_url + "chat.postMessage", data=form) as response:
            first = await response.json()
        headers = {"Authorization": f"Bearer {slack.bot_token}"}
        body = {"channel": ROOM, "text": "x", "blocks": blocks, "mrkdwn": True}
        async with session.post(slack.api_url + "chat.postMessage", json=body, headers=headers) as response:
            second = await response.json()
        async with session.post(slack.api_url + "chat.postMessage", json=["no"], headers=headers) as response:
            assert (await response.json())["error"] == "invalid_json"
    assert first["message"]["blocks"][0]["text"] == second["message"]["blocks"][0]["text"]


async def test_a_post_answers_with_the_message(slack: StandIn, client: AsyncWebClient) -> None:
    metadata = {"event_type": "card", "event_payload": {"outbox_id": "7"}}
    answer = await client.chat_postMessage(channel="#ml-projects", text="Card", metadata=metadata, unfurl_links=False)
    assert answer["channel"] == ROOM
    assert answer["message"]["metadata"] == metadata
    assert answer["message"]["bot_id"] == "B0GROUNDWORK"
    assert slack.messages("#ml-projects")[0].flags == {"unfurl_links": False}
    reply = await client.chat_postMessage(channel=ROOM, text="Reply", thread_ts=answer["ts"], reply_broadcast=True)
    assert reply["message"]["subtype"] == "thread_broadcast"
    assert reply["message"]["parent_user_id"] == "U0GROUNDWORK"
    link = await client.chat_getPermalink(channel=ROOM, message_ts=reply["ts"])
    assert link["permalink"].endswith(f"?thread_ts={answer['ts']}&cid={ROOM}")


async def test_a_post_to_a_person_opens_the_conversation(slack: StandIn, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="U0ANA", text="Hello")
    opened = await client.conversations_open(users="U0ANA")
    assert posted["channel"] == opened["channel"]["id"] == "D0ANA"
    assert opened["already_open"] is True
    assert [message.text for message in slack.direct("ana")] == ["Hello"]


LONG = "x" * 4001
BAD_METADATA = {"event_type": "card", "event_payload": {"x": None}}


@pytest.mark.parametrize(
    ("method", "arguments", "error"),
    [
        ("chat.postMessage", {"text": "x"}, "invalid_arguments"),
        ("chat.postMessage", {"channel": "C0NONE", "text": "x"}, "channel_not_found"),
        ("chat.postMessage", {"channel": "C0GENERAL", "text": "x"}, "not_in_channel"),
        ("chat.postMessage", {"channel": ROOM}, "no_text"),
        ("chat.postMessage", {"channel": ROOM, "text": "", "blocks": []}, "no_text"),
        ("chat.postMessage", {"channel": ROOM, "text": "x", "blocks": [{"type": "wat"}]}, "invalid_blocks"),
        ("chat.postMessage", {"channel": ROOM, "text": "x", "blocks": "{"}, "invalid_blocks_format"),
        ("chat.postMessage", {"channel": ROOM, "text": "x", "blocks": {"type": "divider"}}, "invalid_blocks_format"),
        ("chat.postMessage", {"channel": ROOM, "text": "x", "thread_ts": "1.000001"}, "cannot_reply_to_message"),
        ("chat.postMessage", {"channel": ROOM, "text": "x", "metadata": {"a": 1}}, "invalid_metadata_format"),
        ("chat.postMessage", {"channel": ROOM, "text": "x", "metadata": BAD_METADATA}, "invalid_metadata_schema"),
        ("chat.postMessage", {"channel": ROOM, "text": "x", "blcoks": []}, "invalid_arguments"),
        ("chat.postMessage", {"channel": ROOM, "text": "x", "attachments": [{}] * 101}, "too_many_attachments"),
        ("chat.postMessage", {"channel": ROOM, "text": "x", "markdown_text": "y"}, "markdown_text_conflict"),
        ("chat.postMessage", {"channel": ROOM, "markdown_text": "y" * 12_001}, "msg_too_long"),
        ("chat.postMessage", {"channel": ROOM, "text": "x", "unfurl_links": "perhaps"}, "invalid_arguments"),
        ("chat.update", {"channel": ROOM, "ts": "1.1", "text": "x"}, "message_not_found"),
        ("chat.update", {"channel": ROOM, "ts": "1.1", "text": LONG}, "msg_too_long"),
        ("chat.delete", {"channel": ROOM, "ts": "1.1"}, "message_not_found"),
        ("chat.postEphemeral", {"channel": ROOM, "user": "U0NONE", "text": "x"}, "user_not_found"),
        ("chat.postEphemeral", {"channel": "C0MLSECRET", "user": "U0BEN", "text": "x"}, "user_not_in_channel"),
        ("chat.getPermalink", {"channel": ROOM, "message_ts": "1.1"}, "message_not_found"),
        ("reactions.add", {"channel": ROOM, "timestamp": "1.1", "name": "+1"}, "message_not_found"),
        ("reactions.add", {"channel": ROOM, "timestamp": "1.1", "name": ":+1:"}, "invalid_name"),
        ("users.info", {"user": "U0NONE"}, "user_not_found"),
        ("conversations.info", {"channel": "C0NONE"}, "channel_not_found"),
        ("conversations.history", {"channel": "C0GENERAL"}, "not_in_channel"),
        ("conversations.history", {"channel": ROOM, "limit": 2000}, "invalid_limit"),
        ("conversations.history", {"channel": ROOM, "cursor": "?"}, "invalid_cursor"),
        ("conversations.history", {"channel": ROOM, "oldest": "soon"}, "invalid_ts_oldest"),
        ("conversations.replies", {"channel": ROOM, "ts": "1.1"}, "thread_not_found"),
        ("conversations.open", {}, "users_list_not_supplied"),
        ("conversations.list", {"types": "secret"}, "invalid_types"),
        ("views.open", {"trigger_id": "x", "view": {"type": "home", "blocks": []}}, "invalid_arguments"),
        ("files.info", {"file": "F0"}, "file_not_found"),
    ],
)
async def test_what_slack_refuses(client: AsyncWebClient, method: str, arguments: dict[str, Any], error: str) -> None:
    assert await error_of(client.api_call(method, json=arguments)) == error


async def test_invalid_blocks_say_where(client: AsyncWebClient) -> None:
    blocks = [section(), {"type": "header", "text": {"type": "mrkdwn", "text": "x"}}]
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel=ROOM, text="x", blocks=blocks)
    messages = refused.value.response["response_metadata"]["messages"]
    assert messages == ["[ERROR] must be plain_text [json-pointer:/blocks/1/text/type]"]


async def test_archived_foreign_and_own(slack: StandIn, client: AsyncWebClient) -> None:
    ana = slack.person("ana")
    ts = await ana.say("mine", channel="#ml-projects")
    assert await error_of(client.chat_update(channel=ROOM, ts=ts, text="yours")) == "cant_update_message"
    assert await error_of(client.chat_delete(channel=ROOM, ts=ts)) == "cant_delete_message"
    await client.reactions_add(channel=ROOM, timestamp=ts, name="eyes")
    assert await error_of(client.reactions_add(channel=ROOM, timestamp=ts, name="eyes")) == "already_reacted"
    await client.reactions_remove(channel=ROOM, timestamp=ts, name="eyes")
    assert await error_of(client.reactions_remove(channel=ROOM, timestamp=ts, name="eyes")) == "no_reaction"
    slack.workspace.channels[ROOM].is_archived = True
    assert await error_of(client.chat_postMessage(channel=ROOM, text="x")) == "is_archived"


async def test_update_keeps_and_drops(slack: StandIn, client: AsyncWebClient) -> None:
    metadata = {"event_type": "card", "event_payload": {"n": 1}}
    posted = await client.chat_postMessage(channel=ROOM, text="One", blocks=[section()], metadata=metadata)
    message = slack.messages(ROOM)[0]
    await client.chat_update(channel=ROOM, ts=posted["ts"], text="Two", blocks=[section("Two")])
    assert (message.edited, message.metadata) == (None, metadata)
    await client.chat_update(channel=ROOM, ts=posted["ts"], text="Three")
    assert message.blocks == []
    assert message.edited is not None
    await client.chat_update(channel=ROOM, ts=posted["ts"], text="Four", metadata={})
    assert message.metadata is None


async def test_long_texts_are_cut(slack: StandIn, client: AsyncWebClient) -> None:
    answer = await client.chat_postMessage(channel=ROOM, text="x" * 40_001)
    assert len(slack.messages(ROOM)[0].text) == 40_000
    assert answer["response_metadata"]["warnings"] == ["message_truncated"]


async def test_history_replies_and_metadata(slack: StandIn, client: AsyncWebClient) -> None:
    metadata = {"event_type": "row", "event_payload": {"outbox_id": "a"}}
    stamps = [(await client.chat_postMessage(channel=ROOM, text=str(n), metadata=metadata))["ts"] for n in range(5)]
    for n in range(3):
        await client.chat_postMessage(channel=ROOM, text=f"r{n}", thread_ts=stamps[0], metadata=metadata)
    first = await client.conversations_history(channel=ROOM, limit=3)
    assert [one["text"] for one in first["messages"]] == ["4", "3", "2"]
    assert first["messages"][0]["metadata"] == {"event_type": "row"}
    rest = await client.conversations_history(
        channel=ROOM, limit=3, cursor=first["response_metadata"]["next_cursor"], include_all_metadata=True
    )
    assert [one["text"] for one in rest["messages"]] == ["1", "0"]
    assert rest["messages"][0]["metadata"] == metadata
    assert rest["messages"][1]["reply_count"] == 3
    assert rest["has_more"] is False
    span = {"oldest": stamps[1], "latest": stamps[3]}
    inner = await client.conversations_history(channel=ROOM, **span)
    assert [one["text"] for one in inner["messages"]] == ["2"]
    whole = await client.conversations_history(channel=ROOM, inclusive=True, **span)
    assert [one["text"] for one in whole["messages"]] == ["3", "2", "1"]
    thread = await client.conversations_replies(channel=ROOM, ts=stamps[0], include_all_metadata=True)
    assert [one["text"] for one in thread["messages"]] == ["0", "r0", "r1", "r2"]
    assert thread["messages"][1]["metadata"] == metadata


async def test_people_and_channels(slack: StandIn, client: AsyncWebClient) -> None:
    assert "locale" not in (await client.users_info(user="U0JIWOO"))["user"]
    jiwoo = (await client.users_info(user="U0JIWOO", include_locale=True))["user"]
    assert (jiwoo["locale"], jiwoo["tz"], jiwoo["tz_offset"]) == ("ko-KR", "Asia/Seoul", 32_400)
    assert (await client.users_info(user="U0GAST"))["user"]["is_restricted"] is True
    everyone = await client.users_list(limit=4)
    more = await client.users_list(limit=4, cursor=everyone["response_metadata"]["next_cursor"])
    assert len(everyone["members"] + more["members"]) == 6
    assert [one["name"] for one in (await client.conversations_list())["channels"]] == ["ml-projects", "general"]
    mine = await client.users_conversations(types="public_channel,private_channel")
    assert [one["name"] for one in mine["channels"]] == ["ml-projects", "ml-secret"]
    assert "U0GROUNDWORK" in (await client.conversations_members(channel=ROOM))["members"]
    info = await client.conversations_info(channel="C0MLSECRET", include_num_members=True)
    assert (info["channel"]["is_private"], info["channel"]["num_members"]) == (True, 3)
    await slack.person("ana").remove("groundwork", "#ml-secret")
    assert await error_of(client.conversations_info(channel="C0MLSECRET")) == "channel_not_found"


async def test_files(slack: StandIn, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=ROOM, text="Root")
    answer = await client.files_upload_v2(
        content=b"a,b\n1,2\n",
        filename="rows.csv",
        title="Rows",
        channel=ROOM,
        thread_ts=posted["ts"],
        initial_comment="Here",
    )
    file = answer["files"][0]
    info = (await client.files_info(file=file["id"]))["file"]
    assert list(info["shares"]["public"]) == [ROOM]
    reply = slack.messages(ROOM, thread=posted["ts"])[1]
    assert (reply.text, reply.subtype, reply.files[0]["title"]) == ("Here", "file_share", "Rows")
    async with aiohttp.ClientSession() as session, session.get(info["url_private"]) as response:
        assert await response.read() == b"a,b\n1,2\n"
    again = client.files_completeUploadExternal(files=[{"id": file["id"], "title": "Rows"}])
    assert await error_of(again) == "file_already_completed"


async def test_it_listens_on_this_machine_only() -> None:
    with pytest.raises(ValueError, match="this machine only"):
        StandIn(host="0.0.0.0")


async def test_many_calls_at_once_do_not_wait_for_each_other() -> None:
    async with running() as (slack, client):
        slack.faults.latency = 0.1
        loop = asyncio.get_running_loop()
        begun = loop.time()
        await asyncio.gather(*(client.chat_postMessage(channel=ROOM, text=str(n)) for n in range(80)))
        assert loop.time() - begun < 2
        assert len(slack.calls("chat.postMessage")) == 80
