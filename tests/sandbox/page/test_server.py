"""The page as it is fetched: who sees what, in which language and zone, and who may fetch and post."""

import re
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio

from sandbox.page.features import Command, Features, Shortcut, read_features
from sandbox.standin import StandIn
from tests.sandbox.conftest import ROOM, actions, button, connected, section
from tests.sandbox.page.browsing import Browser, entry

FEATURES = Features(
    (Command("/ml", "Start and list projects", "new [name] | list"),),
    (
        Shortcut("note", "Note as answer", "Takes it", on_message=True),
        Shortcut("begin", "Begin", "Starts one", on_message=False),
    ),
)


@pytest_asyncio.fixture
async def page_slack() -> AsyncIterator[StandIn]:
    async with StandIn(features=FEATURES) as slack:
        yield slack


@pytest_asyncio.fixture
async def web(page_slack: StandIn) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(page_slack.url) as session:
        yield session


def channels(page: str) -> list[str]:
    return re.findall(r'class="place-name">([^<]+)<', page)


async def test_each_person_sees_the_channels_they_are_in(web: aiohttp.ClientSession) -> None:
    assert channels(await Browser(web, "ana").page()) == ["ml-projects", "general", "ml-secret", "Groundwork"]
    assert channels(await Browser(web, "ben").page()) == ["ml-projects", "general", "Groundwork"]
    assert channels(await Browser(web, "gast").page()) == ["ml-projects", "Groundwork"]


async def test_five_people_can_be_acted_as_and_the_bot_cannot(web: aiohttp.ClientSession) -> None:
    page = await Browser(web, "groundwork").page()
    assert re.findall(r'class="handle">(\w+)<', page) == ["ana", "minjun", "jiwoo", "ben", "gast"]
    assert "You are Ana Silva" in page


async def test_time_and_words_are_the_viewers(page_slack: StandIn, web: aiohttp.ClientSession) -> None:
    ts = await page_slack.person("ana").say("hello", channel="#ml-projects")
    english = entry(await Browser(web, "ana").page(), ts)
    korean = await Browser(web, "minjun").page()
    assert "4:00\u00a0AM" in english
    assert "오후 6:00" in entry(korean, ts)
    assert '<html lang="ko">' in korean
    assert "오늘" in korean
    assert "#ml-projects에 메시지 보내기" in korean


async def test_what_only_one_person_sees(page_slack: StandIn, web: aiohttp.ClientSession) -> None:
    room = page_slack.workspace.channels[ROOM]
    ts = page_slack.happenings.whisper(room, "U0MINJUN", "psst").ts
    whispered = entry(await Browser(web, "minjun").page(), ts)
    assert "나에게만 보여요" in whispered
    assert "psst" in whispered
    assert "psst" not in await Browser(web, "ana").page()


async def test_a_thread_an_edit_a_reaction_and_a_tombstone(page_slack: StandIn, web: aiohttp.ClientSession) -> None:
    ana, ben = page_slack.person("ana"), page_slack.person("ben")
    root = await ana.say("root", channel="#ml-projects")
    reply = await ben.say("a reply", channel="#ml-projects", thread=root)
    await ana.edit("#ml-projects", root, "the root")
    await ben.react("#ml-projects", root, "tada")
    seen = entry(await Browser(web, "ben").page(), root)
    assert "the root" in seen
    assert "(edited)" in seen
    assert "1 reply" in seen
    assert 'aria-pressed="true" aria-label="Ben Carter reacted with :tada:"' in seen
    await ana.delete("#ml-projects", root)
    thread = await Browser(web, "ben").page(thread=root)
    assert "This message was deleted." in entry(thread, root)
    assert "a reply" in entry(thread, reply)


async def test_one_name_stands_above_messages_that_follow_each_other(
    page_slack: StandIn, web: aiohttp.ClientSession
) -> None:
    ana, ben = page_slack.person("ana"), page_slack.person("ben")
    said = [await who.say("x", channel="#ml-projects") for who in (ana, ana, ben)]
    page = await Browser(web, "ana").page()
    assert ["compact" in entry(page, ts) for ts in said] == [False, True, False]


async def test_files_are_shown_from_this_host_only(page_slack: StandIn, web: aiohttp.ClientSession) -> None:
    file = page_slack.files.announce("plot.png", 3, "Two bars")
    page_slack.files.receive(file.id, b"png")
    room = page_slack.workspace.channels[ROOM]
    ts = page_slack.happenings.post(room, "U0GROUNDWORK", "", files=[file.wire("http://elsewhere")]).ts
    shown = entry(await Browser(web, "ana").page(), ts)
    assert f'<img src="/files/{file.id}/plot.png" alt="Two bars"' in shown
    assert "elsewhere" not in shown


