"""Tokens that expire: renewed in time, once, whatever else happens at that moment."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest

from bot.installing.client import client_of
from bot.installing.installed import Installed
from bot.installing.renewing import Renewing
from bot.installing.upkeep import Upkeep
from bot.keys import Keys
from bot.slack import connect
from bot.workspaces import NoToken
from sandbox.clock import Clock
from sandbox.standin import StandIn
from storage.database import Database
from storage.installations import Installation, Standing, find_installation, install, standings, uninstall
from tests.scenarios.several import KEY, settings_for_several

TEAM = "T0ACME"
HOURS = timedelta(hours=1)
KEYS = Keys([KEY])


@pytest.fixture
async def slack() -> AsyncIterator[StandIn]:
    """It gives tokens for twelve hours; the clock stands still unless it is moved."""
    async with StandIn(events=(), clock=Clock(), installed=False) as stand_in:
        stand_in.installs.rotating = True
        yield stand_in


@asynccontextmanager
async def process(slack: StandIn, database_url: str, name: str) -> AsyncIterator[Installed]:
    """One of several processes, with its own way to the database."""
    client = client_of(settings_for_several(slack, database_url, 1))
    assert client
    database, connected = Database(database_url), connect(slack.api_url)
    renewing = Renewing(database, connected, client, KEYS, slack.clock, name)
    installed = Installed(database, KEYS, slack.clock, renewing)
    try:
        await installed.load()
        yield installed
    finally:
        await connected.session.close()
        await database.close()


@pytest.fixture
async def one(slack: StandIn, database_url: str) -> AsyncIterator[Installed]:
    async with process(slack, database_url, "one") as installed:
        await keep(installed, slack)
        yield installed


async def keep(installed: Installed, slack: StandIn, **others: Any) -> None:
    """Install it in Slack, and here."""
    slack.install()
    given = slack.installs.of(slack.team)
    assert given
    assert given.refresh
    row = Installation(
        id=TEAM,
        org_wide=False,
        name="Acme",
        app="A0GROUNDWORK",
        bot_user="U0GROUNDWORK",
        bot="B0GROUNDWORK",
        url="https://acme.slack.com/",
        scopes=frozenset({"chat:write"}),
        token=KEYS.sealed(given.token),
        installed_by="U0ANA",
        installed_at=slack.clock(),
        refresh_token=KEYS.sealed(given.refresh),
        expires_at=given.access[-1].expires,
    )
    await installed.database.write(lambda db: install(db, row))


async def standing(installed: Installed) -> dict[Standing, int]:
    return await installed.database.read(standings)


def exchanged(slack: StandIn) -> int:
    return len(slack.traffic.of("oauth.v2.access"))


async def test_a_token_is_used_until_two_hours_before_its_end_and_then_renewed(slack: StandIn, one: Installed):
    first = await one.token_of(TEAM)
    slack.move(10 * HOURS)
    assert await one.token_of(TEAM) == first
    slack.move(timedelta(seconds=1))
    second = await one.token_of(TEAM)
    assert (second, exchanged(slack)) == (slack.bot_token, 1)
    assert second != first
    assert await one.token_of(TEAM) == second
    assert exchanged(slack) == 1


async def test_two_processes_never_spend_the_same_refresh_token(slack: StandIn, one: Installed, database_url: str):
    slack.faults.hang("oauth.v2.access", 0.2)
    async with process(slack, database_url, "other") as other:
        slack.move(13 * HOURS)  # none of them has a token that works
        tokens = await asyncio.gather(*(each.token_of(TEAM) for each in (one, other) for _ in range(5)))
    assert set(tokens) == {slack.bot_token}
    assert exchanged(slack) == 1
    assert await standing(one) == {Standing.ACTIVE: 1}


async def test_tokens_of_workspaces_where_nothing_happens_are_renewed_by_the_metronome(slack: StandIn, one: Installed):
    upkeep = Upkeep(one.database, one, one.renewing)
    for _ in range(5):
        slack.move(11 * HOURS)
        await upkeep(slack.clock())
    assert exchanged(slack) == 5
    assert await one.token_of(TEAM) == slack.bot_token


async def test_an_answer_that_is_lost_is_asked_for_again_and_the_token_serves_meanwhile(slack: StandIn, one: Installed):
    first = await one.token_of(TEAM)
    slack.move(11 * HOURS)
    slack.faults.error_before("oauth.v2.access")
    assert await one.token_of(TEAM) == first
    assert await one.token_of(TEAM) == first
    assert exchanged(slack) == 1  # not again at once
    slack.move(timedelta(seconds=31))
    assert await one.token_of(TEAM) == slack.bot_token != first
    assert exchanged(slack) == 2


async def test_a_refresh_token_refused_for_good_needs_a_new_installation(slack: StandIn, one: Installed):
    first = await one.token_of(TEAM)
    slack.move(11 * HOURS)
    slack.faults.refused("oauth.v2.access", "invalid_refresh_token", times=9)
    assert await one.token_of(TEAM) == first  # what is left of its time is used
    assert await standing(one) == {Standing.BROKEN: 1}
    slack.move(HOURS)
    with pytest.raises(NoToken):
        await one.token_of(TEAM)
    assert exchanged(slack) == 1

    slack.faults.clear()
    await keep(one, slack)
    assert await one.token_of(TEAM) == slack.bot_token
    assert await standing(one) == {Standing.ACTIVE: 1}


async def test_settings_that_slack_refuses_break_no_installation(slack: StandIn, one: Installed):
    slack.move(13 * HOURS)
    slack.faults.refused("oauth.v2.access", "bad_client_secret")
    with pytest.raises(NoToken):
        await one.token_of(TEAM)
    assert await standing(one) == {Standing.ACTIVE: 1}


async def test_what_another_process_installs_and_takes_out_is_known_soon(
    slack: StandIn, one: Installed, database_url: str
):
    async with process(slack, database_url, "other") as other:
        assert other.of(TEAM).user == "U0GROUNDWORK"
        at = slack.clock()
        await one.database.write(lambda db: uninstall(db, TEAM, now=at, erase_at=at + HOURS))
        slack.move(timedelta(seconds=31))
        assert await other.token_of(TEAM) is None
        assert await other.entered(TEAM, None) is None
        await keep(one, slack)
        assert await other.token_of(TEAM) == slack.bot_token  # at once


async def test_stored_tokens_are_sealed(one: Installed, slack: StandIn):
    stored = await one.database.read(lambda db: find_installation(db, TEAM))
    assert stored
    assert slack.bot_token not in str(stored.token)
    assert "token" not in repr(stored)
    assert slack.bot_token not in repr(one)
