"""A whole story with everything that can go wrong in it: no log line tells a secret, or what somebody said."""

import io
import re
from typing import Any

import pytest
from sqlalchemy import Connection

import bot.turns
from tests.bot.test_redacting import lines
from tests.isolation.story import GUESTS, story
from tests.world import World

__all__ = ["lines"]


def secrets_of(world: World) -> set[str]:
    """Tokens and secrets, and whatever Slack sent that opens or answers something."""
    slack = world.slack
    found = {slack.bot_token, slack.app_token, slack.signing_secret}
    for one in slack.traffic.latest(5000):
        found |= set(re.findall(r"'(?:trigger_id|response_url|upload_url|ticket)': '([^']+)'", str(one.request)))
        found |= set(re.findall(r"'(?:upload_url|url)': '([^']+)'", str(one.response)))
    return {secret for secret in found if len(secret) > 8} - {slack.url}


def said_by_people(world: World) -> set[str]:
    """Names, answers and reasons, and single words of them that nobody else would use."""
    told = {GUESTS.name, GUESTS.problem, GUESTS.other, GUESTS.seat, GUESTS.reason, "First-time guests", "two people"}
    return told | {member.real_name for member in world.slack.workspace.people.values() if member.real_name}


async def trouble(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Turns that fail with people's words in the error, statements that fail, and calls that nobody takes."""
    slack = world.slack
    slack.faults.refused("chat.postMessage", "invalid_blocks")
    slack.faults.reset_after("chat.update")
    await world.person("ana").command(f"/ml decide {GUESTS.other} decline {GUESTS.reason}", channel="#ml-projects")

    def fails(*_: Any, **__: Any) -> None:
        raise ValueError(f"{GUESTS.problem} {slack.bot_token}") from KeyError(GUESTS.name)

    with monkeypatch.context() as patched:
        patched.setattr(bot.turns, "obey", fails)
        await world.person("ana").command(f"/ml show {GUESTS.name}", channel="#ml-projects")

    def rename(db: Connection, old: str, new: str) -> None:
        db.exec_driver_sql(f"ALTER TABLE {old} RENAME TO {new}")

    await world.bot.database.write(lambda db: rename(db, "history", "gone"))
    await world.person("ana").command(f"/ml new {GUESTS.name}", channel="#ml-projects")
    await world.bot.database.write(lambda db: rename(db, "gone", "history"))
    await world.settled()


async def test_no_line_of_a_story_full_of_trouble_tells_a_secret_or_what_somebody_said(
    lines: io.StringIO, world: World, monkeypatch: pytest.MonkeyPatch
):
    async for moment in story(world, GUESTS):
        if not isinstance(moment, str):
            world.slack.clock.move_to(moment)
            await world.bot.tick(moment)
            await world.settled()
    await trouble(world, monkeypatch)

    written = lines.getvalue()
    assert written.count("turn.failed") == 2
    assert "OperationalError" in written or "UndefinedTable" in written
    assert "call.failed" in written
    assert written.count("turn.taken") > 20
    secrets = secrets_of(world)
    assert len(secrets) > 20
    assert [secret for secret in secrets if secret in written] == []
    assert [said for said in said_by_people(world) if said in written] == []
