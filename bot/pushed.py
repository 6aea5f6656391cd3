"""A Slack payload -> what a person pressed or filled in at the Home or about a channel's settings."""

from collections.abc import Mapping
from typing import Any

from bot.entered import Body, Malformed, entries_in, storable, text_or_none
from bot.homes import Filled, Pushed
from bot.names import Act

LONGEST_VALUE = 60


def pushed_in(body: Body) -> Pushed:
    """What a `block_actions` payload says."""
    actions = body.get("actions")
    if not isinstance(actions, list) or not actions or not isinstance(actions[0], Mapping):
        raise Malformed("a click without an action")
    action = actions[0]
    try:
        act = Act(str(action.get("action_id")))
    except ValueError as error:
        raise Malformed("a click on a button that is not ours") from error
    by = _id(body.get("user"))
    return Pushed(
        delivery=f"click:{by}:{text_or_none(action, 'action_ts')}:{act}"[:300],
        team=_id(body.get("team")),
        by=by,
        act=act,
        value=storable(action.get("value"))[:LONGEST_VALUE],
        trigger=text_or_none(body, "trigger_id"),
    )


def filled_in(body: Body) -> Filled:
    """What a `view_submission` payload says."""
    view = body.get("view")
    if not isinstance(view, Mapping):
        raise Malformed("no view")
    by = _id(body.get("user"))
    return Filled(
        delivery=f"sheet:{_id(view)}:{by}:{text_or_none(view, 'hash') or ''}"[:300],
        team=_id(body.get("team")),
        by=by,
        held=storable(view.get("private_metadata"))[:LONGEST_VALUE],
        entries=entries_in(view.get("state")),
    )


def _id(body: Any) -> str:
    found = body.get("id") if isinstance(body, Mapping) else None
    if not isinstance(found, str) or not found.isascii():
        raise Malformed("no id")
    return found
