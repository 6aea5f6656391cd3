"""Drawing in a process of its own."""

import asyncio
import sys
from pathlib import Path

import pytest

from bot.charts import worker
from bot.charts.drawing import drawn
from bot.charts.request import Quadrants, Request, Results
from bot.charts.wire import read, written
from bot.charts.worker import SIGNATURE, NotDrawn, draw
from flows.text import Language
from tests.bot.charts.pictures import quadrants_with


def size(picture: bytes) -> tuple[int, int]:
    return int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])


@pytest.mark.parametrize("request_", [quadrants_with(3, Language.KO), Results(Language.EN, "Share", "%", ())])
def test_a_request_survives_the_way(request_: Request):
    assert read(written(request_)) == request_


def test_the_same_request_gives_the_same_bytes():
    request = quadrants_with(10, Language.KO)
    assert drawn(request) == drawn(request)


async def test_the_worker_draws_what_this_process_would():
    request = quadrants_with(10, Language.KO)
    picture = await draw(request, seconds=60)
    assert picture == drawn(request)
    assert picture.startswith(SIGNATURE)
    assert size(picture)[0] >= 1200


async def test_two_are_drawn_at_the_same_time():
    both = await asyncio.gather(
        draw(quadrants_with(1), seconds=60), draw(Results(Language.EN, "x", "", ()), seconds=60)
    )
    assert all(picture.startswith(SIGNATURE) for picture in both)


async def test_what_takes_too_long_is_ended():
    with pytest.raises(NotDrawn, match=r"longer than 0\.01 seconds"):
        await draw(quadrants_with(1), seconds=0.01)


@pytest.mark.parametrize("broken", ["raise SystemExit('no ink')", "print('not a picture')", "import os; os.abort()"])
async def test_a_worker_that_fails_is_one_error(broken: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    program = tmp_path / "program"
    program.write_text(f"#!{sys.executable}\n{broken}\n")
    program.chmod(0o755)
    monkeypatch.setattr(worker.sys, "executable", str(program))
    with pytest.raises(NotDrawn, match="ended with"):
        await draw(quadrants_with(1), seconds=60)


async def test_a_worker_that_is_not_there_is_the_same_error(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(worker.sys, "executable", "/nowhere/python")
    with pytest.raises(NotDrawn, match="did not start"):
        await draw(Quadrants(Language.EN, ()))


async def test_the_bot_itself_never_imports_matplotlib():
    code = "import sys, bot.charts.worker, bot.charts.asked, bot.charts.alt; sys.exit('matplotlib' in sys.modules)"
    checked = await asyncio.create_subprocess_exec(sys.executable, "-c", code)
    assert await checked.wait() == 0
