"""A Slack payload -> what a person did, in our words. Payloads with missing parts are `Malformed`."""

import html
import re
from collections.abc import Mapping

from pydantic import ValidationError

from bot.entered import (
    MAX_TEXT,
    Body,
    Malformed,
    address_in,
    entries_in,
    remembered,
    shown_in,
    storable,
    text_or_none,
)
from bot.names import Act, Sheet
from bot.origin import id_in, team_in
from bot.said import Clicked, Commanded, Deleted, Edited, Messaged, Picked, Submitted
from bot.views.pressed import Held, Pressed, pressed_from

LONG = 200
"""Characters of an id of a view or a trigger, at most."""
TIMESTAMP = re.compile(r"[0-9]{1,11}\.[0-9]{1,6}")


def said_in(body: Body) -> Messaged | Edited | Deleted | None:
    """What a `message` event says; None for bots, unfurls and everything else that no person did."""
    event = _part(body, "event")
    team = team_in(body)
    channel = id_in(event, "channel")
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
    try:
        act = Act(str(action.get("action_id")).rstrip("0123456789").rstrip("."))
        pressed = _pressed(action)
    except (ValidationError, ValueError) as error:
        raise Malformed("a click on a button that is not ours") from error
    team, by = team_in(body), id_in(body.get("user"))
    container = body.get("container")
    thread = _thread(container) if isinstance(container, Mapping) else None
    view = body.get("view")
    state = (view if isinstance(view, Mapping) else body).get("state")
    if isinstance(view, Mapping) and view.get("type") == "home":
        view = None  # a form opens above the Home, not inside it
    channel = body.get("channel")
    return Clicked(
        delivery=clicked(team, by, action),
        team=team,
        channel=id_in(channel) if isinstance(channel, Mapping) else "",
        by=by,
        act=act,
        pressed=pressed,
        thread=thread,
        answer_at=address_in(body),
        trigger=trigger_in(body),
        view=id_in(view) if isinstance(view, Mapping) else None,
        held=_held(view) if isinstance(view, Mapping) else None,
        entries=entries_in(state),
    )


def submitted_in(body: Body) -> Submitted:
    """What a `view_submission` payload says."""
    view = _part(body, "view")
    team, by = team_in(body), id_in(body.get("user"))
    try:
        sheet = Sheet(str(view.get("callback_id")))
    except ValueError as error:
        raise Malformed("a modal that is not ours") from error
    held = remembered(Held, view.get("private_metadata"))
    return Submitted(
        delivery=sent_off(team, by, view),
        team=team,
        by=by,
        sheet=sheet,
        held=held,
        entries=entries_in(view.get("state")),
        view=id_in(view),
        shown=shown_in(view.get("blocks")),
    )


def _held(view: Body) -> Held | None:
    try:
        return remembered(Held, view.get("private_metadata"))
    except Malformed:
        return None  # the Home has none


def _pressed(action: Body) -> Pressed:
    """What the button, or the chosen option, remembers; other controls keep it in their block's id."""
    chosen = action.get("selected_option")
    value = chosen.get("value") if isinstance(chosen, Mapping) else action.get("value")
    if isinstance(value, str):
        return remembered(Pressed, value)
    return pressed_from(storable(action.get("block_id")), storable(action.get("selected_date")) or None)


def commanded_in(body: Body) -> Commanded:
    """What a slash command says."""
    team = team_in(body)
    return Commanded(
        delivery=f"command:{team}:{id_in(body, 'trigger_id', LONG)}",
        team=team,
        channel=id_in(body, "channel_id"),
        by=id_in(body, "user_id"),
        text=plain(storable(body.get("text"))),
        answer_at=address_in(body),
        by_id=plain(by_ids(storable(body.get("text")))),
    )


def picked_in(body: Body) -> Picked:
    """What a message shortcut says."""
    message, team = _part(body, "message"), team_in(body)
    return Picked(
        delivery=f"shortcut:{team}:{id_in(body, 'trigger_id', LONG)}",
        team=team,
        channel=id_in(body.get("channel")),
        by=id_in(body.get("user")),
        text=plain(storable(message.get("text"))),
        answer_at=address_in(body),
    )


def clicked(team: str, by: str, action: Body) -> str:
    """The delivery of a click."""
    at, act = id_in(action, "action_ts"), id_in(action, "action_id")
    return f"click:{team}:{by}:{at}:{act}"


def sent_off(team: str, by: str, view: Body) -> str:
    """The delivery of a modal that was sent off: of this state of it."""
    state = id_in(view, "hash", LONG) if view.get("hash") else ""
    return f"sheet:{team}:{by}:{id_in(view)}:{state}"[:300]


def trigger_in(body: Body) -> str | None:
    """What opens a modal, if anything does."""
    return id_in(body, "trigger_id", LONG) if body.get("trigger_id") else None


def by_ids(text: str) -> str:
    """The text with people and user groups by their ids alone."""
    return re.sub(r"<(@[UW][A-Z0-9]+|!subteam\^[A-Z0-9]+)\|[^<>]*>", r"<\1>", text)


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
    text, ts = storable(event.get("text")), id_in(event, "ts")
    if not TIMESTAMP.fullmatch(ts):
        raise Malformed("a timestamp that is none")
    by, thread = id_in(event, "user"), _thread(event)
    return Messaged(
        delivery=f"message:{team}:{channel}:{ts}",
        team=team,
        channel=channel,
        by=by,
        ts=ts,
        thread=thread if thread != ts else None,
        text=text,
        mentions=tuple(dict.fromkeys(re.findall(r"<@([A-Z0-9]+)(?:\|[^<>]*)?>", text))),
    )


def _edited(event: Body, team: str, channel: str) -> Edited | None:
    now, before = _part(event, "message"), _part(event, "previous_message")
    if now.get("bot_id") or "edited" not in now or now.get("text") == before.get("text"):
        return None  # an unfurl, a first reply or a bot's own change
    message = _messaged(now, team, channel)
    edited_at = id_in(now["edited"] if isinstance(now["edited"], Mapping) else event, "ts")
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


def _thread(body: Body) -> str | None:
    thread = text_or_none(body, "thread_ts")
    return thread if thread and TIMESTAMP.fullmatch(thread) else None
