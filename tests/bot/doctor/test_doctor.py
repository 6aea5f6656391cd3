"""The doctor: a line for each check, the remedy in one sentence, and exit code 1 when something is wrong."""

import asyncio
import json
import re
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from aiohttp import web

import bot.doctor.database
import bot.doctor.zones
import sandbox.web_api
from bot.clock import now
from bot.doctor.examination import examined
from bot.doctor.finding import Finding, State, all_well, as_json, as_lines
from bot.doctor.scopes import NEEDED
from bot.settings import Settings
from sandbox.clock import Clock
from sandbox.standin import StandIn
from storage.calls import Call, Refused
from storage.engines import open_engine
from storage.outbox import claim_due, enqueue, settle
from tests.storage.test_backup import damage, newer
from tests.world import CHANNEL, playing

ROOT = Path(__file__).parents[3]


@pytest.fixture
async def slack(subscribed: list[str]) -> AsyncIterator[StandIn]:
    """One that lives by this machine's clock, as the doctor does."""
    async with StandIn(events=subscribed, clock=Clock.real()) as stand_in:
        yield stand_in


@pytest.fixture(autouse=True)
def told(slack: StandIn, database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """The settings of a healthy bot in the environment, and none from elsewhere."""
    for field, info in Settings.model_fields.items():
        monkeypatch.delenv(str(info.validation_alias or field).upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SLACK_BOT_TOKEN", slack.bot_token)
    monkeypatch.setenv("SLACK_APP_TOKEN", slack.app_token)
    monkeypatch.setenv("SLACK_API_URL", slack.api_url)
    monkeypatch.setenv("DATABASE_URL", database_url)
    return monkeypatch


async def found(clock: Callable[[], datetime] = now) -> dict[str, Finding]:
    findings = await examined(clock)
    for one in findings:
        assert "\n" not in one.told + one.remedy
        assert bool(one.remedy) == (one.state is not State.OK)
        assert re.fullmatch(r"|[A-Z`].*\.", one.remedy), one
    assert len({one.check for one in findings}) == len(findings)
    return {one.check: one for one in findings}


def file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


async def test_a_healthy_bot_has_nothing_wrong(slack: StandIn, database_url: str, told: pytest.MonkeyPatch):
    async with playing(slack, database_url) as world:
        await world.start("ana", "/ml new Menu helper")
        findings = await found()
        told.setenv("GROUNDWORK_BACKUP_DIR", "backups")

    assert [one.check for one in findings.values() if one.state is not State.OK] == ["backups"]
    assert list(findings) == [
        *("settings", "token", "clock", "scopes", "socket", "channels", "zones"),
        *("database", "space", "queue", "refused", "webhooks", "backups"),
    ]
    assert findings["channels"].told == "the bot is in every channel with projects (1)"
    assert findings["settings"].told == "Socket Mode"
    assert all_well(list(findings.values()))


async def test_it_takes_no_connection_that_slack_would_send_peoples_doings_to(slack: StandIn):
    await found()
    assert len(slack.calls("apps.connections.open")) == 1
    assert slack.sockets.connected == 0


async def test_it_changes_nothing(slack: StandIn, database_url: str):
    async with playing(slack, database_url) as world:
        await world.start("ana", "/ml new Menu helper")
    before = dump(database_url)
    calls = len(slack.traffic.of("chat.postMessage"))

    await found()

    assert dump(database_url) == before
    assert len(slack.traffic.of("chat.postMessage")) == calls


def dump(url: str) -> list[str]:
    with closing(sqlite3.connect(file_of(url))) as db:
        return list(db.iterdump())


@pytest.mark.parametrize(
    ("setting", "value", "check", "said", "remedy"),
    [
        ("SLACK_BOT_TOKEN", "xoxb-wrong", "token", "invalid_auth", "OAuth & Permissions"),
        ("SLACK_APP_TOKEN", "xapp-wrong", "socket", "invalid_auth", "connections:write"),
        ("SLACK_API_URL", "http://127.0.0.1:9/", "token", "not reached", "SLACK_API_URL"),
        ("SLACK_BOT_TOKEN", "", "settings", "SLACK_BOT_TOKEN is missing", "OAuth & Permissions"),
        ("GROUNDWORK_PORT", "many", "settings", "GROUNDWORK_PORT is wrong", "integer"),
        ("DATABASE_URL", "mysql://somewhere/db", "database", "mysql", "sqlite:///"),
        ("DATABASE_URL", "sqlite:////proc/nowhere/x.db", "database", "cannot be made", "DATABASE_URL"),
    ],
)
async def test_a_wrong_setting_is_named_with_its_remedy(
    told: pytest.MonkeyPatch, setting: str, value: str, check: str, said: str, remedy: str
):
    told.setenv(setting, value)

    one = (await found())[check]

    assert one.state is State.WRONG
    assert said in one.told
    assert remedy in one.remedy


async def test_no_token_is_ever_shown(slack: StandIn, told: pytest.MonkeyPatch):
    for app in (slack.app_token, "xapp-wrong-0123456789"):
        told.setenv("SLACK_APP_TOKEN", app)
        findings = list((await found()).values())
        for secret in (slack.bot_token, slack.app_token, "0123456789", "ticket-"):
            assert secret not in as_lines(findings) + as_json(findings)


async def test_without_slack_settings_only_the_machine_is_looked_at(told: pytest.MonkeyPatch):
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"):
        told.delenv(name)

    findings = await found()

    assert findings["settings"].state is State.WARNING
    assert not {"token", "socket", "scopes"} & set(findings)
    assert all_well(list(findings.values()))


async def test_a_scope_that_is_missing_is_named(told: pytest.MonkeyPatch):
    told.setattr(sandbox.web_api, "SCOPES", ",".join(sorted(NEEDED - {"files:write", "users:read"})))
    one = (await found())["scopes"]
    assert (one.state, one.told) == (State.WRONG, "missing: files:write, users:read")


def test_the_scopes_are_those_of_the_manifest():
    manifest = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == NEEDED


@pytest.mark.parametrize(
    ("off", "state", "said"),
    [
        (timedelta(seconds=3), State.OK, "agrees"),
        (timedelta(minutes=2), State.WARNING, "ahead of Slack's"),
        (timedelta(minutes=-2), State.WARNING, "behind Slack's"),
        (timedelta(hours=-9), State.WARNING, "8 h behind"),
    ],
)
async def test_a_clock_that_goes_wrong_is_noticed(off: timedelta, state: State, said: str):
    one = (await found(lambda: now() + off))["clock"]
    assert one.state is state
    assert said in one.told


async def test_in_http_mode_a_clock_far_off_refuses_every_request(slack: StandIn, told: pytest.MonkeyPatch):
    told.delenv("SLACK_APP_TOKEN")
    told.setenv("SLACK_SIGNING_SECRET", slack.signing_secret)
    told.setenv("GROUNDWORK_PORT", "9")

    findings = await found(lambda: now() + timedelta(hours=1))

    assert findings["clock"].state is State.WRONG
    assert (findings["http"].state, "socket" in findings) == (State.WARNING, False)


async def test_in_http_mode_the_bot_behind_its_door_is_seen(slack: StandIn, told: pytest.MonkeyPatch):
    async def alive(_: web.Request) -> web.Response:
        return web.Response(text="ok")

    site = web.Application()
    site.router.add_get("/healthz", alive)
    runner = web.AppRunner(site)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    told.delenv("SLACK_APP_TOKEN")
    told.setenv("SLACK_SIGNING_SECRET", slack.signing_secret)
    told.setenv("GROUNDWORK_PORT", str(runner.addresses[0][1]))

    assert (await found())["http"].state is State.OK
    await runner.cleanup()


async def test_a_channel_the_bot_was_taken_out_of_is_named_by_its_id(slack: StandIn, database_url: str):
    async with playing(slack, database_url) as world:
        await world.start("ana", "/ml new Menu helper")
    channel = slack.workspace.find_channel(CHANNEL)
    assert channel
    del channel.members[slack.workspace.bot.user_id]

    one = (await found())["channels"]

    assert one.state is State.WARNING
    assert channel.id in one.told
    assert CHANNEL not in one.told
    assert "/invite @Groundwork" in one.remedy


async def test_slack_in_trouble_is_a_finding_and_no_traceback(slack: StandIn):
    slack.faults.error_before("*", times=10)
    findings = await found()
    assert findings["token"].state is State.WRONG
    assert "HTTP 500" in findings["token"].told
    assert findings["database"].state is State.OK


@pytest.mark.parametrize(
    ("spoil", "state", "said", "remedy"),
    [
        (damage, State.WRONG, "", "groundwork restore FILE --replace"),
        (newer, State.WRONG, "newer than", "Install the Groundwork"),
        (Path.unlink, State.WARNING, "there is none at", "groundwork migrate"),
    ],
)
async def test_a_database_that_cannot_be_used_is_said(
    database_url: str, spoil: Callable[[Path], None], state: State, said: str, remedy: str
):
    spoil(file_of(database_url))

    findings = await found()

    assert findings["database"].state is state
    assert said in findings["database"].told
    assert remedy in findings["database"].remedy
    assert findings["token"].state is State.OK


async def test_a_disk_that_fills_up_is_said(told: pytest.MonkeyPatch):
    for free, state in ((10**7, State.WRONG), (10**8, State.WARNING), (10**10, State.OK)):
        told.setattr(bot.doctor.database, "room_for", lambda _, free=free: free)
        assert (await found())["space"].state is state


def owe(url: str, due_at: datetime) -> None:
    engine = open_engine(url)
    with engine.connect().execution_options(writes=True) as db, db.begin():
        enqueue(db, [Call("T1", "C1", "chat.postMessage", {"channel": "C1", "text": "Hello"}, "mark")], due_at=due_at)
    engine.dispose()


@pytest.mark.parametrize(
    ("waited", "state"),
    [
        (timedelta(minutes=1), State.OK),
        (timedelta(minutes=20), State.WARNING),
        (timedelta(hours=5), State.WRONG),
    ],
)
async def test_a_call_that_is_owed_for_long_is_said(database_url: str, waited: timedelta, state: State):
    owe(database_url, now() - waited)
    one = (await found())["queue"]
    assert one.state is state
    assert "calls owed to Slack: 1, the oldest for " in one.told


async def test_what_slack_refused_in_the_last_day_is_counted(database_url: str):
    at = now()
    engine = open_engine(database_url)
    for ago in (timedelta(hours=1), timedelta(hours=2), timedelta(days=3)):
        owe(database_url, at - ago)
        with engine.connect().execution_options(writes=True) as db, db.begin():
            (claimed,) = claim_due(db, by="me", now=at, until=at, most=1)
            settle(db, [Refused(claimed.id, "not_in_channel")], now=at - ago)
    engine.dispose()

    one = (await found())["refused"]

    assert one.state is State.WARNING
    assert "chat.postMessage not_in_channel (2)" in one.told


async def test_time_zones_that_are_not_there_are_said(told: pytest.MonkeyPatch):
    told.setattr(bot.doctor.zones, "NEEDED", ("UTC", "Mars/Olympus_Mons"))
    one = (await found())["zones"]
    assert one.state is State.WRONG
    assert "Mars/Olympus_Mons" in one.told


@pytest.mark.parametrize(
    ("name", "state"),
    [
        (None, State.WARNING),
        (datetime.now(UTC).strftime("groundwork-%Y%m%dT%H%M%SZ.db"), State.OK),  # noqa: TID251 it is read by the clock
        ("groundwork-20200101T000000Z.db", State.WARNING),
    ],
    ids=["none", "fresh", "old"],  # the second in a name would differ between processes
)
async def test_backups_that_are_missing_or_old_are_said(
    told: pytest.MonkeyPatch, tmp_path: Path, name: str | None, state: State
):
    folder = tmp_path / "backups"
    folder.mkdir()
    if name:
        (folder / name).touch()
    told.setenv("GROUNDWORK_BACKUP_DIR", str(folder))
    assert (await found())["backups"].state is state


async def test_the_program_prints_a_line_each_and_exits_with_1_when_something_is_wrong(
    slack: StandIn, database_url: str, tmp_path: Path
):
    from tests.bot.test_cli import groundwork

    environment: dict[str, Any] = {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.api_url,
        "DATABASE_URL": database_url,
    }
    (well, out, err), (ill, told, _) = await asyncio.gather(
        groundwork("doctor", cwd=tmp_path, **environment),
        groundwork("doctor", "--json", cwd=tmp_path, **{**environment, "SLACK_APP_TOKEN": "xapp-wrong"}),
    )

    assert (well, ill, err) == (0, 1, "")
    assert all(re.match(r"(ok|warning|wrong) +[a-z]+ +\S", line) for line in out.splitlines())
    parsed = json.loads(told)
    assert parsed["well"] is False
    assert {"check": "socket", "state": "wrong"}.items() <= next(
        one.items() for one in parsed["findings"] if one["check"] == "socket"
    )
