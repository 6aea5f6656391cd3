"""Every control of Block Kit, in messages and in forms, with an app that writes down what it is told."""

import re
from collections.abc import AsyncIterator
from typing import Any

import pytest_asyncio
from playwright.async_api import expect

from sandbox.page.features import Command, Features
from sandbox.standin import StandIn
from tests.browser.screen import Screen
from tests.sandbox.conftest import ROOM, Ack, Bot, client_of, modal, options, section
from tests.sandbox.page.samples import BLOCKS, ELEMENTS, OPTIONS

Json = dict[str, Any]

FEATURES = Features((Command("/ml", "Open the form", ""),), (), home=True)
INPUTS = [one for one in BLOCKS["input"] if one["element"]["type"] not in ("file_input", "url_text_input")]
FORM = modal(*[{**one, "block_id": one["element"]["action_id"]} for one in INPUTS])


class App(Bot):
    """Opens the form on `/ml`; keeps what is used and what is sent."""

    def __init__(self, *about: Any) -> None:
        super().__init__(*about)
        self.used: list[Json] = []
        self.sent: list[Json] = []
        self.wrong: dict[str, str] = {}
        self.app.command("/ml")(self.open)
        self.app.action(re.compile(""))(self.use)
        self.app.view("form")(self.submit)

    async def open(self, ack: Ack, body: Json, client: Any) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)
        await ack()

    async def use(self, ack: Ack, action: Json) -> None:
        self.used.append(action)
        await ack()

    async def submit(self, ack: Ack, body: Json) -> None:
        self.sent.append(body["view"]["state"]["values"])
        await ack(**({"response_action": "errors", "errors": self.wrong} if self.wrong else {}))

    async def told(self) -> Json:
        """The newest thing that was used."""
        await self.slack.until(lambda: self.used)
        return self.used.pop()


@pytest_asyncio.fixture(loop_scope="session")
async def slack() -> AsyncIterator[StandIn]:
    async with StandIn(features=FEATURES) as stand_in:
        yield stand_in


@pytest_asyncio.fixture(loop_scope="session")
async def app(slack: StandIn) -> AsyncIterator[App]:
    async with client_of(slack) as client:
        app = App(slack, client)
        await app.connect()
        yield app
        await app.close()


async def posted(app: App, *elements: Json) -> None:
    blocks = [section("Choose"), {"type": "actions", "block_id": "row", "elements": list(elements)}]
    await app.app.client.chat_postMessage(channel=ROOM, text="Choose", blocks=blocks)


async def test_controls_in_a_message(app: App, screen: Screen) -> None:
    boxes = {"type": "checkboxes", "action_id": "boxes", "options": options("One", "Two")}
    several = {"type": "multi_static_select", "action_id": "several", "options": OPTIONS}
    overflow = {"type": "overflow", "action_id": "more", "options": options("Edit", "Drop")}
    single = {**ELEMENTS["static_select"], "action_id": "single"}
    kinds = [ELEMENTS[kind] for kind in ("datepicker", "timepicker", "datetimepicker", "radio_buttons", "users_select")]
    await posted(app, boxes, several, single, overflow, *kinds)
    await screen.at("ana")
    here = screen.message("Choose")

    await here.get_by_role("checkbox", name="Two").check()
    assert [one["value"] for one in (await app.told())["selected_options"]] == ["two"]

    await here.locator(".bk-several summary").click()
    await here.get_by_role("checkbox", name="Text").check()
    await here.get_by_role("checkbox", name="Images").check()
    await screen.shot("controls-1-several")
    await here.locator(".bk-several summary").click()
    assert [one["value"] for one in (await app.told())["selected_options"]] == ["text", "images"]
    await expect(here.locator(".bk-several summary .bk-chip")).to_have_text(["Text", "Images"])

    await here.locator("[data-action=single]").select_option(label="Tabular data")
    assert (await app.told())["selected_option"]["value"] == "tabular-data"
    await here.locator("[data-action=day]").fill("2026-12-31")
    assert (await app.told())["selected_date"] == "2026-12-31"
    await here.locator("[data-action=hour]").fill("17:45")
    assert (await app.told())["selected_time"] == "17:45"
    await here.locator("[data-action=moment]").fill("2026-12-31T17:45")
    assert (await app.told())["selected_date_time"] == 1_798_757_100  # in New York, where Ana lives
    await here.get_by_role("radio", name="Images").check()
    assert (await app.told())["selected_option"]["value"] == "images"
    await here.locator("[data-action=who]").select_option(label="김민준")
    assert (await app.told())["selected_user"] == "U0MINJUN"
    await here.locator(".bk-overflow summary").click()
    await here.get_by_role("button", name="Drop").click()
    assert (await app.told())["selected_option"]["value"] == "drop"
    await screen.shot("controls-2-used")


