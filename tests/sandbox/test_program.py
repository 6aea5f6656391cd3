"""The sandbox as a program: its page, its options."""

import asyncio
import re
import sys
from pathlib import Path

import aiohttp
import pytest

from sandbox.program import on_a_desktop
from tests.bot.test_cli import CLEAN, ROOT


@pytest.mark.parametrize(
    ("environment", "platform", "there"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({}, "darwin", True),
        ({}, "win32", True),
    ],
)
def test_a_browser_is_opened_only_where_there_is_a_screen(
    environment: dict[str, str], platform: str, *, there: bool
) -> None:
    assert on_a_desktop(environment, platform) is there


async def test_an_empty_sandbox_with_a_database_that_is_kept(tmp_path: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "sandbox", "--port", "0", "--empty", "--db", "kept.db"),
        cwd=tmp_path,
        env={**CLEAN, "PYTHONPATH": str(ROOT)},
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout
    said = ""
    async with asyncio.timeout(40):
        while "The sandbox is running" not in said:
            line = await process.stdout.readline()
            assert line, said
            said += line.decode()
    found = re.search(r"http://127\.0\.0\.1:\d+", said)
    assert found
    async with aiohttp.ClientSession() as session, session.get(found[0]) as answer:
        page = await answer.text()
    process.terminate()
    await process.communicate()
    assert "This is the very beginning of #ml-projects." in page
    assert page.count('class="msg') == 1
    assert "Type <code>/ml new</code> and a name" in page
    assert "keeps its projects in kept.db" in said
    assert (tmp_path / "kept.db").exists()
