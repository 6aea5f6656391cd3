"""Somebody's name is erased while the bot is at work: the facts stay, and nobody is told who it was."""

import asyncio

import pytest
from sqlalchemy import Connection, select
from typer.testing import CliRunner

from bot.cli import program
from storage.columns import metadata
from tests.scenarios.test_full_intake import QUICK_EN, began
from tests.world import World

pytestmark = pytest.mark.both
ANA = "U0ANA"


async def groundwork(*arguments: str) -> str:
    """What the program says, run beside the bot."""
    done = await asyncio.to_thread(CliRunner().invoke, program, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.stderr
    return done.stdout


def rows(db: Connection) -> list[str]:
    return [f"{table.name} {row!r}" for table in metadata.sorted_tables for row in db.execute(select(table))]


def told(db: Connection, *names: str) -> list[str]:
    return [row for row in rows(db) if any(name in row for name in names)]


async def test_an_owner_is_erased_and_the_lead_takes_the_project_over(
    world: World, database_url: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("DATABASE_URL", database_url)
    thread = await began(world, "ana", "Menu helper", QUICK_EN)
    await thread.say("ana", "Ana counts the orders; ask Ana or <@U0ANA>.", "ask @ben")
    await thread.say("ben", "ask @ana")
    await world.person("ana").command("/ml board")
    await world.person("ana").open_home()
    await world.person("ana").command("/ml settings lead @ben")
    await world.settled()
    assert len(await world.read(lambda db: told(db, ANA))) > 20

    planned = await groundwork("erase", "--user", ANA, "--name", "Ana", "--dry-run")
    assert "Nothing was changed." in planned
    assert len(await world.read(lambda db: told(db, ANA))) > 20

    said = await groundwork("erase", "--user", ANA, "--name", "Ana")

    assert f"{ANA} in T0ACME becomes UERASED1, someone who left." in said
    assert "Owned by the lead of their channel from now on: ML-1." in said
    assert "Other messages in Slack stay as they are" in said
    assert await world.read(lambda db: told(db, ANA, "Ana ", "Ana;")) == []
    world.bot.delivery.wake()
    await world.settled()
    assert "Owner: <@U0BEN>" in thread.card
    assert (await thread.project())["history"][-1]["what"] == "project.handed"

    # The bot's memory does not bring the name back; a profile that changes is nobody's.
    await world.person("ana").change_profile(real_name="Ana Anders")
    await world.settled()
    assert await world.read(lambda db: told(db, ANA, "Ana ")) == []
    todo = await world.person("ben").command("/ml todo")
    assert todo.message is not None
    assert "UERASED" not in todo.message.text
    assert f"Nothing is stored of {ANA}." in await groundwork("erase", "--user", ANA)


async def test_without_a_lead_the_project_is_nobodys_until_there_is_one(
    world: World, database_url: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("DATABASE_URL", database_url)
    thread = await began(world, "ana", "Menu helper", QUICK_EN)

    said = await groundwork("erase", "--user", ANA)

    assert "Owned by nobody, as their channel has no lead: ML-1." in said
    world.bot.delivery.wake()
    await world.settled()
    assert "Owner: someone who left" in thread.card
    assert "<@UERASED" not in str(world.slack.messages("#ml-projects"))
    await world.person("ben").command("/ml settings lead @ben")
    todo = await world.person("ben").command("/ml todo")
    assert todo.message is not None
    assert "Projects that nobody owns any more" in todo.message.text


async def test_a_workspace_is_erased_once_somebody_said_yes(
    world: World, database_url: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("DATABASE_URL", database_url)
    await began(world, "ana", "Menu helper", QUICK_EN)

    asked = await asyncio.to_thread(CliRunner().invoke, program, ("erase", "--workspace", "T0ACME"), input="n\n")
    assert asked.exit_code == 1
    assert "Nothing was changed" in asked.stderr
    assert await world.read(lambda db: told(db, ANA))

    assert "Erased" in await groundwork("erase", "--workspace", "T0ACME", "--yes")
    assert await world.read(rows) == []
