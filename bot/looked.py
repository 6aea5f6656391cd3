"""A Slack payload -> what a person pressed on a board or filled in about weights."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from bot.entered import Body, Malformed, entries_in, storable, text_or_none
from bot.names import Act
from bot.said import Entries
from bot.views.proposed import Proposed

LONGEST_VALUE = 2000


@dataclass(frozen=True, slots=True)
class Looked:
    """Something pressed on a board, in a preview or in a modal about weights.

    `value` is what the button or the chosen option remembers; `view` is the modal it was pressed in.
    """

    delivery: str
    team: str
    channel: str
    by: str
    act: Act
    value: str
    answer_at: str | None = None
    trigger: str | None = None
    view: str | None = None
    entries: Entries | None = None


@dataclass(frozen=True, slots=True)
class Weighed:
    """The modal about weights, sent off. `entries` are what its inputs hold, by weight."""

    delivery: str
    team: str
    by: str
    proposed: Proposed
    entries: Entries


def looked_in(body: Body) -> Looked:
    """What a `block_actions` payload of a board says."""
    actions = body.get("actions")
    if not isinstance(actions, list) or not actions or not isinstance(actions[0], Mapping):
        raise Malformed("a click without an action")
    action = actions[0]
    chosen = action.get("selected_option")
    value = chosen.get("value") if isinstance(chosen, Mapping) else action.get("value")
    view, channel, user, team = body.get("view"), body.get("channel"), body.get("user"), body.get("team")
    try:
        act = Act(str(action.get("action_id")))
    except ValueError as error:
        raise Malformed("a click on a button that is not ours") from error
    if not isinstance(value, str) or len(value) > LONGEST_VALUE:
        raise Malformed("a button that remembers nothing")
    by = _id(user)
    return Looked(
        delivery=f"click:{by}:{text_or_none(action, 'action_ts')}:{act}"[:300],
        team=_id(team),
        channel=_id(channel) if channel else "",
        by=by,
        act=act,
        value=storable(value),
        answer_at=text_or_none(body, "response_url"),
        trigger=text_or_none(body, "trigger_id"),
        view=_id(view) if view else None,
        entries=entries_in(view.get("state")) if isinstance(view, Mapping) else None,
    )


def weighed_in(body: Body) -> Weighed:
    """What a `view_submission` payload of the modal about weights says."""
    view = body.get("view")
    if not isinstance(view, Mapping):
        raise Malformed("no view")
    try:
        proposed = Proposed.model_validate_json(storable(view.get("private_metadata")))
    except ValidationError as error:
        raise Malformed("a modal that is not ours") from error
    by = _id(body.get("user"))
    return Weighed(
        delivery=f"sheet:{_id(view)}:{by}:{text_or_none(view, 'hash') or ''}"[:300],
        team=_id(body.get("team")),
        by=by,
        proposed=proposed,
        entries=entries_in(view.get("state")),
    )


def proposed_in(value: str) -> Proposed:
    """What a button about weights remembers; Malformed when it is nothing of ours."""
    try:
        proposed = Proposed.model_validate_json(storable(value))
        assert proposed.weights
    except (ValidationError, ValueError, AssertionError) as error:
        raise Malformed("weights that are none") from error
    return proposed


def _id(body: Any) -> str:
    found = body.get("id") if isinstance(body, Mapping) else None
    if not isinstance(found, str) or not found.isascii():
        raise Malformed("no id")
    return found
