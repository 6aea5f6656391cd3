"""What people do on the page, and what they are told."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from sandbox.page.features import Command, Features
from tests.sandbox.conftest import ROOM, Ack, Bot, actions, button, connected, modal, options, section, text_input
from tests.sandbox.page.browsing import Browser

FEATURES = Features((Command("/ml", "Start and list projects", "new [name]"),))


@pytest_asyncio.fixture
async def page_bot() -> AsyncIterator[Bot]:
    async with connected(features=FEATURES) as bot:
        yield bot


@pytest_asyncio.fixture
async def ana(page_bot: Bot) -> AsyncIterator[Browser]:
    async with aiohttp.ClientSession(page_bot.slack.url) as session:
        yield Browser(session, "ana")


async def test_say_edit_react_and_delete(page_bot: Bot, ana: Browser) -> None:
    slack = page_bot.slack
    assert (await ana.do("say", text="Hi @ben & all"))["ok"]
    (message,) = slack.messages("#ml-projects")
    assert message.text == "Hi <@U0BEN> &amp; all"
    async with ana.session.get("/page/source", params={**ana.query, "ts": message.ts}) as answer:
        assert (await answer.json())["text"] == "Hi @ben & all"
    await ana.do("say", text="below", thread=message.ts, broadcast=True)
    assert [one.text for one in message.replies] == ["below"]
    assert message.replies[0].subtype == "thread_broadcast"
    await ana.do("edit", ts=message.ts, text="Hello")
    await ana.do("react", ts=message.ts, name="tada")
    assert (message.text, message.reactions) == ("Hello", {"tada": ["U0ANA"]})
    await ana.do("react", ts=message.ts, name="tada")
    await ana.do("delete", ts=message.ts)
    assert (message.reactions, message.deleted) == ({}, True)


async def test_only_ones_own_messages_are_changed(page_bot: Bot, ana: Browser) -> None:
    ts = await page_bot.slack.person("ben").say("mine", channel="#ml-projects")
    told = await ana.do("edit", ts=ts, text="yours")
    assert (told["status"], told["error"]) == (400, f"ana has written no message {ts} in {ROOM}.")
    async with ana.session.get("/page/source", params={**ana.query, "ts": ts}) as answer:
        assert answer.status == 404


async def test_commands_as_slacks_client_takes_them(page_bot: Bot, ana: Browser) -> None:
    heard: list[str] = []

    async def ml(ack: Ack, body: dict[str, Any]) -> None:
        heard.append(body["text"])
        await ack("Done.")

    page_bot.app.command("/ml")(ml)
    assert (await ana.do("say", text="/ml new Menu"))["ok"]
    assert heard == ["new Menu"]
    assert [one.text for one in page_bot.slack.ephemerals("ana")] == ["Done."]
    assert (await ana.do("say", text="/mk"))["error"] == "/mk is not a valid command."
    root = await page_bot.slack.person("ana").say("root", channel="#ml-projects")
    assert (await ana.do("say", text="/ml new", thread=root))["error"] == "/ml is not supported in threads. Sorry!"
    korean = Browser(ana.session, "minjun")
    told = await korean.do("say", text="/ml new", thread=root)
    assert told["error"] == "/ml 명령어는 스레드에서 쓸 수 없어요. 죄송해요!"
    assert heard == ["new Menu"]


async def test_a_command_that_is_not_taken_says_so(page_bot: Bot, ana: Browser) -> None:
    async def ml(ack: Ack) -> None:
        raise RuntimeError("told to fail")

    page_bot.app.command("/ml")(ml)
    page_bot.slack.sockets.ack_timeout = 0.05
    told = await ana.do("say", text="/ml")
    assert not told["ok"]
    assert "/ml" in told["error"]


async def test_the_bot_is_invited(page_bot: Bot, ana: Browser) -> None:
    general = Browser(ana.session, "ana", "general")
    assert (await general.do("say", text="/invite @groundwork"))["ok"]
    assert "U0GROUNDWORK" in page_bot.slack.workspace.channels["C0GENERAL"].members
    assert (await general.do("say", text="/invite @bob"))["error"] == "There is nobody called @bob."


async def test_controls_of_a_message(page_bot: Bot, ana: Browser) -> None:
    used: list[dict[str, Any]] = []

    async def take(ack: Ack, action: dict[str, Any]) -> None:
        used.append(action)
        await ack()

    for name in ("go", "more", "pick", "who"):
        page_bot.app.action(name)(take)
    row = actions(
        button("Go", "go", value="7"),
        {"type": "overflow", "action_id": "more", "options": options("Alpha", "Beta")},
        {"type": "static_select", "action_id": "pick", "options": options("One", "Two")},
        {"type": "users_select", "action_id": "who"},
    )
    posted = await page_bot.app.client.chat_postMessage(channel=ROOM, text="Pick", blocks=[row])
    for action, kind, value in (
        ("go", "button", None),
        ("more", "overflow", "beta"),
        ("pick", "static_select", "two"),
        ("who", "users_select", "U0BEN"),
    ):
        told = await ana.do("use", ts=posted["ts"], block="row", action=action, type=kind, value=value)
        assert told["ok"], told
    assert used[0]["value"] == "7"
    assert used[1]["selected_option"]["value"] == "beta"
    assert used[2]["selected_option"]["value"] == "two"
    assert used[3]["selected_user"] == "U0BEN"
    gone = await Browser(ana.session, "minjun").do("use", ts=posted["ts"], block="row", action="no", type="button")
    assert (gone["status"], gone["error"]) == (400, "더 이상 여기에 없어요.")


async def test_a_modal_with_errors_an_update_and_a_close(page_bot: Bot, ana: Browser) -> None:
    slack, app = page_bot.slack, page_bot.app
    closed: list[bool] = []
    dispatching = text_input("Live", "live", optional=True, dispatch_action=True)

    async def ml(ack: Ack, body: dict[str, Any]) -> None:
        await ack()
        due = {"type": "input", "block_id": "at", "label": {"type": "plain_text", "text": "At"}, "optional": True}
        due["element"] = {"type": "datetimepicker", "action_id": "at"}
        view = modal(text_input("Name", "name"), dispatching, due, notify_on_close=True)
        await app.client.views_open(trigger_id=body["trigger_id"], view=view)

    async def live(ack: Ack, body: dict[str, Any]) -> None:
        await ack()
        view = modal(text_input("Name", "name"), dispatching, section("Seen"), notify_on_close=True)
        await app.client.views_update(view_id=body["view"]["id"], view=view)

    async def form(ack: Ack) -> None:
        await ack(response_action="errors", errors={"name": "Taken."})

    async def gone(ack: Ack, body: dict[str, Any]) -> None:
        closed.append(body["is_cleared"])
        await ack()

    app.command("/ml")(ml)
    app.action({"block_id": "live", "action_id": "text"})(live)
    app.view("form")(form)
    app.view_closed("form")(gone)
    await ana.do("say", text="/ml")
    view = slack.person("ana").view
    assert view is not None
    name = {"block": "name", "action": "text", "type": "plain_text_input", "value": ""}
    assert (await ana.do("submit", view=view.id, state=[name]))["errors"] == {
        "name": "Please complete this required field."
    }
    at = {"block": "at", "action": "at", "type": "datetimepicker", "value": "2026-11-24T09:00"}
    told = await ana.do("submit", view=view.id, state=[name | {"value": "Menu"}, at])
    assert told["errors"] == {"name": "Taken."}
    assert view.values["at"]["at"]["selected_date_time"] == datetime(2026, 11, 24, 14, tzinfo=UTC).timestamp()
    state = [name | {"value": "Half typ"}]
    await ana.do("use", view=view.id, block="live", action="text", type="plain_text_input", value="x", state=state)
    assert view.blocks[-1]["type"] == "section"
    assert view.values["name"]["text"]["value"] == "Half typ"
    await ana.do("close", everything=True)
    assert (slack.person("ana").view, closed) == (None, [True])


async def test_a_modal_in_korean_complains_in_korean(page_bot: Bot, ana: Browser) -> None:
    async def ml(ack: Ack, body: dict[str, Any]) -> None:
        await ack()
        await page_bot.app.client.views_open(trigger_id=body["trigger_id"], view=modal(text_input("Name", "name")))

    page_bot.app.command("/ml")(ml)
    minjun = Browser(ana.session, "minjun")
    await minjun.do("say", text="/ml")
    view = page_bot.slack.person("minjun").view
    assert view is not None
    await minjun.do("submit", view=view.id, state=[])
    assert "필수 항목이에요. 입력해 주세요." in await minjun.page()


async def test_shortcuts_and_home(page_bot: Bot, ana: Browser) -> None:
    seen: list[str] = []

    async def take(ack: Ack, body: dict[str, Any]) -> None:
        seen.append(body.get("message", {}).get("text", body["type"]))
        await ack()

    page_bot.app.shortcut("note")(take)
    ts = await page_bot.slack.person("ben").say("an idea", channel="#ml-projects")
    await ana.do("shortcut", callback_id="note", ts=ts)
    await ana.do("shortcut", callback_id="note")
    assert seen == ["an idea", "shortcut"]
    home = Browser(ana.session, "ana", "dm")
    await home.do("home", tab="home")
    await page_bot.slack.idle()
    assert [event["tab"] for event in page_bot.of("app_home_opened")] == ["home"]
    await page_bot.app.client.views_publish(
        user_id="U0ANA", view={"type": "home", "blocks": [section("Your projects")]}
    )
    assert "Your projects" in await home.page(tab="home")


async def test_the_clock_goes_forward_only(page_bot: Bot, ana: Browser) -> None:
    moved: list[datetime] = []
    clock = page_bot.slack.clock
    clock.when_moved(lambda: moved.append(clock.now()))
    await ana.do("clock", seconds=3600)
    assert clock.now() == datetime(2026, 11, 23, 10, tzinfo=UTC)
    told = await ana.do("clock", seconds=-1)
    assert (told["status"], told["error"]) == (400, "The clock moves forward only.")
    await Browser(ana.session, "minjun").do("clock", to="monday")
    assert clock.now() == datetime(2026, 11, 30, 0, 30, tzinfo=UTC)
    assert len(moved) == 2


@pytest.mark.parametrize(
    ("deed", "body", "status", "sentence"),
    [
        ("fly", {}, 404, "People can say, edit, delete, react, use, submit, close, shortcut, home, clock."),
        ("say", {}, 400, "Missing: text"),
        ("say", {"text": "  "}, 400, "There is nothing to send."),
        ("react", {"ts": "1.1", "name": "tada"}, 400, "This is no longer here."),
        ("submit", {"view": "V1"}, 400, "This is no longer here."),
        ("close", {}, 400, "ana has no modal open."),
    ],
)
async def test_what_cannot_be_done(ana: Browser, deed: str, body: dict[str, Any], status: int, sentence: str) -> None:
    told = await ana.do(deed, **body)
    assert (told["status"], told["ok"], told["error"]) == (status, False, sentence)
