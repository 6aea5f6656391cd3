"""The wheel: all that the program reads is in it, and it runs where there is nothing else. Takes some seconds."""

import asyncio
import os
import re
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import aiohttp
import pytest

from tests.bot.test_cli import CLEAN

ROOT = Path(__file__).parent.parent
PACKAGES = ("bot", "flows", "storage", "sandbox")
OFFLINE = {name: value for name, value in CLEAN.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
PIP = ("-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy, so that nothing is left in the checkout."""
    source, made = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("dist")
    for name in PACKAGES:
        shutil.copytree(ROOT / name, source / name, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "manifest.yml"):
        shutil.copy(ROOT / name, source)
    build = (*PIP, "wheel", "--no-index", "--no-deps", "--no-build-isolation", "--wheel-dir", str(made), str(source))
    done = subprocess.run([sys.executable, *build], capture_output=True, text=True, timeout=90, check=False)
    assert done.returncode == 0, done.stderr
    (found,) = made.glob("groundwork-*.whl")
    return found


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with the wheel, which borrows the other packages from the one that runs the tests."""
    place = tmp_path_factory.mktemp("installed") / "venv"
    venv.create(place, with_pip=False)
    found = place / "bin" / "python"
    install = (*PIP, "--python", str(found), "install", "--no-index", "--no-deps", str(wheel))
    done = subprocess.run([sys.executable, *install], capture_output=True, text=True, timeout=90, check=False)
    assert done.returncode == 0, done.stderr
    (own,) = place.glob("lib/python*/site-packages")
    borrowed = [path for path in sys.path if path.endswith("site-packages")]
    (own / "borrowed.pth").write_text("\n".join(borrowed), encoding="utf-8")  # plain lines: theirs are not run
    return found


def test_every_file_of_the_packages_is_in_the_wheel_and_nothing_else(wheel: Path) -> None:
    there = {
        str(file.relative_to(ROOT))
        for name in PACKAGES
        for file in (ROOT / name).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}

    assert packed == there
    assert "bot/manifest.yml" in packed


def test_the_manifest_is_packed_as_a_file(wheel: Path) -> None:
    assert zipfile.ZipFile(wheel).read("bot/manifest.yml") == (ROOT / "manifest.yml").read_bytes()


def test_what_is_installed_is_the_wheel_and_not_the_checkout(python: Path, tmp_path: Path) -> None:
    code = (
        "import bot, flows, storage, sandbox; print(bot.__file__, flows.__file__, storage.__file__, sandbox.__file__)"
    )
    done = subprocess.run([python, "-c", code], cwd=tmp_path, env=OFFLINE, capture_output=True, text=True, timeout=60)

    assert done.returncode == 0, done.stderr
    assert str(ROOT) + os.sep not in done.stdout
    assert done.stdout.count(str(python.parent.parent)) == len(PACKAGES)


@pytest.mark.soak  # the story itself is told in test_cli
def test_the_demo_plays_in_an_empty_folder(python: Path, tmp_path: Path) -> None:
    program = python.parent / "groundwork"
    done = subprocess.run([program, "demo"], cwd=tmp_path, env=OFFLINE, capture_output=True, text=True, timeout=90)

    assert done.returncode == 0, done.stderr
    assert "Verdict" in done.stdout
    assert "판정" in done.stdout


@pytest.mark.parametrize("command", [["migrate"], ["manifest"], ["export", "--format", "md"], ["rank", "empty.json"]])
def test_other_commands_find_what_they_read(python: Path, tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "empty.json").write_text("[]", encoding="utf-8")
    program = python.parent / "groundwork"
    done = subprocess.run([program, *command], cwd=tmp_path, env=OFFLINE, capture_output=True, text=True, timeout=60)

    assert done.returncode == 0, done.stderr


async def test_the_sandbox_serves_its_page_with_all_that_belongs_to_it(python: Path, tmp_path: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        *(str(python.parent / "groundwork"), "sandbox", "--port", "0"),
        cwd=tmp_path,
        env=OFFLINE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stdout
        said = ""
        async with asyncio.timeout(60):
            while "The sandbox is running" not in said:
                line = await process.stdout.readline()
                assert line, said
                said += line.decode()
        found = re.search(r"http://127\.0\.0\.1:\d+", said)
        assert found
        async with aiohttp.ClientSession(found[0]) as session:
            async with session.get("/") as answer:
                page = await answer.text()
            linked = re.findall(r'(?:src|href)="(/[^"?]+\.(?:js|css|svg))', page)
            assert linked
            for address in linked:
                async with session.get(address) as part:
                    assert part.status == 200, address
    finally:
        process.terminate()
        await process.communicate()
    assert "Menu helper" in page
