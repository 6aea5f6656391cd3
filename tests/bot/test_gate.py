"""Nothing of another app, or of a workspace the app is not in, reaches a listener."""

from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.listeners.gate import foreign
from bot.workspaces import OneWorkspace, Workspace
from sandbox.deliveries import Acked, Envelope
from storage.projects import all_projects
from tests.world import World

Json = dict[str, Any]
WHOLE: Json = {
    "command": "/ml",
    "text": "new Menu helper",
    "team_id": "T0ACME",
    "channel_id": "C0MLPROJECTS",
    "user_id": "U0ANA",
    "trigger_id": "t1",
    "api_app_id": "A0GROUNDWORK",
}
INSIDE = {
    "type": "view_submission",
    "user": {"id": "U0ANA", "team_id": "T0ACME"},
    "view": {"id": "V1", "callback_id": "home.starting", "app_installed_team_id": "T0OTHER", "state": {"values": {}}},
}


async def delivered(world: World, kind: Envelope, payload: Json) -> list[Any]:
    """Deliver it; what the log says of it. It is acknowledged, so that it does not come again."""
    with capture_logs() as logs:
        assert isinstance(await world.slack.deliveries.ask(kind, payload), Acked)
        await world.settled()
    return [line["problem"] for line in logs if line["event"] == "delivery.foreign"]


async def test_what_is_for_another_app_is_acknowledged_and_left(world: World):
    assert world.bot.turns.world.workspaces.of("T0ACME").app == "A0GROUNDWORK"
    assert await delivered(world, "slash_commands", {**WHOLE, "api_app_id": "A0OTHER"}) == ["another_app"]
    assert await world.read(all_projects) == []
    assert await delivered(world, "slash_commands", WHOLE) == []
    assert len(await world.read(all_projects)) == 1


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("slash_commands", {**WHOLE, "team_id": "T0OTHER"}),
        ("interactive", {**INSIDE, "team": {"id": "T0ACME"}}),
        ("events_api", {"type": "event_callback", "team_id": "T0ACME", "authorizations": [{"team_id": "T0OTHER"}]}),
    ],
)
async def test_what_comes_from_where_the_app_is_not_takes_no_turn(
    world: World, kind: Envelope, payload: Json, monkeypatch: pytest.MonkeyPatch
):
    async def turned(*_: Any) -> None:
        raise AssertionError("a turn was taken")

    monkeypatch.setattr(type(world.bot.turns), "_turn", turned)
    await delivered(world, kind, payload)


def test_the_workspace_that_is_authorised_is_the_one_that_is_changed():
    here = OneWorkspace(Workspace("T0ACME", "UBOT", "B1", "https://acme.slack.com/", "A0GROUNDWORK"), "")
    assert foreign({"team_id": "T0ACME"}, "T0OTHER", here) == "another_team"
    assert foreign({"team_id": "T0ACME"}, "T0ACME", here) is None
    assert foreign({"team_id": "T0OTHER"}, "T0OTHER", here) == "not_installed"
    assert foreign({}, None, here) == "no_team"
