"""Whoever learns another workspace's ids can do nothing with them."""

from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection

import bot.app
from bot.names import SETTING, WEIGHING, Act, Sheet
from bot.views.board import Paged
from bot.views.pressed import Held, Pressed
from bot.views.proposed import Proposed
from flows.ranking.weights import BALANCED
from sandbox.deliveries import Acked
from sandbox.standin import StandIn
from sandbox.tenant import Tenant
from storage.rows import all_rows
from tests.isolation.two import Both
from tests.scenarios.courses import QUICK, identity
from tests.world import World, playing

Json = dict[str, Any]
STATE = {"values": {"field:reason": {"text": {"type": "plain_text_input", "value": "They told us to stop this."}}}}


def interaction(tenant: Tenant, kind: str, number: int) -> Json:
    """Ben's, in the other workspace."""
    return {
        "type": kind,
        "team": {"id": tenant.team.id},
        "user": {"id": "U0BEN", "team_id": tenant.team.id},
        "channel": {"id": "C0MLPROJECTS"},
        "container": {"type": "message", "thread_ts": "1.0"},
        "trigger_id": f"{number}.1",
        "response_url": f"{tenant.response_urls.base}/nowhere",
    }


def clicks(tenant: Tenant, project: str) -> list[Json]:
    """A click on everything that can be pressed, as if it belonged to this project."""
    return [
        {
            **interaction(tenant, "block_actions", number),
            "actions": [{"type": "button", "action_id": act.value, "action_ts": f"{number}.1", "value": value}],
        }
        for number, (act, value) in enumerate((act, value) for act in Act for value in remembered_by(act, project))
    ]


def remembered_by(act: Act, project: str) -> list[str]:
    """What buttons of this kind can hold."""
    if act.value.startswith(("board.", "weights.")):
        paged = str(Paged(channel="C0MLPROJECTS", said="all"))
        return [project, "data_first", paged, str(Proposed.of("C0MLPROJECTS", BALANCED))]
    if act.value.startswith(("home.", "settings.")):
        return ["C0MLPROJECTS"]
    asked = [("value_size", "large"), ("objectives", "drop:r1"), ("project_name", "on_track"), (None, project)]
    return [str(Pressed(project=project, question=question, line=1, value=value)) for question, value in asked]


def sheets(tenant: Tenant, project: str) -> list[Json]:
    """Every form, sent off as if it belonged to this project."""
    held = str(Held(project=project, question="value_size", stretch="quick", round=project, about="check"))
    found = []
    for number, name in enumerate((*Sheet, WEIGHING, SETTING)):
        view = {"id": f"V{number}", "type": "modal", "hash": f"{number}.a", "callback_id": name, "state": STATE}
        metadata = str(Proposed.of("C0MLPROJECTS", BALANCED)) if name == WEIGHING else held
        metadata = "C0MLPROJECTS" if name == SETTING else metadata
        view |= {"private_metadata": metadata, "blocks": []}
        found.append({**interaction(tenant, "view_submission", 1000 + number), "view": view})
    return found


def kept(team: str, db: Connection) -> dict[str, list[Any]]:
    """Everything that is stored, but the deliveries and the calls."""
    return {table: list(all_rows(db, table)) for table in ("projects", "conversations", "history", "rounds", "ballots")}


async def test_another_workspaces_projects_cannot_be_pressed_filled_in_or_seen(
    slack: StandIn, database_url: str, monkeypatch: pytest.MonkeyPatch
):
    twin = slack.add_workspace("T0TWIN", twin=True)
    monkeypatch.setattr(bot.app, "OneWorkspace", partial(Both, twin=twin))
    async with playing(slack, database_url) as world:
        thread = await world.start("ana", "/ml new Menu helper")
        await thread.say("ana", *QUICK)
        project = await identity(thread)
        before = await world.read(partial(kept, "T0ACME"))
        asked = len(slack.traffic.of("chat.postMessage"))

        for payload in (*clicks(twin, project), *sheets(twin, project)):
            assert isinstance(await slack.deliveries.ask("interactive", payload, "T0TWIN"), Acked), payload["view"]
        await world.settled()

        assert await world.read(partial(kept, "T0ACME")) == before
        assert len([one for one in slack.traffic.of("chat.postMessage") if one.team == "T0ACME"]) == asked
        told = "\n".join(str(one.request) for one in twin.traffic.latest(5000) if one.way == "in")
        assert "Menu helper" not in told
        assert "First-time guests" not in told
        assert isinstance(World(twin, world.bot), World)  # type: ignore[arg-type]
