"""The event stream: two windows are two people, and each gets what changes for it."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest_asyncio

from sandbox.page.events import differences
from sandbox.page.item import Item, Same, Stamps
from sandbox.standin import StandIn
from tests.sandbox.conftest import ROOM, modal, section, text_input
from tests.sandbox.page.browsing import Browser

AT_ONCE = 5.0  # seconds until a test gives up; the stream itself waits 20 ms


@pytest_asyncio.fixture
async def web(slack: StandIn) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(slack.url) as session:
        yield session


async def test_one_person_sees_at_once_what_another_says(web: aiohttp.ClientSession) -> None:
    ana, minjun = Browser(web, "ana"), Browser(web, "minjun")
    async with asyncio.timeout(AT_ONCE), ana.window() as here, minjun.window() as there:
        await minjun.do("say", text="안녕하세요 <b>")
        assert "김민준" in await here.until("안녕하세요 &lt;b&gt;")
        await ana.do("say", text="hello")
        assert "Ana Silva" in await there.until("hello")


async def test_a_message_is_put_after_the_one_before_and_dropped(slack: StandIn, web: aiohttp.ClientSession) -> None:
    ana = slack.person("ana")
    first = await ana.say("one", channel="#ml-projects")
    async with asyncio.timeout(AT_ONCE), Browser(web, "ben").window() as window:
        second = await ana.say("two", channel="#ml-projects")
        (put,) = (await window.next())["lists"]["messages"]["put"]
        assert (put["id"], put["after"]) == (f"c-{second}", f"c-{first}")
        await ana.edit("#ml-projects", first, "changed")
        (put,) = (await window.next())["lists"]["messages"]["put"]
        assert put["id"] == f"c-{first}"
        await ana.delete("#ml-projects", second)
        assert (await window.next())["lists"]["messages"] == {"put": [], "drop": [f"c-{second}"]}


async def test_a_thread_grows_in_its_pane_and_its_summary(slack: StandIn, web: aiohttp.ClientSession) -> None:
    root = await slack.person("ana").say("root", channel="#ml-projects")
    async with asyncio.timeout(AT_ONCE), Browser(web, "ben").window(thread=root) as window:
        reply = await slack.person("ana").say("below", channel="#ml-projects", thread=root)
        change = (await window.next())["lists"]
        assert f"t-{reply}" in [one["id"] for one in change["replies"]["put"]]
        assert "1 reply" in change["messages"]["put"][0]["html"]


async def test_other_channels_are_marked_until_they_are_read(slack: StandIn, web: aiohttp.ClientSession) -> None:
    ben = Browser(web, "ben")
    async with asyncio.timeout(AT_ONCE), ben.window() as window:
        await slack.person("ana").say("for @ben", channel="#general")
        assert "1 for you" in await window.until("unread")
        await Browser(web, "ben", "general").page()
        change = await window.next()
        assert "unread" not in change["regions"]["sidebar"]["html"]


async def test_a_modal_opens_and_closes_for_its_person_only(slack: StandIn, web: aiohttp.ClientSession) -> None:
    ana, ben = Browser(web, "ana"), Browser(web, "ben")
    async with asyncio.timeout(AT_ONCE), ana.window() as here, ben.window() as there:
        slack.views.open("U0ANA", modal(text_input("Name", "name")))
        slack.happenings.ring()
        assert "data-view-submit" in (await here.next())["regions"]["modal"]["html"]
        slack.views.clear("U0ANA")
        slack.happenings.ring()
        assert (await here.next())["regions"]["modal"]["html"] == ""
        await slack.person("ana").say("after", channel="#ml-projects")
        assert set((await there.next())["regions"]) == set()


async def test_what_is_whispered_reaches_one(slack: StandIn, web: aiohttp.ClientSession) -> None:
    room = slack.workspace.channels[ROOM]
    async with asyncio.timeout(AT_ONCE), Browser(web, "ana").window() as here, Browser(web, "ben").window() as there:
        slack.happenings.whisper(room, "U0BEN", "psst", blocks=slack.workspace.named([section("psst")]))
        assert "Only visible to you" in await there.until("psst")
        await slack.person("ben").say("loud", channel="#ml-projects")
        shown = str((await here.next())["lists"]["messages"])
        assert "loud" in shown
        assert "psst" not in shown


async def test_the_clock_and_the_traffic_are_told(slack: StandIn, web: aiohttp.ClientSession) -> None:
    async with asyncio.timeout(AT_ONCE), Browser(web, "ana").window(pane="traffic") as window:
        await Browser(web, "ben").do("clock", seconds=86_400)
        assert "Tue, Nov 24 4:00" in await window.until("Tue")
        async with web.post("/api/no.such", headers={"Authorization": f"Bearer {slack.bot_token}"}):
            pass
        assert "unknown_method" in await window.until("refused")


async def test_streams_end_with_the_stand_in() -> None:
    async with StandIn() as slack, aiohttp.ClientSession(slack.url) as web, Browser(web, "ana").window() as window:
        await slack.stop()
        async with asyncio.timeout(AT_ONCE):
            assert (await window.answer.content.read()).strip() == b""


def test_differences() -> None:
    def item(name: str, stamp: int) -> Item:
        return Item(name, stamp, lambda: f"<{name}>")

    before = {"l": [item("a", 1), item("b", 1), item("c", 1)]}
    now = {"l": [item("b", 2), item("c", 1), item("d", 1)]}
    put = [{"id": "b", "after": None, "html": "<b>"}, {"id": "d", "after": "c", "html": "<d>"}]
    assert differences(before, now) == {"l": {"put": put, "drop": ["a"]}}
    assert differences(now, now) == {}


def test_stamps_change_with_the_state_and_with_the_object() -> None:
    stamps, blocks = Stamps(), [1]
    first = stamps.of("m", Same(blocks))
    assert stamps.of("m", Same(blocks)) == first
    assert stamps.of("m", Same([1])) != first
