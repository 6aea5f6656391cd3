"""Dockerfile, compose.yml and the systemd unit name what is there. Nothing here starts them."""

import re
import shutil
import subprocess
import tomllib
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import make_url

from bot.settings import Settings
from bot.settings_reference import environment_name
from storage.engines import is_postgresql

ROOT = Path(__file__).parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
SETTINGS = {environment_name(name, field) for name, field in Settings.model_fields.items()}
OURS = re.compile(r"\b((?:SLACK|GROUNDWORK|DATABASE)_[A-Z_]+)\b")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "compose.yml").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def unit() -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {}
    section = ""
    for line in (ROOT / "docs/groundwork.service").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            key, _, value = line.partition("=")
            found.setdefault(section, {}).setdefault(key, []).append(value)
    return found


@pytest.mark.parametrize("name", ["Dockerfile", "compose.yml", "docs/groundwork.service", "docs/install.md"])
def test_every_setting_that_is_named_exists(name: str) -> None:
    assert set(OURS.findall((ROOT / name).read_text(encoding="utf-8"))) <= SETTINGS


def test_the_image_has_a_python_that_the_project_takes() -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    least = tuple(map(int, wanted.removeprefix(">=").split(".")))
    images = re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)

    assert len(images) == 2
    assert len(set(images)) == 1
    (version,) = re.findall(r"^python:(\d+)\.(\d+)-slim$", images[0])
    assert tuple(map(int, version)) >= least


def test_everything_that_is_copied_is_there_and_gets_past_the_ignored() -> None:
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = {
        source
        for line in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE)
        for source in line.split()[:-1]
    }

    assert copied == allowed
    assert all((ROOT / source).exists() for source in copied)
    assert set(tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["root_packages"]) <= copied


def test_the_image_runs_as_nobody_special_and_is_pinned_and_watched() -> None:
    final = DOCKERFILE.split("\nFROM ")[2]
    (user,) = re.findall(r"^USER (\S+)$", final, re.MULTILINE)
    (watched,) = re.findall(r'^HEALTHCHECK .*CMD \["python", "-m", "([\w.]+)"\]$', final, re.MULTILINE)

    assert int(user) > 0
    assert f"--uid {user} " in final
    assert find_spec(watched)
    assert "apt-get" not in DOCKERFILE
    for line in re.findall(r"pip install .*", DOCKERFILE):
        assert any(
            pinned in line
            for pinned in (
                "--constraint constraints.txt",
                "--require-hashes --requirement requirements.lock",
                "--no-deps",
            )
        )


def test_compose_takes_away_what_the_bot_does_not_need(compose: dict[str, Any]) -> None:
    (bot,) = compose["services"].values()

    assert bot["read_only"] is True
    assert bot["cap_drop"] == ["ALL"]
    assert bot["security_opt"] == ["no-new-privileges:true"]
    assert "ports" not in bot
    assert bot["environment"]["DATABASE_URL"] == re.findall(r"DATABASE_URL=(\S+)", DOCKERFILE)[0]
    (mounted,) = bot["volumes"]
    assert mounted.split(":")[0] in compose["volumes"]
    assert f"sqlite:///{mounted.split(':')[1]}/" in bot["environment"]["DATABASE_URL"]


def test_compose_with_postgresql_says_where_it_is_and_waits_for_it(compose: dict[str, Any]) -> None:
    more = yaml.safe_load((ROOT / "compose.postgresql.yml").read_text(encoding="utf-8"))
    (bot,) = compose["services"]
    (server,) = set(more["services"]) - {bot}
    url = make_url(re.sub(r"\$\{[^}]*\}", "secret", more["services"][bot]["environment"]["DATABASE_URL"]))
    told = more["services"][server]["environment"]

    assert is_postgresql(url)
    assert (url.host, url.username, url.database) == (server, told["POSTGRES_USER"], told["POSTGRES_DB"])
    assert more["services"][bot]["depends_on"] == {server: {"condition": "service_healthy"}}
    assert more["services"][server]["volumes"][0].split(":")[0] in more["volumes"]
    assert "ports" not in more["services"][server]


def test_the_unit_writes_to_one_folder_and_gives_up_the_rest(unit: dict[str, dict[str, list[str]]]) -> None:
    service = unit["Service"]
    (state,) = service["StateDirectory"]

    assert service["ProtectSystem"] == ["strict"]
    assert service["NoNewPrivileges"] == ["yes"]
    assert service["CapabilityBoundingSet"] == [""]
    assert service["WorkingDirectory"] == [f"/var/lib/{state}"]
    assert any(f"sqlite:////var/lib/{state}/" in value for value in service["Environment"])
    assert service["User"] != ["root"]
    assert "groundwork run" in service["ExecStart"][0]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="asks systemd")
def test_systemd_understands_the_unit_and_finds_it_little_exposed(tmp_path: Path) -> None:
    text = (ROOT / "docs/groundwork.service").read_text(encoding="utf-8")
    here = tmp_path / "groundwork.service"
    here.write_text(text.replace("/opt/groundwork/bin/groundwork", "/bin/true"), encoding="utf-8")

    verified = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(here)], capture_output=True, text=True, timeout=30, check=False
    )
    ours = [line for line in verified.stderr.splitlines() if "groundwork" in line]
    assert not ours

    weighed = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=20", str(here)],
        capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip
    assert weighed.returncode == 0, weighed.stdout[-300:]
