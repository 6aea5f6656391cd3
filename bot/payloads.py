"""A Slack payload -> what a person did, in our words. Payloads with missing parts are `Malformed`."""

import html
import re
from collections.abc import Mapping

from pydantic import ValidationError

from bot.entered import Body, Malformed, entries_in, shown_in, storable, text_or_none
from bot.names import Act, Sheet
from bot.said import Clicked, Commanded, Deleted, Edited, Messaged, Picked, Submitted
from bot.views.pressed import Held, Pressed, pressed_from

MAX_TEXT = 40_000
TIMESTAMP = re.compile(r"[0-9]{1,11}\.[0-9]{1,6}")


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
    try:
        act = Act(_text(action, "action_id").rstrip("0123456789").rstrip("."))
        pressed = _pressed(action)
    except (ValidationError, ValueError) as error:
        raise Malformed("a click on a button that is not ours") from error
    by = _text(_part(body, "user"), "id")
    container = body.get("container") or {}
    thread = text_or_none(container, "thread_ts") if isinstance(container, Mapping) else None
    view = body.get("view")
    state = (view if isinstance(view, Mapping) else body).get("state")
    if isinstance(view, Mapping) and view.get("type") == "home":
        view = None  # a form opens above the Home, not inside it
    channel = body.get("channel")
    return Clicked(
        delivery=f"click:{by}:{_text(action, 'action_ts')}:{action['action_id']}"[:300],
        team=_text(_part(body, "team"), "id"),
        channel=_text(channel, "id") if isinstance(channel, Mapping) else "",
        by=by,
        act=act,
        pressed=pressed,
        thread=thread,
        answer_at=text_or_none(body, "response_url"),
        trigger=text_or_none(body, "trigger_id"),
        view=_text(view, "id") if isinstance(view, Mapping) else None,
        held=_held(view) if isinstance(view, Mapping) else None,
        entries=entries_in(state),
    )


def submitted_in(body: Body) -> Submitted:
    """What a `view_submission` payload says."""
    view = _part(body, "view")
    by = _text(_part(body, "user"), "id")
    try:
        sheet = Sheet(_text(view, "callback_id"))
        held = Held.model_validate_json(_text(view, "private_metadata"))
    except (ValidationError, ValueError) as error:
        raise Malformed("a modal that is not ours") from error
    return Submitted(
        delivery=f"sheet:{_text(view, 'id')}:{by}:{text_or_none(view, 'hash') or ''}"[:300],
        team=_text(_part(body, "team"), "id"),
        by=by,
        sheet=sheet,
        held=held,
        entries=entries_in(view.get("state")),
        view=_text(view, "id"),
        shown=shown_in(view.get("blocks")),
    )


def _held(view: Body) -> Held | None:
    try:
        return Held.model_validate_json(str(view.get("private_metadata") or ""))
    except ValidationError:
        return None  # the Home has none


def _pressed(action: Body) -> Pressed:
    """What the button, or the chosen option, remembers; other controls keep it in their block's id."""
    chosen = action.get("selected_option")
    value = chosen.get("value") if isinstance(chosen, Mapping) else action.get("value")
    if isinstance(value, str):
        return Pressed.model_validate_json(value)
    return pressed_from(_text(action, "block_id"), str(action.get("selected_date") or "") or None)


def commanded_in(body: Body) -> Commanded:
    """What a slash command says."""
    return Commanded(
        delivery=f"command:{_text(body, 'trigger_id')}"[:300],
        team=_text(body, "team_id"),
        channel=_text(body, "channel_id"),
        by=_text(body, "user_id"),
        text=plain(storable(body.get("text"))),
        answer_at=text_or_none(body, "response_url"),
        by_id=plain(re.sub(r"<(@[UW][A-Z0-9]+)\|[^<>]*>", r"<\1>", storable(body.get("text"))[:MAX_TEXT])),
    )


def picked_in(body: Body) -> Picked:
    """What a message shortcut says."""
    message = _part(body, "message")
    return Picked(
        delivery=f"shortcut:{_text(body, 'trigger_id')}"[:300],
        team=_text(_part(body, "team"), "id"),
        channel=_text(_part(body, "channel"), "id"),
        by=_text(_part(body, "user"), "id"),
        text=plain(storable(message.get("text"))),
        answer_at=text_or_none(body, "response_url"),
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
    text, ts = storable(event.get("text")), _text(event, "ts")
    if not TIMESTAMP.fullmatch(ts):
        raise Malformed("a timestamp that is none")
    by = _text(event, "user")
    thread = text_or_none(event, "thread_ts")
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
    edited_at = storable(str(now["edited"].get("ts"))) if isinstance(now["edited"], Mapping) else _text(event, "ts")
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
    if not isinstance(value, str) or not value or not value.isascii() or "\0" in value:
        raise Malformed(f"no {key}")
    return value
