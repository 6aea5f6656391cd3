"""A Slack payload -> what a person pressed or filled in at the Home or about a channel's settings."""

from collections.abc import Mapping

from bot.entered import Body, Malformed, address_in, entries_in, storable
from bot.homes import Filled, Pushed
from bot.names import Act
from bot.origin import id_in, team_in
from bot.payloads import clicked, sent_off, trigger_in

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
    team, by, channel = team_in(body), id_in(body.get("user")), body.get("channel")
    return Pushed(
        delivery=clicked(team, by, action),
        team=team,
        by=by,
        act=act,
        value=storable(action.get("value"))[:LONGEST_VALUE],
        trigger=trigger_in(body),
        channel=id_in(channel) if isinstance(channel, Mapping) else "",
        answer_at=address_in(body),
    )


def filled_in(body: Body) -> Filled:
    """What a `view_submission` payload says."""
    view = body.get("view")
    if not isinstance(view, Mapping):
        raise Malformed("no view")
    team, by = team_in(body), id_in(body.get("user"))
    return Filled(
        delivery=sent_off(team, by, view),
        team=team,
        by=by,
        held=storable(view.get("private_metadata"))[:LONGEST_VALUE],
        entries=entries_in(view.get("state")),
    )
