"""Stopping is quick and loses nothing; a start that cannot work says why in one sentence."""

import asyncio
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from sandbox.message import Message
from sandbox.standin import StandIn
from tests.faults.interviews import ANSWERS, PROBLEM, STEPS, Player, is_question, marks, stored
from tests.faults.programs import Program, environment, supervised
from tests.world import CHANNEL


async def test_stopped_in_the_middle_of_turns_and_calls_it_loses_and_doubles_nothing(
    slack: StandIn, database_url: str, tmp_path: Path, undisturbed: str
):
    async with supervised(slack, database_url, tmp_path) as first:
        player = Player(slack, first.settled)
        await player.begin()
        slack.faults.latency = 0.3
        before = len(slack.calls("chat.postMessage"))
        await slack.person("ana").say(PROBLEM, channel=CHANNEL, thread=player.thread, wait=False)
        await slack.until(lambda: len(slack.calls("chat.postMessage")) > before)
        # Leaving stops it, while the next question is under way.
    slack.faults.clear()
    async with supervised(slack, database_url, tmp_path) as second:
        player.settled = second.settled
        await second.settled()
        for how, what in STEPS[1:]:
            await (player.say(what) if how == "say" else player.click(what))

    (project,) = stored(database_url)["projects"]
    assert project["answers"] == ANSWERS
    assert player.transcript == undisturbed
    assert set(marks(slack).values()) == {1}
    assert second.read("select method from outbox where settled_at is null") == []


async def test_stopped_while_slack_hangs_it_does_not_wait_for_ever_and_the_next_start_looks(
    slack: StandIn, database_url: str, tmp_path: Path
):
    async with supervised(slack, database_url, tmp_path) as first:
        player = Player(slack, first.settled)
        await player.begin()
        before = len(slack.calls("chat.postMessage"))
        slack.faults.hang("chat.postMessage", 30)
        await slack.person("ana").say(PROBLEM, channel=CHANNEL, thread=player.thread)
        await slack.until(lambda: len(slack.calls("chat.postMessage")) > before)
        begun = asyncio.get_running_loop().time()
    took = asyncio.get_running_loop().time() - begun
    async with supervised(slack, database_url, tmp_path) as second:
        await second.settled()

    assert took < 8
    assert len(slack.calls("chat.postMessage")) == before + 1
    assert len(questions(slack, player)) == 1
    assert second.read("select method from outbox where settled_at is null") == []


async def test_an_idle_program_stops_at_once(slack: StandIn, database_url: str, tmp_path: Path):
    as_people_start_it = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        cwd=tmp_path,
        env=environment(slack, database_url),
        stderr=asyncio.subprocess.PIPE,
    )
    program = Program.started(slack, as_people_start_it)
    try:
        await slack.connected(20)
        await program.said("ready")
        begun = asyncio.get_running_loop().time()
        assert await program.terminated() == 0
        assert asyncio.get_running_loop().time() - begun < 2
    finally:
        await program.ended()


async def test_stopped_while_it_is_still_connecting_it_ends_at_once(slack: StandIn, database_url: str, tmp_path: Path):
    slack.faults.hang("auth.test", 30)
    program = await Program.start(slack, environment(slack, database_url), tmp_path)
    try:
        await slack.until(lambda: slack.calls("auth.test"), timeout=20)
        assert await program.terminated() == 0
    finally:
        await program.ended()


async def refused(slack: StandIn, database_url: str, home: Path, **others: str) -> str:
    """The one sentence that a start ends with."""
    program = await Program.start(slack, environment(slack, database_url, **others), home)
    try:
        code = await program.exited()
    finally:
        await program.ended()
    spoken = [line for line in program.lines if not line.startswith("{")]  # the rest is the log
    assert code == 1, program.lines
    assert len(spoken) == 1, spoken
    assert spoken[0].startswith("groundwork: ")
    return spoken[0]


@pytest.mark.parametrize(
    "token",
    ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"],
)
async def test_a_wrong_token_is_named(token: str, slack: StandIn, database_url: str, tmp_path: Path):
    wrong = {"SLACK_BOT_TOKEN": "xoxb-wrong", "SLACK_APP_TOKEN": "xapp-wrong"}[token]

    sentence = await refused(slack, database_url, tmp_path, **{token: wrong})

    assert token in sentence
    assert "invalid_auth" in sentence


async def test_an_unreachable_slack_is_named(slack: StandIn, database_url: str, tmp_path: Path):
    sentence = await refused(slack, database_url, tmp_path, SLACK_API_URL="http://127.0.0.1:9/api/")

    assert "Slack cannot be reached at http://127.0.0.1:9/api/" in sentence


async def test_a_database_in_a_place_that_cannot_be_written_is_named(slack: StandIn, tmp_path: Path):
    (tmp_path / "file").write_text("not a folder")

    sentence = await refused(slack, f"sqlite:///{tmp_path}/file/groundwork.db", tmp_path)

    assert f"{tmp_path}/file/groundwork.db" in sentence


async def test_a_database_that_is_a_folder_is_named(slack: StandIn, tmp_path: Path):
    sentence = await refused(slack, f"sqlite:///{tmp_path}", tmp_path)

    assert f"The database {tmp_path} cannot be used" in sentence


async def test_a_file_that_is_no_database_is_named(slack: StandIn, tmp_path: Path):
    (tmp_path / "notes.txt").write_text("Dear diary, " * 100)

    sentence = await refused(slack, f"sqlite:///{tmp_path}/notes.txt", tmp_path)

    assert "notes.txt cannot be used (file is not a database)" in sentence
    assert (tmp_path / "notes.txt").read_text().startswith("Dear diary")


async def test_a_database_of_a_newer_version_is_left_alone(slack: StandIn, migrated: Path, tmp_path: Path):
    file = tmp_path / "newer.db"
    shutil.copy(migrated, file)
    with closing(sqlite3.connect(file)) as db:
        db.execute("update alembic_version set version_num = '9999'")
        db.commit()

    sentence = await refused(slack, f"sqlite:///{file}", tmp_path)

    assert "written by a newer Groundwork" in sentence
    with closing(sqlite3.connect(file)) as db:
        assert db.execute("select version_num from alembic_version").fetchall() == [("9999",)]


def questions(slack: StandIn, player: Player) -> list[Message]:
    return [one for one in slack.messages(CHANNEL, thread=player.thread) if is_question(one)]
