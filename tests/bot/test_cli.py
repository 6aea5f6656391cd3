"""The program, started as people start it."""

import asyncio
import json
import os
import re
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.exports.collecting import collected
from bot.exports.document import as_json
from tests import warm
from tests.bot.exports.stored import CATALOGUE, Made, empty, store
from tests.storage.test_backup import damage

ROOT = Path(__file__).parent.parent.parent
EXAMPLES: dict[str, Any] = json.loads((ROOT / "tests/flows/scoring/examples.json").read_text(encoding="utf-8"))
CLEAN = {
    name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "GROUNDWORK_", "DATABASE_"))
}


async def groundwork(*arguments: str, cwd: Path, given: str | None = None, **environment: str) -> tuple[int, str, str]:
    """(exit code, standard output, standard error) of the program, started from a warm parent."""
    env = {**CLEAN, "PYTHONPATH": str(ROOT), **environment}
    process = await warm.start("bot", *arguments, env=env, cwd=cwd, given=given or "")
    async with asyncio.timeout(60):
        out, err = await asyncio.gather(process.stdout.read(), process.stderr.read())
        return await process.wait(), out.decode(), err.decode()


async def cold(*arguments: str, cwd: Path, given: str | None = None) -> tuple[int, str, str]:
    """The same, started as people start it."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *arguments),
        cwd=cwd,
        env={**CLEAN, "PYTHONPATH": str(ROOT)},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await asyncio.wait_for(process.communicate(given.encode() if given else b""), 60)
    assert process.returncode is not None
    return process.returncode, out.decode(), err.decode()


def test_a_command_pays_for_no_other_when_the_program_starts():
    code = "import sys, bot.cli; print({'asyncio', 'pydantic', 'sqlalchemy', 'slack_bolt', 'yaml'} & set(sys.modules))"

    assert subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, text=True, timeout=60).strip() == "set()"


async def test_score_gives_every_worked_example_its_listed_scores(tmp_path: Path):
    file = tmp_path / "answers.json"
    file.write_text(json.dumps([example["answers"] for example in EXAMPLES.values()]), encoding="utf-8")

    code, out, err = await cold("score", str(file), cwd=tmp_path)

    assert (code, err) == (0, "")
    for (name, example), told in zip(EXAMPLES.items(), json.loads(out), strict=True):
        for key, expected in example["expected"].items():
            assert told[key] == expected, f"{name}: {key}"


async def test_score_reads_one_object_from_standard_input(tmp_path: Path):
    churn = EXAMPLES["churn"]

    code, out, _ = await cold("score", cwd=tmp_path, given=json.dumps(churn["answers"]))

    assert code == 0
    assert json.loads(out)["verdict"] == churn["expected"]["verdict"]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("{", "The input is not JSON"),
        ('{"value_size": "huge"}', "value_size"),
        ('[{}, {"ethics_check": "perhaps"}]', "1"),
        ("42", "answers"),
        ("", "The input is not JSON"),
    ],
)
async def test_score_refuses_what_it_cannot_read_in_one_sentence(tmp_path: Path, given: str, sentence: str):
    code, out, err = await groundwork("score", cwd=tmp_path, given=given)

    assert (code, out) == (1, "")
    assert sentence in err
    assert err.startswith("groundwork: ")
    assert len(err.splitlines()) == 1


async def test_migrate_makes_a_database_and_then_has_nothing_to_do(tmp_path: Path):
    assert await groundwork("migrate", cwd=tmp_path) == (0, "Migrated.\n", "")
    assert (tmp_path / "data" / "groundwork.db").exists()
    assert await groundwork("migrate", cwd=tmp_path) == (0, "Nothing to migrate.\n", "")


async def test_export_of_an_empty_database_is_an_empty_list(tmp_path: Path):
    code, out, _ = await groundwork("export", "--format", "json", cwd=tmp_path)

    assert code == 0
    assert json.loads(out) == {"version": 1, "projects": [], "tables": {}}


async def test_what_was_imported_is_exported_again(tmp_path: Path):
    with empty() as db:
        store(db, [Made("T1", "메뉴 추천", {}, [], scored=True)])
        told = as_json(collected(db, CATALOGUE))
    (tmp_path / "told.json").write_text(told, encoding="utf-8")

    assert await groundwork("import", "told.json", cwd=tmp_path) == (0, "Imported. Projects: 1\n", "")
    assert await groundwork("export", cwd=tmp_path) == (0, told, "")
    code, table, _ = await groundwork("export", "--format", "csv", "--project", "ML-1", cwd=tmp_path)
    assert (code, "메뉴 추천" in table) == (0, True)
    code, _, err = await groundwork("import", "told.json", cwd=tmp_path)
    assert (code, "not empty" in err) == (1, True)


async def test_what_was_backed_up_is_restored_and_what_it_replaces_is_kept(tmp_path: Path):
    with empty() as db:
        store(db, [Made("T1", "메뉴 추천", {}, [], scored=True)])
        told = as_json(collected(db, CATALOGUE))
    (tmp_path / "told.json").write_text(told, encoding="utf-8")
    await groundwork("import", "told.json", cwd=tmp_path)

    code, said, err = await groundwork("backup", "kept.db", cwd=tmp_path)
    assert (code, err) == (0, "")
    assert re.fullmatch(r"Backed up to kept\.db: 1 projects, \d+ rows, verified\.\n", said)
    code, _, err = await groundwork("restore", "kept.db", cwd=tmp_path)
    assert (code, "is not empty: give --replace" in err) == (1, True)
    code, said, err = await groundwork("restore", "kept.db", "--replace", cwd=tmp_path)
    assert (code, err) == (0, "")
    assert "The database that was there is kept as data/groundwork.db.replaced-" in said
    assert await groundwork("export", cwd=tmp_path) == (0, told, "")


@pytest.mark.parametrize(
    ("arguments", "environment", "sentence"),
    [
        (["run"], {"SLACK_APP_TOKEN": "xapp-1"}, "SLACK_BOT_TOKEN is missing"),
        (["run"], {"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN (for Socket Mode) or SLACK_SIGNING_SECRET"),
        (["run"], {"GROUNDWORK_PORT": "many"}, "GROUNDWORK_PORT is wrong"),
        (["export", "--format", "pdf"], {}, "--format pdf is not known"),
        (["export", "--project", "ML-9"], {}, "There is no project ML-9"),
        (["import", "nowhere.json"], {}, "nowhere.json cannot be read"),
        (["migrate"], {"DATABASE_URL": "mysql://somewhere/db"}, "only sqlite and postgresql are supported"),
        (["score", "nowhere.json"], {}, "nowhere.json cannot be read"),
        (["backup", "kept.db"], {}, "There is no database at data/groundwork.db"),
        (["restore", "kept.db"], {}, "There is no backup at kept.db"),
    ],
)
async def test_what_is_wrong_is_said_in_one_sentence(
    tmp_path: Path, arguments: list[str], environment: dict[str, str], sentence: str
):
    code, _, err = await groundwork(*arguments, cwd=tmp_path, **environment)

    assert code == 1
    assert sentence in err
    assert len(err.strip().splitlines()) == 1


async def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path):
    file = tmp_path / "notes.db"
    file.write_text("these are my notes" * 100)

    code, _, err = await groundwork("migrate", cwd=tmp_path, DATABASE_URL=f"sqlite:///{file}")

    assert code == 1
    assert "notes.db cannot be used" in err
    assert file.read_text().startswith("these are my notes")


@pytest.mark.parametrize("command", ["run", "migrate", "export"])
async def test_a_damaged_database_is_refused_in_one_sentence(tmp_path: Path, command: str):
    await groundwork("migrate", cwd=tmp_path)
    damage(tmp_path / "data" / "groundwork.db")
    slack = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "SLACK_API_URL": "http://127.0.0.1:9/"}

    code, out, err = await groundwork(command, cwd=tmp_path, **slack)

    assert (code, out) == (1, "")
    assert "groundwork restore FILE --replace" in err
    assert len(err.strip().splitlines()) == 1


async def test_a_newer_database_is_refused(tmp_path: Path):
    await groundwork("migrate", cwd=tmp_path)
    with sqlite3.connect(tmp_path / "data" / "groundwork.db") as db:
        db.execute("UPDATE alembic_version SET version_num = '9999'")
    db.close()

    code, _, err = await groundwork("export", cwd=tmp_path)

    assert code == 1
    assert "newer Groundwork" in err


async def test_the_demo_tells_the_same_story_every_time_and_writes_it_down(tmp_path: Path):
    code, first, err = await groundwork("demo", "--out", "one", cwd=tmp_path)

    assert (code, err) == (0, "")
    for said in ("Go, rules first", "판정: *진행*", "moved this on", "took this back", "블라인드 평가 결과"):
        assert said in first
    assert first.count("*Weekly digest, ") >= 4
    assert "Still waiting for" in first
    again = (await cold("demo", "--out", "two", cwd=tmp_path))[1]  # with another seed of the hashes
    assert again == first.replace("Written into one", "Written into two")
    files = sorted(file.name for file in (tmp_path / "one").iterdir())
    assert files == ["board.png", "results.png", "transcript.txt"]
    for name in files:
        content = (tmp_path / "one" / name).read_bytes()
        assert content == (tmp_path / "two" / name).read_bytes()
        assert name == "transcript.txt" or content.startswith(b"\x89PNG")


async def test_run_without_slack_settings_says_so_and_tells_how_to_talk_to_the_sandbox(tmp_path: Path):
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "run",
        cwd=tmp_path,
        env={**CLEAN, "PYTHONPATH": str(ROOT), "GROUNDWORK_PORT": "0"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout
    said = ""
    async with asyncio.timeout(40):
        while "The sandbox is running" not in said:
            line = await process.stdout.readline()
            assert line, said
            said += line.decode()
    process.terminate()
    await process.communicate()

    assert process.returncode == 0
    assert said.startswith("No Slack settings found")
    assert "/sandbox/people/ana/command" in said


async def test_a_port_that_is_taken_is_said_in_one_sentence(tmp_path: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])

        code, _, err = await groundwork("sandbox", "--port", port, cwd=tmp_path)

    assert code == 1
    assert f"127.0.0.1:{port} cannot be listened at" in err
    assert len(err.strip().splitlines()) == 1
