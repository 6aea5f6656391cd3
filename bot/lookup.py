"""Looks whether a message was posted after all, by the mark in its metadata or in the name of its file."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.names import POSTED
from bot.retry import Failure, Refusal
from bot.slack import Answered, Slack
from bot.uploads import UPLOAD, name_of
from storage.calls import Call, Claimed
from storage.messages import Place

BEFORE = timedelta(days=1)  # this machine's clock may be far ahead of Slack's
PAGES = 20


async def find_posted(slack: Slack, claimed: Claimed) -> Place | Failure | Refusal | None:
    """Where the call's message is; None when Slack surely does not have it."""
    call = claimed.call
    channel = claimed.thread.channel if claimed.thread else call.payload["channel"]
    if channel.startswith(("U", "W")):  # a person: the message went to the conversation with them
        opened = await slack.call(call.team, "conversations.open", {"users": channel})
        if not isinstance(opened, Answered):
            return opened
        channel = opened.data["channel"]["id"]
    query: dict[str, Any] = {
        "channel": channel,
        "oldest": f"{(claimed.owed_since - BEFORE).timestamp():.6f}",
        "include_all_metadata": True,
        "limit": 100,
    }
    method = "conversations.history"
    if claimed.thread:
        method, query["ts"] = "conversations.replies", claimed.thread.ts
    for _ in range(PAGES):
        answer = await slack.ask(call.team, method, query)
        if not isinstance(answer, Answered):
            return answer
        for message in answer.data.get("messages", ()):
            if _is_it(message, call):
                return Place(channel, message["ts"])
        cursor = (answer.data.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return None
        query["cursor"] = cursor
    return None


def _is_it(message: Mapping[str, Any], call: Call) -> bool:
    if call.method == UPLOAD:
        return any(file.get("name") == name_of(call) for file in message.get("files") or ())
    metadata = message.get("metadata") or {}
    mark = (metadata.get("event_payload") or {}).get("mark")
    return metadata.get("event_type") == POSTED and mark == call.mark
