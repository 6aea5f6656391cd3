"""A Slack payload -> what a person pressed on a board or filled in about weights."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.entered import Body, Malformed, address_in, entries_in, remembered, storable
from bot.names import Act
from bot.origin import id_in, team_in
from bot.payloads import clicked, sent_off, trigger_in
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
    view, channel = body.get("view"), body.get("channel")
    try:
        act = Act(str(action.get("action_id")))
    except ValueError as error:
        raise Malformed("a click on a button that is not ours") from error
    if not isinstance(value, str) or len(value) > LONGEST_VALUE:
        raise Malformed("a button that remembers nothing")
    team, by = team_in(body), id_in(body.get("user"))
    return Looked(
        delivery=clicked(team, by, action),
        team=team,
        channel=id_in(channel) if channel else "",
        by=by,
        act=act,
        value=storable(value),
        answer_at=address_in(body),
        trigger=trigger_in(body),
        view=id_in(view) if view else None,
        entries=entries_in(view.get("state")) if isinstance(view, Mapping) else None,
    )


def weighed_in(body: Body) -> Weighed:
    """What a `view_submission` payload of the modal about weights says."""
    view = body.get("view")
    if not isinstance(view, Mapping):
        raise Malformed("no view")
    team, by = team_in(body), id_in(body.get("user"))
    return Weighed(
        delivery=sent_off(team, by, view),
        team=team,
        by=by,
        proposed=remembered(Proposed, view.get("private_metadata")),
        entries=entries_in(view.get("state")),
    )


def proposed_in(value: str) -> Proposed:
    """What a button about weights remembers; Malformed when it is nothing of ours."""
    return remembered(Proposed, value)