async def test_foreign_text_stays_text(page_slack: StandIn, web: aiohttp.ClientSession) -> None:
    hostile = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    page_slack.workspace.people["U0BEN"].real_name = hostile
    ts = await page_slack.person("ben").say(hostile, channel="#ml-projects")
    room = page_slack.workspace.channels[ROOM]
    blocks = page_slack.workspace.named([section("x"), actions(button(hostile, hostile, value=hostile))])
    page_slack.happenings.post(room, "U0GROUNDWORK", hostile, blocks=blocks)
    page = await Browser(web, "ana").page(pane="traffic")
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in entry(page, ts)
    embedded = re.search(r'id="offers">(.*?)</script>', page)
    assert embedded is not None
    assert "<" not in embedded[1]


async def test_nothing_comes_from_outside(web: aiohttp.ClientSession) -> None:
    async with web.get("/") as answer:
        policy = answer.headers["Content-Security-Policy"]
        page = await answer.text()
    assert policy.startswith("default-src 'self';")
    assert "unsafe" not in policy
    assert not re.findall(r'(?:src|href)="(?!/|#)[^"]*"', page)
    assert not re.findall(r"<script(?! type=)[^>]*>|\son\w+=|\sstyle=", page)


async def test_everything_the_page_asks_for_is_there(web: aiohttp.ClientSession) -> None:
    seen: set[str] = set()
    wanted = set(re.findall(r'(?:src|href)="(/page/static/[^"]+)"', await Browser(web, "ana").page()))
    while wanted - seen:
        path = (wanted - seen).pop()
        seen.add(path)
        async with web.get(path) as answer:
            assert answer.status == 200, path
            text = await answer.text()
        wanted |= {f"/page/static/{name}" for name in re.findall(r'from "\./([\w.]+)"', text)}
    assert "/page/static/stream.js" in seen


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),
        ({"Host": "evil.example"}, 403),
        ({"Content-Type": "text/plain"}, 400),
    ],
)
async def test_other_pages_may_not_post(
    page_slack: StandIn, web: aiohttp.ClientSession, headers: dict[str, str], status: int
) -> None:
    body = b'{"as": "ana", "in": "ml-projects", "text": "hi"}'
    async with web.post("/page/do/say", data=body, headers={"Content-Type": "application/json"} | headers) as answer:
        assert answer.status == status
    assert page_slack.messages("#ml-projects") == []


async def test_a_wrong_url_shows_something(web: aiohttp.ClientSession) -> None:
    page = await Browser(web, "nobody", "nowhere").page(thread="1.1", tab="home")
    assert 'data-as="ana" data-in="ml-projects" data-thread=""' in page


async def test_shortcuts_commands_and_people_are_offered(web: aiohttp.ClientSession) -> None:
    page = await Browser(web, "ana").page()
    assert 'data-shortcut="begin"' in page
    assert 'data-message-shortcut="note"' in page
    assert '"insert": "/ml"' in page
    assert '"usage": "new [name] | list"' in page
    assert '"insert": "@minjun"' in page


def test_the_manifest_is_read() -> None:
    features = read_features()
    assert "/ml" in {command.name for command in features.commands}


async def test_traffic_is_listed_with_what_was_refused(web: aiohttp.ClientSession) -> None:
    async with connected(features=FEATURES) as bot, aiohttp.ClientSession(bot.slack.url) as own:
        await bot.app.client.api_call("chat.postMessage", params={"channel": ROOM, "text": "hi"})
        answer = await own.post(
            "/api/chat.postMessage",
            json={"channel": "C0GENERAL", "text": "hi"},
            headers={"Authorization": f"Bearer {bot.slack.bot_token}"},
        )
        assert (await answer.json())["error"] == "not_in_channel"
        page = await Browser(own, "ana").page(pane="traffic")
        refused = re.findall(r'class="line refused">.*?data-entry="(\d+)".*?class="reason">([^<]+)<', page, re.DOTALL)
        assert [why for _, why in refused] == ["not_in_channel"]
        async with own.get(f"/page/traffic/{refused[0][0]}", params={"as": "ana"}) as shown:
            assert "C0GENERAL" in await shown.text()
        async with own.get("/page/traffic/999", params={"as": "minjun"}) as gone:
            assert await gone.text() == "이 항목은 더 이상 남아 있지 않아요."
