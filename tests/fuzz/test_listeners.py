"""Whatever is thrown at the running bot is acknowledged or refused for now, breaks nothing and stays in its place."""

import logging
from collections import Counter
from random import Random
from typing import Any

import pytest
from sqlalchemy import Connection, inspect
from structlog.testing import capture_logs

from bot.entered import storable
from bot.names import HOME_STARTING, INTAKE_STEP, START
from sandbox.deliveries import Acked
from storage.projects import all_projects
from storage.rows import all_rows
from tests.fuzz.mutation import mutated
from tests.isolation.story import GUESTS, story
from tests.isolation.test_foreign_ids import clicks, interaction, sheets
from tests.world import World

SEED = 20261121
NOT_HERE = "AuthorizeResult"
"""In what Bolt says of a workspace that the bot is not in."""
REFUSED = "call.refused"
"""An answer to an address that is none; nothing else may be an error."""


MESSAGE = {"type": "message", "user": "U0ANA", "ts": "1795000000.000200", "text": "Guests wait long for a table."}
STARTING = {
    "values": {
        "channel": {"pick": {"type": "conversations_select", "selected_conversation": "C0MLPROJECTS"}},
        "name": {"text": {"type": "plain_text_input", "value": "Table finder"}},
    }
}
EVENTS: list[dict[str, Any]] = [
    {"type": "user_change", "user": {"id": "U0ANA", "deleted": False}},
    {"type": "member_joined_channel", "user": "U0GROUNDWORK", "channel": "C0MLPROJECTS", "inviter": "U0ANA"},
    {"type": "subteam_members_changed", "subteam_id": "S0LEADS", "added_users": ["U0ANA"], "removed_users": []},
    {"type": "subteam_updated", "subteam": {"id": "S0LEADS", "handle": "leads", "name": "Leads", "date_delete": 0}},
    {"type": "message", "subtype": "message_deleted", "channel": "C0MLPROJECTS", "previous_message": MESSAGE},
    {
        "type": "function_executed",
        "function": {"callback_id": INTAKE_STEP},
        "function_execution_id": "Fx1",
        "bot_access_token": "xwfp-1",
        "inputs": {"channel": "C0MLPROJECTS", "person": "U0ANA", "name": "Table finder", "problem": MESSAGE["text"]},
    },
]
"""Of what the story lacks."""


def others(world: World) -> list[tuple[Any, Any]]:
    """What else Slack sends, each kind once."""
    around = {"type": "event_callback", "team_id": "T0ACME", "authorizations": [{"team_id": "T0ACME"}]}
    shortcut = {**interaction(world.slack, "message_action", 7), "callback_id": START, "message": MESSAGE}
    view = {"id": "V7", "type": "modal", "hash": "7.a", "callback_id": HOME_STARTING, "state": STARTING}
    form = {**interaction(world.slack, "view_submission", 8), "view": {**view, "private_metadata": "", "blocks": []}}
    events: list[tuple[Any, Any]] = [("events_api", {**around, "event": event}) for event in EVENTS]
    return [*events, ("interactive", shortcut), ("interactive", form)]


async def recorded(world: World) -> dict[str, tuple[Any, Any]]:
    """One payload of each kind that Slack sent in a long story, by what it is: the delivery and the payload."""
    async for moment in story(world, GUESTS):
        if not isinstance(moment, str):
            world.slack.clock.move_to(moment)
            await world.bot.tick(moment)
            await world.settled()
    found: dict[str, tuple[Any, Any]] = {}
    for one in world.slack.traffic.latest(5000):
        if one.way == "out":
            found.setdefault(_kind(one.request), (one.method, one.request))
    assert len(found) > 20, found.keys()
    (project, *_) = await world.read(all_projects)
    whole = (*clicks(world.slack, project.id), *sheets(world.slack, project.id))  # and of every listener
    found |= {f"other {number}": one for number, one in enumerate(others(world))}
    return found | {f"{number}": ("interactive", payload) for number, payload in enumerate(whole)}


def _kind(payload: Any) -> str:
    event, view = payload.get("event", {}), payload.get("view", {})
    action = (payload.get("actions") or [{}])[0]
    parts = (payload.get("type"), event.get("type"), event.get("subtype"), action.get("action_id"))
    return " ".join(str(part) for part in (*parts, view.get("callback_id"), payload.get("text", "")[:5]) if part)


def everything(db: Connection) -> dict[str, list[Any]]:
    return {table: list(all_rows(db, table)) for table in inspect(db).get_table_names() if table != "alembic_version"}


async def bombarded(world: World, caplog: pytest.LogCaptureFixture, times: int) -> None:
    payloads = await recorded(world)
    outcomes: Counter[str] = Counter()
    for number in range(times):
        dice = Random(SEED + number)
        name = dice.choice(list(payloads)[: dice.choice([30, len(payloads)])])
        method, payload = payloads[name]
        broken = mutated(payload, dice)
        with capture_logs() as logs:
            outcome = await world.slack.deliveries.ask(method, broken, "T0ACME")
        outcomes[type(outcome).__name__] += 1
        errors = [line for line in logs if line["log_level"] in ("error", "critical") and line["event"] != REFUSED]
        errors += [
            record.getMessage()
            for record in caplog.records
            if record.levelno >= logging.ERROR and NOT_HERE not in record.msg
        ]
        assert (isinstance(outcome, Acked), errors) == (True, []), (SEED + number, name, broken)
    await world.settled()
    for table, rows in (await world.read(everything)).items():
        for row in rows:
            assert row.get("team", "T0ACME") == "T0ACME", table
            assert all(storable(value) == value for value in row.values() if isinstance(value, str)), table


async def test_recorded_payloads_broken_by_chance(world: World, caplog: pytest.LogCaptureFixture):
    await bombarded(world, caplog, 300)


@pytest.mark.soak
@pytest.mark.timeout(600)
async def test_very_many_of_them(world: World, caplog: pytest.LogCaptureFixture):
    await bombarded(world, caplog, 12_000)
