"""What the documents say is so."""

import re
import subprocess
from pathlib import Path

import pytest
from typer.main import get_command

from bot.cli import program
from bot.orders import SPELLINGS as ORDERS
from bot.settings import Settings
from flows.spoken import SPELLINGS as WORDS

ROOT = Path(__file__).parent.parent
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
