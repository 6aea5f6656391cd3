"""`groundwork webhooks`: added, listed, asked, woken and removed."""

import asyncio
import re
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import Connection
from typer.testing import CliRunner

from bot.cli import program
from bot.doctor.webhooks import webhooks_looked_at
from sandbox.standin import StandIn
from storage.engines import open_engine
from storage.webhooks import all_webhooks, failed
from tests.receiver import LOOPBACK, Receiver, receiving
from tests.scenarios.test_webhooks import is_signed

NOBODY = {"SLACK_BOT_TOKEN": "", "SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": "", "GROUNDWORK_WEBHOOK_NETWORKS": ""}


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # no .env of this machine is read


async def groundwork(database_url: str, line: str, **environment: str) -> Result:
    """`groundwork webhooks` and what follows."""
    env = {**NOBODY, "DATABASE_URL": database_url, **environment}
    return await asyncio.to_thread(CliRunner().invoke, program, ["webhooks", *line.split()], env=env)


def in_database(database_url: str) -> Connection:
    return open_engine(database_url).connect().execution_options(writes=True)


async def added(database_url: str, receiver: Receiver) -> tuple[str, str]:
    """The id and the secret of a new one."""
    done = await groundwork(database_url, f"add {receiver.url} --team T0ACME --events project.stage,project.created")
    assert done.exit_code == 0, done.output
    return re.findall(r"wh_\w{10}", done.output)[0], re.findall(r"gwsec_\S{43}", done.output)[0]


async def test_an_address_is_added_asked_listed_and_removed(database_url: str):
    async with receiving() as receiver:
        id_, secret = await added(database_url, receiver)
        asked = await groundwork(database_url, f"test {id_}", GROUNDWORK_WEBHOOK_NETWORKS=LOOPBACK)
        listed = await groundwork(database_url, "list")
        removed = await groundwork(database_url, f"remove {id_}")
        nobody = await groundwork(database_url, "list")

    (ping,) = receiver.received
    assert (ping.type, ping.told["workspace"], is_signed(ping, secret)) == ("ping", "T0ACME", True)
    assert asked.output == f"{receiver.url} took it (204).\n"
    assert listed.output == f"{id_}  T0ACME  well  {receiver.url}  project.created,project.stage\n"
    assert secret not in listed.output
    assert removed.output == f"Removed {id_}.\n"
    assert nobody.output == "Nobody outside Slack is told of anything.\n"


async def test_one_that_slept_is_shown_by_the_doctor_and_woken_by_an_answer(database_url: str, slack: StandIn):
    async with receiving() as receiver:
        id_, _ = await added(database_url, receiver)
        with in_database(database_url) as db, db.begin():
            failed(db, id_, "status_500", now=slack.clock.now(), asleep=True)
            asleep = webhooks_looked_at(all_webhooks(db))
        listed = await groundwork(database_url, "list")
        receiver.answers = [500]
        still = await groundwork(database_url, f"test {id_}", GROUNDWORK_WEBHOOK_NETWORKS=LOOPBACK)
        woken = await groundwork(database_url, f"test {id_}", GROUNDWORK_WEBHOOK_NETWORKS=LOOPBACK)
        with in_database(database_url) as db:
            (known,) = all_webhooks(db)

    assert (asleep.state, id_ in asleep.told) == ("warning", True)
    assert "asleep since" in listed.output
    assert (still.exit_code, "answered 500" in still.output) == (1, True)
    assert "told of projects again" in woken.output
    assert (known.asleep_at, webhooks_looked_at([known]).state) == (None, "ok")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("add http://hooks.example.com/ --team T1", "use https://"),
        (
            "add https://hooks.example.com/ --team T1 --events project.gone",
            "there is no event 'project.gone': use p",
        ),
        ("add https://hooks.example.com/ --team acme", "'acme' is no workspace's id"),
        ("add https://hooks.example.com/", "Name it with --team T…: no workspace has a project yet"),
        ("remove wh_1", "There is no webhook wh_1"),
        ("test wh_1", "There is no webhook wh_1"),
    ],
)
async def test_what_cannot_be_done_is_said_in_a_sentence(line: str, why: str, database_url: str):
    done = await groundwork(database_url, line)

    assert done.exit_code == 1
    assert done.output.startswith("groundwork: ")
    assert why in done.output


async def test_without_a_team_the_tokens_workspace_is_meant(database_url: str, slack: StandIn):
    told = {"SLACK_BOT_TOKEN": slack.bot_token, "SLACK_APP_TOKEN": slack.app_token, "SLACK_API_URL": slack.api_url}
    done = await groundwork(database_url, "add https://hooks.example.com/", **told)

    assert "is told of project.created, project.verdict, project.stage, project.decision in T0ACME" in done.output


async def test_an_address_that_may_not_be_called_or_where_nobody_is_is_said(database_url: str):
    async with receiving() as receiver:
        id_, _ = await added(database_url, receiver)
        private = await groundwork(database_url, f"test {id_}")
    absent = await groundwork(database_url, f"test {id_}", GROUNDWORK_WEBHOOK_NETWORKS=LOOPBACK)

    assert "allow that with GROUNDWORK_WEBHOOK_NETWORKS" in private.output
    assert "nothing listens there" in absent.output
    assert receiver.received == []
