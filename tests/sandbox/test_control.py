"""Using the stand-in over HTTP, and who may."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
import pytest_asyncio

from sandbox.clock import Clock
from sandbox.standin import StandIn
from tests.sandbox.conftest import Ack, Bot, actions, button


@pytest_asyncio.fixture
async def web(slack: StandIn) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(slack.url) as session:
        yield session


async def test_people_say_edit_and_delete(slack: StandIn, web: aiohttp.ClientSession) -> None:
    async with web.post("/sandbox/people/ana/say", json={"text": "hi"}) as answer:
        ts = (await answer.json())["ts"]
    async with web.post("/sandbox/people/ana/edit", json={"ts": ts, "text": "hello"}) as answer:
        assert (await answer.json())["ok"]
    async with web.get("/sandbox/transcript", params={"channel": "#ml-projects"}) as answer:
        assert await answer.text() == "ana: hello (edited)"
    async with web.post("/sandbox/people/ana/delete", json={"ts": ts}) as answer:
        assert answer.status == 200
    assert slack.messages("#ml-projects") == []


async def test_people_command_and_click(bot: Bot, web: aiohttp.ClientSession) -> None:
    async def ml(ack: Ack) -> None:
        await ack(text="Go?", blocks=[actions(button("Go", "go"))])

    async def go(ack: Ack) -> None:
        await ack()

    bot.app.command("/ml")(ml)
    bot.app.action("go")(go)
    async with web.post("/sandbox/people/ana/command", json={"text": "/ml help"}) as answer:
        assert (await answer.json())["text"] == "Go?"
    async with web.post("/sandbox/people/ana/click", json={"label": "Go"}) as answer:
        assert await answer.json() == {"ok": True, "failure": None, "text": "", "blocks": [], "view": None}
    async with web.get("/sandbox/traffic", params={"most": "2"}) as answer:
        assert [one["method"] for one in await answer.json()] == ["auth.test", "interactive"]


@pytest.mark.parametrize(
    ("path", "body", "status", "sentence"),
    [
        ("people/ana/fly", {}, 404, "People can say, command, click, edit, delete."),
        ("people/bob/say", {"text": "x"}, 404, "There is nobody called bob."),
        ("people/ana/say", {}, 400, "Missing: text"),
        ("people/ana/say", ["x"], 400, "Send a JSON object."),
        ("people/gast/say", {"text": "x", "channel": "#ml-secret"}, 400, "gast is not in #ml-secret."),
        ("people/ana/click", {"label": "Go"}, 400, "ana sees no 'Go'; there is []."),
        ("people/ana/click", {"label": "Go", "message": "1.1"}, 400, "There is no message 1.1."),
        ("clock", {"seconds": -1}, 400, "The clock moves forward only."),
    ],
)
async def test_what_is_refused(web: aiohttp.ClientSession, path: str, body: object, status: int, sentence: str) -> None:
    async with web.post(f"/sandbox/{path}", json=body) as answer:
        assert (answer.status, (await answer.json())["error"]) == (status, sentence)


async def test_the_clock_is_moved(slack: StandIn, web: aiohttp.ClientSession) -> None:
    async with web.post("/sandbox/clock", json={"days": 7}) as answer:
        assert (await answer.json())["now"] == "2026-11-30T09:00:00+00:00"
    async with web.post("/sandbox/clock", json={"to": "2026-12-01T00:00:00Z"}):
        assert slack.clock() == datetime(2026, 12, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
async def test_other_names_and_sites_are_refused(web: aiohttp.ClientSession, headers: dict[str, str]) -> None:
    for path in ("/sandbox/people/ana/say", "/api/auth.test"):
        async with web.post(path, json={"text": "x"}, headers=headers) as answer:
            assert answer.status == 403


async def test_a_page_cannot_post_without_saying_it_is_json(web: aiohttp.ClientSession) -> None:
    async with web.post("/sandbox/people/ana/say", data='{"text": "x"}') as answer:
        assert answer.status == 400


def test_clocks() -> None:
    clock = Clock(tick=timedelta(seconds=1))
    first, second = clock.ts(), clock.ts()
    assert float(second) - float(first) == 1
    with pytest.raises(ValueError, match="forward only"):
        clock.move(timedelta(seconds=-1))
    seconds = [0.0]
    running = Clock(running=True, monotonic=lambda: seconds[0])
    before = running.now()
    seconds[0] = 5.0
    assert running.now() - before == timedelta(seconds=5)
    assert running.ts() < running.ts()
    with pytest.raises(ValueError, match="time zone"):
        Clock(datetime(2026, 1, 1))  # noqa: DTZ001
    assert abs(Clock.real().now().timestamp() - Clock.real().now().timestamp()) < 1
