"""What the documents say is so."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from bot.cli import program
from bot.orders import SPELLINGS as ORDERS
from bot.settings import Settings
from flows.spoken import SPELLINGS as WORDS

ROOT = Path(__file__).parent.parent
OPERATIONS = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = sorted(file for file in ROOT.rglob("*.md") if not {".venv", "node_modules"} & set(file.parts))


def settings_names() -> set[str]:
    return {str(field.validation_alias or name).upper() for name, field in Settings.model_fields.items()}


def test_every_command_of_the_program_is_in_the_readme_and_the_other_way_round():
    commands = set(get_command(program).commands)  # type: ignore[attr-defined]
    table = set(re.findall(r"^\| `groundwork (\w+)", README, re.MULTILINE))

    assert table == commands


def test_every_setting_is_in_the_readme_and_the_other_way_round():
    table = README[README.index("## Settings") : README.index("## What you can rely on")]

    assert set(re.findall(r"`((?:SLACK|GROUNDWORK|DATABASE)_\w+)`", table)) == settings_names()


def test_every_word_of_the_readme_is_understood():
    steering = {spelling for spellings in WORDS.values() for spelling in spellings}
    orders = {spelling for spellings in ORDERS.values() for spelling in spellings}
    row = next(line for line in README.splitlines() if "| `back`" in line)

    assert set(re.findall(r"`([^`]+)`", row)) <= steering
    assert set(re.findall(r"`/ml (\S+?)[ `]", README)) <= orders | {"[name]"}
    korean = README[README.index("Korean words work") :].split("\n\n")[0]
    assert {word.removeprefix("/ml ") for word in re.findall(r"`([^`]+)`", korean)} <= steering | orders


def test_every_make_target_of_the_readme_exists():
    wanted = set(re.findall(r"(?:^|`)make (\w+)", README, re.MULTILINE))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    assert wanted
    for target in wanted:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_the_scoring_example_of_the_readme_runs():
    (command,) = re.findall(r"^(echo .*groundwork score)$", README, re.MULTILINE)
    if not (ROOT / ".venv/bin/groundwork").exists():
        command = command.replace(".venv/bin/groundwork", "groundwork")

    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)

    assert done.returncode == 0, done.stderr
    assert '"verdict"' in done.stdout


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: str(file.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(document: Path):
    for target in re.findall(r"\]\((?!https?://)([^)#]+)", document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), f"{document.name}: {target}"


def test_the_pinned_versions_name_no_registry():
    pinned = (ROOT / "constraints.txt").read_text(encoding="utf-8")

    assert "slack_bolt==" in pinned
    assert not re.search(r"https?:|--index|file:", pinned)


def blocks(kind: str) -> list[str]:
    """The fenced blocks of this kind in the page on operations."""
    return re.findall(rf"^```{kind}\n(.*?)^```", OPERATIONS, re.MULTILINE | re.DOTALL)


def test_the_commands_on_operations_run_one_after_the_other_and_say_what_the_page_says(tmp_path: Path):
    commands = [line.split()[1:] for line in "".join(blocks("sh")).splitlines()]
    examples = [block for block in blocks("text") if not block.startswith("{")]
    assert [command[0] for command in commands] == ["doctor", "backup", "restore"]
    subprocess.run([sys.executable, "-m", "bot", "migrate"], **started_in(tmp_path), check=True)

    said = [subprocess.run([sys.executable, "-m", "bot", *command], **started_in(tmp_path)) for command in commands]

    assert [one.returncode for one in said] == [0, 0, 0], [one.stderr for one in said]
    checks = {line.split()[1] for line in said[0].stdout.splitlines()}
    assert checks <= {line.split()[1] for line in examples[0].splitlines()}
    assert shape(said[1].stdout) == shape(examples[1])
    assert shape(said[2].stdout) == shape(examples[2].splitlines()[0])  # there was nothing to keep


def started_in(folder: Path) -> dict[str, Any]:
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "GROUNDWORK_", "DATABASE_"))
    }
    return {
        "cwd": folder,
        "env": {**clean, "PYTHONPATH": str(ROOT)},
        "capture_output": True,
        "text": True,
        "timeout": 60,
    }


def shape(line: str) -> str:
    return re.sub(r"\d+", "#", line.strip())


def test_the_page_on_operations_names_every_check_of_the_doctor():
    several = {"installed", "keys", "tokens", "expiry"}
    named = {line.split()[1] for line in blocks("text")[0].splitlines()} | {"http"} | several
    assert all(f"`{check}`" in OPERATIONS for check in several)
    source = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "bot/doctor").glob("*.py"))

    assert set(re.findall(r'\b(?:ok|warning|wrong)\(\s*"(\w+)"', source)) == named


def test_the_page_on_operations_names_every_figure_and_no_other():
    named = set(re.findall(r"`((?:groundwork|process)_\w+)`", OPERATIONS))
    source = "".join((ROOT / f"bot/{name}.py").read_text(encoding="utf-8") for name in ("metrics", "health", "process"))

    assert named == set(re.findall(r'"((?:groundwork|process)_\w+)"', source))


def test_the_events_and_settings_on_the_page_on_operations_exist():
    source = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "bot").rglob("*.py"))
    table = OPERATIONS[OPERATIONS.index("| Event |") : OPERATIONS.index("## Keep its data")]

    events = re.findall(r"`([a-z]+\.[a-z]+)`", table)
    assert events
    for event in events:
        assert f'"{event}"' in source, event
    assert set(re.findall(r"`(GROUNDWORK_\w+)`", OPERATIONS)) <= settings_names()
