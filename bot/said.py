"""A Slack payload -> what a person did, in our words. Payloads with missing parts are `Malformed`."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from bot.names import Act
from bot.views.pressed import Pressed

MAX_TEXT = 40_000
TIMESTAMP = re.compile(r"[0-9]{1,11}\.[0-9]{1,6}")
Body = Mapping[str, Any]


class Malformed(Exception):
    """Slack sent something that lacks a part; there is nobody to answer."""


@dataclass(frozen=True, slots=True)
class Messaged:
    """A new message. `delivery` identifies it however often it arrives; `text` is plain."""

    delivery: str
    team: str
    channel: str
    by: str
    ts: str
    thread: str | None
    text: str
    mentions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edited:
    delivery: str
    message: Messaged
    """As it reads now."""


@dataclass(frozen=True, slots=True)
class Deleted:
    delivery: str
    original: str
    """The delivery of the message that is gone."""
    team: str
    channel: str
    by: str
    ts: str
    thread: str | None


@dataclass(frozen=True, slots=True)
class Clicked:
    """`thread` is where the pressed message stands; `answer_at` takes private answers for half an hour."""

    delivery: str
    team: str
    channel: str
    by: str
    act: Act
    pressed: Pressed
    thread: str | None = None
    answer_at: str | None = None


@dataclass(frozen=True, slots=True)
class Commanded:
    """`answer_at` is the address that Slack takes a private answer at."""

    delivery: str
    team: str
    channel: str
    by: str
    text: str
    answer_at: str | None


def said_in(body: Body) -> Messaged | Edited | Deleted | None:
    """What a `message` event says; None for bots, unfurls and everything else that no person did."""
    event = _part(body, "event")
    team = _text(body, "team_id")
    channel = _text(event, "channel")
    match event.get("subtype"):
        case None | "thread_broadcast" | "file_share" | "me_message":
            return None if event.get("bot_id") else _messaged(event, team, channel)
        case "message_changed":
            return _edited(event, team, channel)
        case "message_deleted":
            return _deleted(event, team, channel)
        case _:
            return None


def clicked_in(body: Body) -> Clicked:
    """What a `block_actions` payload says."""
    actions = body.get("actions")
    if not isinstance(actions, list) or not actions or not isinstance(actions[0], dict):
        raise Malformed("a click without an action")
    action = actions[0]
    chosen = action.get("selected_option")
    value = chosen.get("value") if isinstance(chosen, Mapping) else action.get("value")
    try:
        pressed = Pressed.model_validate_json(str(value))
        act = Act(_text(action, "action_id").rstrip("0123456789").rstrip("."))
    except (ValidationError, ValueError) as error:
        raise Malformed("a click on a button that is not ours") from error
    by = _text(_part(body, "user"), "id")
    answer_at = body.get("response_url")
    container = body.get("container") or {}
    thread = container.get("thread_ts") if isinstance(container, Mapping) else None
    return Clicked(
        delivery=f"click:{by}:{_text(action, 'action_ts')}:{action['action_id']}"[:300],
        team=_text(_part(body, "team"), "id"),
        channel=_text(_part(body, "channel"), "id"),
        by=by,
        act=act,
        pressed=pressed,
        thread=thread if isinstance(thread, str) else None,
        answer_at=answer_at if isinstance(answer_at, str) else None,
    )


def commanded_in(body: Body) -> Commanded:
    """What a slash command says."""
    answer_at = body.get("response_url")
    return Commanded(
        delivery=f"command:{_text(body, 'trigger_id')}"[:300],
        team=_text(body, "team_id"),
        channel=_text(body, "channel_id"),
        by=_text(body, "user_id"),
        text=plain(_said(body.get("text"))),
        answer_at=answer_at if isinstance(answer_at, str) else None,
    )


def plain(text: str) -> str:
    """Slack's markup as a person would read it: mentions by id, links by address, entities decoded."""
    text = text[:MAX_TEXT]
    text = re.sub(r"<(?:https?://|mailto:)?[^|<>]*\|([^<>]*)>|<([^<>]+)>", _shown, text)
    return html.unescape(text)


def _shown(found: re.Match[str]) -> str:
    whole = found.group(0)[1:-1]
    address, _, label = whole.partition("|")
    if address.startswith(("@", "#", "!")):
        sign = "@" if address.startswith("!") else address[0]
        return f"{sign}{label.lstrip('@#') or address[1:].removeprefix('subteam^')}"
    return address.removeprefix("mailto:")


def _messaged(event: Body, team: str, channel: str) -> Messaged:
    text, ts = _said(event.get("text")), _text(event, "ts")
    if not TIMESTAMP.fullmatch(ts):
        raise Malformed("a timestamp that is none")
    by = _text(event, "user")
    thread = event.get("thread_ts")
    return Messaged(
        delivery=f"message:{team}:{channel}:{ts}",
        team=team,
        channel=channel,
        by=by,
        ts=ts,
        thread=thread if isinstance(thread, str) and thread != ts else None,
        text=text,
        mentions=tuple(dict.fromkeys(re.findall(r"<@([A-Z0-9]+)(?:\|[^>]*)?>", text))),
    )


def _edited(event: Body, team: str, channel: str) -> Edited | None:
    now, before = _part(event, "message"), _part(event, "previous_message")
    if now.get("bot_id") or "edited" not in now or now.get("text") == before.get("text"):
        return None  # an unfurl, a first reply or a bot's own change
    message = _messaged(now, team, channel)
    edited_at = str(now["edited"].get("ts")) if isinstance(now["edited"], Mapping) else _text(event, "ts")
    return Edited(delivery=f"edit:{team}:{channel}:{message.ts}:{edited_at}", message=message)


def _deleted(event: Body, team: str, channel: str) -> Deleted | None:
    before = _part(event, "previous_message")
    if before.get("bot_id") or "user" not in before:
        return None
    message = _messaged(before, team, channel)
    return Deleted(
        delivery=f"deletion:{team}:{channel}:{message.ts}",
        original=message.delivery,
        team=team,
        channel=channel,
        by=message.by,
        ts=message.ts,
        thread=message.thread,
    )


def _part(body: Body, key: str) -> Body:
    part = body.get(key)
    if not isinstance(part, Mapping):
        raise Malformed(f"no {key}")
    return part


def _text(body: Body, key: str) -> str:
    value = body.get(key)
    if not isinstance(value, str) or not value or not value.isascii():
        raise Malformed(f"no {key}")
    return value


def _said(text: object) -> str:
    """What was typed; half characters, which JSON can carry and no database takes, become question marks."""
    return text.encode("utf-8", "replace").decode("utf-8") if isinstance(text, str) else ""