async def test_a_dangerous_button_asks_first(app: App, screen: Screen) -> None:
    await posted(app, {**ELEMENTS["button"], "style": "danger"})
    await screen.at("ana")
    button = screen.message("Choose").get_by_role("button", name="Go")
    await button.click()
    await expect(screen.page.locator("#confirm-text")).to_contain_text("This cannot be undone.")
    await screen.page.get_by_role("button", name="Keep").click()
    await expect(screen.page.locator("#confirm")).to_be_hidden()
    assert app.used == []
    await button.click()
    await screen.page.locator("#confirm").get_by_role("button", name="Delete").click()
    assert (await app.told())["value"] == "42"


async def test_controls_in_a_form(app: App, screen: Screen) -> None:
    await screen.at("ana")
    await screen.write("/ml")
    form = screen.modal
    await form.get_by_role("checkbox", name="Licensed data").check()
    await form.get_by_label("Datepicker", exact=True).fill("2026-12-31")
    await form.get_by_label("Timepicker", exact=True).fill("17:45")
    await form.get_by_label("Number input").fill("42")
    await form.get_by_label("Email text input").fill("nobody")
    await form.get_by_role("group", name="Multi users select").locator("summary").click()
    await form.get_by_role("checkbox", name="Ben Carter").check()

    # What the client sees at once, the app is not asked about.
    await form.get_by_role("button", name="Save").click()
    await expect(form.get_by_role("alert").first).to_have_text("Please enter a number of at most 10.")
    assert app.sent == []
    await screen.shot("controls-3-wrong")
    await form.get_by_label("Number input").fill("7")
    await form.get_by_label("Email text input").fill("ana@acme.example")
    await form.get_by_role("group", name="Multi conversations select").locator("summary").click()
    await form.get_by_role("group", name="Multi conversations select").get_by_role("checkbox").first.check()

    # What the app does not take stays as it was filled in.
    app.wrong = {"day": "That is a holiday."}
    await form.get_by_role("button", name="Save").click()
    await expect(form.get_by_role("alert").first).to_have_text("That is a holiday.")
    await expect(form.get_by_label("Datepicker", exact=True)).to_be_focused()
    await expect(form.get_by_label("Datepicker", exact=True)).to_have_value("2026-12-31")
    app.wrong = {}
    await form.get_by_label("Datepicker", exact=True).fill("2027-01-04")
    await form.get_by_role("button", name="Save").click()
    await expect(screen.modal).to_be_hidden()
    sent = {block: next(iter(held.values())) for block, held in app.sent[-1].items()}
    assert [one["value"] for one in sent["boxes"]["selected_options"]] == ["licensed", "images"]
    assert (sent["day"]["selected_date"], sent["hour"]["selected_time"]) == ("2027-01-04", "17:45")
    assert (sent["number"]["value"], sent["mail"]["value"]) == ("7", "ana@acme.example")
    assert set(sent["whos"]["selected_users"]) == {"U0ANA", "U0MINJUN", "U0BEN"}
    assert sent["text"]["value"] == "Some words"
    assert [one["value"] for one in sent["fars"]["selected_options"]] == ["text", "images"]


async def test_pictures_from_other_hosts_are_told_about_instead(app: App, screen: Screen) -> None:
    await app.app.client.chat_postMessage(channel=ROOM, text="A picture", blocks=[*BLOCKS["image"], *BLOCKS["video"]])
    await screen.at("ana")
    await expect(screen.page.get_by_role("img", name="A plot of the loss over time")).to_be_visible()


async def test_every_block_passes_the_check(app: App, screen: Screen) -> None:
    for kind, blocks in BLOCKS.items():
        if kind not in ("input", "alert"):
            await app.app.client.chat_postMessage(channel=ROOM, text=kind, blocks=blocks[:2])
    await app.app.client.views_publish(
        user_id="U0ANA", view={"type": "home", "blocks": [*BLOCKS["header"], *BLOCKS["actions"], *BLOCKS["table"]]}
    )
    await screen.at("ana")
    assert await screen.barriers() == []
    await screen.visit("Groundwork")
    await expect(screen.page.get_by_role("heading", name="Menu helper")).to_be_visible()
    assert await screen.barriers() == []
    await screen.shot("home")
